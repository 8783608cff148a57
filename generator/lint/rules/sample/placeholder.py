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

from collections.abc import Iterator, Mapping

from generator.card import Card, CodeTab
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding

#: Tabs that may have the same sample.
OTHERS: Mapping[CodeTab, str] = {"scala": "Scala", "java": "Java", "nlu": "NLU"}


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for a placeholder in words. An empty frame is none: pipelines are often fitted on one."""
    placeholder = card.sample_input.placeholder
    if placeholder and placeholder.text.strip():
        text = placeholder.text.strip()
        message = f"the sample input is the placeholder `{text}`{_also(card, text)}"
        yield Finding(placeholder.span, message, "write a sentence that shows what the model does")


def _also(card: Card, text: str) -> str:
    """Which other snippets have the placeholder, too."""
    names = [name for tab, name in OTHERS.items() if any(text in block.code for block in card.code(tab))]
    return f", in the {' and '.join(names)} snippet{'s' * (len(names) > 1)} too" if names else ""


RULE = CardRule("SA001", "placeholder-sample", Level.WARNING, __doc__, check)
