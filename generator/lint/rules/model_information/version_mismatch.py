"""Compatibility in the table is not the edition of the front matter.

## Why

Both say from which release on the model can be loaded. A reader who believes the lower one gets an error.

## Fails

```markdown
## Model Information

|Model Name:|news_topic|
|Compatibility:|Spark NLP 5.2.0+|
|Language:|en|
```

## Passes

```markdown
## Model Information

|Model Name:|news_topic|
|Compatibility:|Spark NLP 5.3.0+|
|Language:|en|
```

## Mend

Correct the one that is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.card import Card, InfoRow
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.rules.model_information import rows

VERSION = re.compile(r"\d+(?:\.\d+)+")


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for Compatibility or Edition where it states another version than the front matter."""
    for name in ("Compatibility", "Edition"):
        row = rows.find(card, name)
        if row:
            yield from _compare(row, card.facts.edition)


def _compare(row: InfoRow, edition: str) -> Iterator[Finding]:
    written, claimed = VERSION.search(row.value), VERSION.search(edition)
    if written and claimed and _release(written[0]) != _release(claimed[0]):
        message = f"{row.name} is `{row.value}`, but the front matter's edition is `{edition}`"
        yield Finding(row.span, message)


def _release(version: str) -> list[int]:
    """``3.0`` and ``3.0.0`` are one release."""
    numbers = [int(part) for part in version.split(".")]
    while numbers and not numbers[-1]:
        numbers.pop()
    return numbers


RULE = CardRule("MI006", "version-mismatch", Level.WARNING, __doc__, check)
