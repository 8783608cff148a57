"""No sample input was found in the Python snippets.

## Why

The hub runs a model on the sample of its card and shows the answer. Without one, readers see no answer.

## Fails

```python
result = pipeline.fit(data).transform(data)
```

## Passes

```python
data = spark.createDataFrame([["The striker scored twice in the last minutes."]]).toDF("text")
result = pipeline.fit(data).transform(data)
```

## Mend

Build the data frame in the snippet, or give `samples` in the `verify` block of the front matter.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.snippet import python_blocks


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding where there are Python snippets, and neither a sample nor a placeholder in them."""
    given = card.verify and card.verify.samples
    blocks = python_blocks(card)
    if blocks and not given and not card.sample_input.samples and not card.sample_input.placeholder:
        yield Finding(blocks[0].span, "no sample input in the Python snippets")


RULE = CardRule("SA002", "no-sample", Level.INFO, __doc__, check)
