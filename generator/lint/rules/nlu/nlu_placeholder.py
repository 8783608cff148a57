"""The sample input of the NLU snippet is a placeholder, while the Python snippet has a real one.

## Why

A reader who copies the snippet gets an answer to `PUT YOUR STRING HERE`.

## Fails

````markdown
## How to use

```python
pipeline = PretrainedPipeline("news_topic", "en")
pipeline.annotate("The striker scored twice.")
```

{:.nlu-block}
```python
import nlu
nlu.load("en.classify.news").predict("PUT YOUR STRING HERE")
```
````

## Passes

````markdown
## How to use

```python
pipeline = PretrainedPipeline("news_topic", "en")
pipeline.annotate("The striker scored twice.")
```

{:.nlu-block}
```python
import nlu
nlu.load("en.classify.news").predict("The striker scored twice.")
```
````

## Mend

Use the sample of the Python snippet. Where that is a placeholder too, SA001 says so, once for both.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.nlu import inputs
from generator.lint.rule import CardRule, Finding
from generator.read.placeholder import is_placeholder


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each placeholder in words that SA001 does not tell of."""
    told = card.sample_input.placeholder
    if told and told.text.strip():
        return
    for given in inputs(card):
        if given.text.strip() and is_placeholder(given.text):
            message = f"the sample input for NLU is the placeholder `{given.text.strip()}`"
            yield Finding(given.span, message, "use the sample of the Python snippet")


RULE = CardRule("NL003", "nlu-placeholder", Level.WARNING, __doc__, check)
