"""A label has two rows in one report.

## Why

Readers do not know which row holds. Often one of the two belongs to another label.

## Fails

````markdown
## Benchmarking

```bash
label  precision  recall  f1-score  support
World  0.80  0.60  0.69  100
World  0.60  0.80  0.69  300
```
````

## Passes

````markdown
## Benchmarking

```bash
label  precision  recall  f1-score  support
World  0.80  0.60  0.69  100
Sports  0.60  0.80  0.69  300
```
````

## Mend

Correct the name, or take the row out. Give reports on different data a title each.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card, ReportRow
from generator.diagnostic import Level
from generator.lint.reports import sound_reports
from generator.lint.rule import CardRule, Finding


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each row whose label has a row above it."""
    for report in sound_reports(card):
        first: dict[str, ReportRow] = {}
        for row in (row for row in report.rows if row.name):
            known = first.setdefault(row.name, row)
            if known is not row:
                yield Finding(row.span, f"{row.name} has a row in line {known.span.line} already")


RULE = CardRule("BE008", "duplicate-benchmark-label", Level.WARNING, __doc__, check)
