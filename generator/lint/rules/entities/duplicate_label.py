"""A predicted entity stands twice.

## Why

A model gives each label one number. Where one stands twice, another was meant, or the list was not read again.

## Fails

```markdown
## Predicted Entities

`World`, `Sports`, `Business`, `Sports`
```

## Passes

```markdown
## Predicted Entities

`World`, `Sports`, `Business`, `Science`
```

## Mend

Take the second one out, or write the label that was meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each label that stood before. Labels that differ by case are two."""
    first: dict[str, int] = {}
    for number, entity in enumerate(card.entities, start=1):
        if (before := first.setdefault(entity.text, number)) != number:
            yield Finding(entity.span, f"the label `{entity.text}` stands twice, first as number {before}")


RULE = CardRule("EN001", "duplicate-label", Level.WARNING, __doc__, check)
