"""A section has a heading and nothing below it.

## Why

A heading promises something. An empty section is a gap in the card that looks as if it were filled.

## Fails

```markdown
## Benchmarking
```

## Passes

```markdown
## Benchmarking

Accuracy on the test set is 0.93.
```

## Mend

Fill the section, or take the heading out.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each section without text and without blocks."""
    for section in card.sections:
        if not section.prose.strip() and not section.blocks:
            yield Finding(section.heading, f"section `{section.title}` is empty")


RULE = CardRule("SE002", "empty-section", Level.WARNING, __doc__, check)
