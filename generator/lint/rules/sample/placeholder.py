"""The sample input is a placeholder.

## Why

The model cannot be run on it to any use, and a reader who copies the snippet gets an answer to `PUT YOUR STRING HERE`.

## Fails

```python
data = spark.createDataFrame([["PUT YOUR STRING HERE"]]).toDF("text")
```

## Passes

```python
data = spark.createDataFrame([["The striker scored twice in the last minutes."]]).toDF("text")
```

## Mend

Write a sentence that shows what the model does.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for a placeholder in words. An empty frame is none: pipelines are often fitted on one."""
    placeholder = card.sample_input.placeholder
    if placeholder and placeholder.text.strip():
        message = f"the sample input is the placeholder `{placeholder.text.strip()}`"
        yield Finding(placeholder.span, message, "write a sentence that shows what the model does")


RULE = CardRule("SA001", "placeholder-sample", Level.WARNING, __doc__, check)
