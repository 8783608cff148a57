"""A section's title is misspelt, or written otherwise than in other cards.

## Why

Readers and programs look for a section by its title. One that is misspelt is not found and stands in no table of
contents beside the others.

## Fails

```markdown
## Result

The topic is `Sports`.

## Data Sorce

News of ten years.
```

## Passes

```markdown
## Results

The topic is `Sports`.

## Data Source

News of ten years.
```

## Mend

Write the title as the message has it. A section of another kind may have any title.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from functools import lru_cache

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.rules.sections.titles import TITLES

#: How alike two titles are at least where one is meant for the other: ``Dataset`` is not ``Data Source``.
ALIKE = 0.85


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each title that is nearly one of the usual ones."""
    for section in card.sections:
        usual = TITLES[section.key][0] if section.key in TITLES else _nearest(section.title)
        if usual and section.title != usual:
            yield Finding(section.heading, f"unusual title `{section.title}`", f"did you mean `{usual}`?")


@lru_cache(maxsize=1024)
def _nearest(title: str) -> str:
    """The usual title that someone probably meant; empty for none."""
    folded = {usual.casefold(): usual for usual, _ in TITLES.values()}
    near = difflib.get_close_matches(title.casefold()[:100], folded, n=1, cutoff=ALIKE)
    return folded[near[0]] if near else ""


RULE = CardRule("SE004", "unusual-title", Level.WARNING, __doc__, check)
