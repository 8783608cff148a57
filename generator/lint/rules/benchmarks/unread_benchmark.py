"""A block of Benchmarking could not be read.

## Why

Figures that cannot be read are not checked, not compared with what a run measures, and not in the catalogue.

## Fails

````markdown
## Benchmarking

```bash
See the paper for all figures.
```
````

## Passes

````markdown
## Benchmarking

```bash
accuracy: 0.93
```
````

## Mend

Print the figures as a table with a metric a column, or as `name: value`.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.sections import unread_in


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each block that was not read, with the reason."""
    for text in unread_in(card, "benchmarking"):
        yield Finding(text.span, f"the figures cannot be read: {text.text}")


RULE = CardRule("BE010", "unread-benchmark", Level.INFO, __doc__, check)
