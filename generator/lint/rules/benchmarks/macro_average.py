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

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.reports import complete, figure, interval, of_means, plain_mean, sound_reports
from generator.lint.rule import CardRule, Finding


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each macro average that the rows do not make."""
    for report in sound_reports(card):
        for average in (row for row in report.rows if row.name == "macro avg"):
            rows = complete(report, average)
            for metric in ("precision", "recall", "f1"):
                claim, made = figure(average, metric), plain_mean(rows, metric)
                if claim and made and not made.meets(interval(claim)) and not of_means(average, metric):
                    yield Finding(
                        claim.span,
                        f"the macro average of {metric} is {claim.written}, but the {len(rows)} labels' mean is"
                        f" {made.middle:.{min(claim.decimals, 6)}f}",
                    )


RULE = CardRule("BE004", "macro-average", Level.WARNING, __doc__, check)
