"""A macro average is not the mean of the labels.

## Why

The macro average is the mean over labels, each counted once. It is checked only where the support or the true positives
show that the average is of all the rows above it. An F1 may also be that of the averaged precision and recall: both
are called macro F1.

## Fails

````markdown
## Benchmarking

```bash
label  precision  recall  f1-score  support
World  0.80  0.60  0.69  100
Sports  0.60  0.80  0.69  300
macro avg  0.90  0.70  0.69  400
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

Take the report from the evaluation again.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card, ReportRow
from generator.diagnostic import Level
from generator.lint.reports import Interval, complete, figure, harmonic, interval, mean, sound_reports
from generator.lint.rule import CardRule, Finding


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each macro average that the rows do not make."""
    for report in sound_reports(card):
        for average in (row for row in report.rows if row.name == "macro avg"):
            rows = complete(report, average)
            for metric in ("precision", "recall", "f1"):
                claim, made = figure(average, metric), _mean(rows, metric)
                if claim and made and not made.meets(interval(claim)) and not _of_means(average, metric):
                    yield Finding(
                        claim.span,
                        f"the macro average of {metric} is {claim.written}, but the {len(rows)} labels' mean is"
                        f" {made.middle:.{min(claim.decimals, 6)}f}",
                    )


def _mean(rows: list[ReportRow], metric: str) -> Interval | None:
    values = [interval(claim) for row in rows if (claim := figure(row, metric))]
    return mean(values, [1] * len(values)) if values and len(values) == len(rows) else None


def _of_means(average: ReportRow, metric: str) -> bool:
    """Whether an F1 is that of the averages beside it."""
    precision, recall, f1 = (figure(average, name) for name in ("precision", "recall", "f1"))
    if metric != "f1" or not (precision and recall and f1):
        return False
    return harmonic(interval(precision), interval(recall)).meets(interval(f1))


RULE = CardRule("BE004", "macro-average", Level.WARNING, __doc__, check)
