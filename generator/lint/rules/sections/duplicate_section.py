"""A section stands twice in a card.

## Why

The hub shows one section of a kind in its place; the other one is easily overlooked, and the two may disagree.

## Fails

```markdown
## Results

The topic is `Sports`.

## Results

The topic is `World`.
```

## Passes

```markdown
## Results

The topic is `Sports`.
```

## Mend

Join the two, or give the second one a title of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card, Section
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each section of a kind that stood before."""
    first: dict[str, Section] = {}
    for section in card.sections:
        if (before := first.setdefault(section.key, section)) is not section:
            message = f"section `{section.title}` stands twice, first in line {before.heading.line}"
            yield Finding(section.heading, message)


RULE = CardRule("SE003", "duplicate-section", Level.WARNING, __doc__, check)
