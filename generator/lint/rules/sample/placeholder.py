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

import re
from collections.abc import Iterator, Mapping

from generator.card import Card, CodeTab
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.read.placeholder import is_placeholder

#: So many characters of a snippet are looked at: what is longer is no example to read.
MOST = 20_000
TEXT = re.compile(r"""(["'])([^"'\n]{3,100})\1""")
#: Tabs that may have the same sample.
OTHERS: Mapping[CodeTab, str] = {"scala": "Scala", "java": "Java", "nlu": "NLU"}


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for a placeholder in words. An empty frame is none: pipelines are often fitted on one."""
    placeholder = card.sample_input.placeholder
    if placeholder and placeholder.text.strip():
        text = placeholder.text.strip()
        message = f"the sample input is the placeholder `{text}`{_also(card)}"
        yield Finding(placeholder.span, message, "write a sentence that shows what the model does")


def _also(card: Card) -> str:
    """Which other snippets have placeholders, too."""
    names = [name for tab, name in OTHERS.items() if any(_holds_one(block.code) for block in card.code(tab))]
    return f", in the {' and '.join(names)} snippet{'s' * (len(names) > 1)} too" if names else ""


def _holds_one(code: str) -> bool:
    """Whether a text of several words is a placeholder; single ones are names of columns."""
    return any(" " in text and is_placeholder(text) for _, text in TEXT.findall(code[:MOST]))


RULE = CardRule("SA001", "placeholder-sample", Level.WARNING, __doc__, check)
