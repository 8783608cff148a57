"""The labels' support does not add up to that of an average.

## Why

An average stands beside the number of cases that it is of: the sum over the labels. Where it is not, a row is missing,
stands twice, or was changed.

## Fails

````markdown
## Benchmarking

```bash
label  precision  recall  f1-score  support
World  0.80  0.60  0.69  100
Sports  0.60  0.80  0.69  300
macro avg  0.70  0.70  0.69  500
```
````

## Passes

````markdown
## Benchmarking

```bash
label  precision  recall  f1-score  support
World  0.80  0.60  0.69  100
Sports  0.60  0.80  0.69  300
macro avg  0.70  0.70  0.69  400
```
````

## Mend

Take the report from the evaluation again, with every row.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.reports import figure, labelled, sound_reports
from generator.lint.rule import CardRule, Finding

_AVERAGES = ("macro avg", "micro avg", "weighted avg")


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each report in which an average's support is not the sum."""
    for report in sound_reports(card):
        rows = labelled(report)
        supports = [claim.value for row in rows if (claim := figure(row, "support"))]
        totals = [claim for row in report.rows if row.name in _AVERAGES and (claim := figure(row, "support"))]
        wrong = next((claim for claim in totals if claim.value != sum(supports)), None)
        if wrong and len(rows) == len(supports) > 1:
            yield Finding(
                wrong.span,
                f"support of the {wrong.row} is {wrong.written}, but the {len(rows)} labels have {sum(supports):.0f}",
            )


RULE = CardRule("BE007", "support-sum", Level.WARNING, __doc__, check)
