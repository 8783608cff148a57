"""A class loads another model in the Scala tab than in the Python tab.

## Why

One of the tabs does not use the model that the card is about: mostly the snippet of another card was copied.

## Fails

````markdown
## How to use

```python
model = NerDLModel.pretrained("news_topic", "en")
```

```scala
val model = NerDLModel.pretrained("old_topic", "en")
```
````

## Passes

````markdown
## How to use

```python
model = NerDLModel.pretrained("news_topic", "en")
```

```scala
val model = NerDLModel.pretrained("news_topic", "en")
```
````

## Mend

Load the same model in both tabs. Only classes that each tab has once are compared.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.rules.scala.pairs import pairs
from generator.lint.scala import in_card


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each model that differs."""
    for block, snippet, scala, python in pairs(card):
        loaded = scala.settings.get("pretrained")
        if loaded and python.model and loaded.texts[0] != python.model:
            span = in_card(block, snippet, loaded.start, loaded.end)
            message = f"`{scala.annotator}` loads `{loaded.texts[0]}` here, and `{python.model}` in Python"
            yield Finding(span, message, "load the same model in both tabs")


RULE = CardRule("SC007", "model-against-python", Level.WARNING, __doc__, check)
