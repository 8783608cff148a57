"""A figure of Benchmarking is one that its metric cannot reach.

## Why

Precision, recall, F1 and accuracy lie between 0 and 1, or between 0 and 100 percent. A figure beyond that was mistyped,
or it stands in the wrong column.

## Fails

````markdown
## Benchmarking

```bash
accuracy: 0.93
f1: 193.2
```
````

## Passes

````markdown
## Benchmarking

```bash
accuracy: 0.93
f1: 0.93
```
````

## Mend

Write the figure that was measured.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import UNITS, Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding

#: A correlation may be one of opposites.
_LEAST = {"pearson": -1, "spearman": -1}


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each figure below 0, or above 1 however it is read."""
    for report in card.claims.reports:
        for claim in (claim for row in report.rows for claim in row.metrics):
            of_row = f" of {claim.row}" if claim.row else ""
            if claim.metric == "support":
                if claim.value < 0:
                    yield Finding(claim.span, f"support{of_row} is {claim.written}, and a count is not below 0")
            elif claim.metric in UNITS:
                if claim.value < 0:
                    yield Finding(claim.span, f"{claim.metric}{of_row} is {claim.written}, and an error is not below 0")
            elif not _LEAST.get(claim.metric, 0) <= claim.value <= 1:
                yield Finding(claim.span, f"{claim.metric}{of_row} is {claim.written}, beyond 0 to 1 and 0 to 100 %")


RULE = CardRule("BE001", "out-of-range", Level.ERROR, __doc__, check)
