"""A weighted average is not the mean of the labels, weighted by their support.

## Why

The weighted average counts each label as often as it occurs. It is checked only where the supports add up to that of
the average, so that no row is missing.

## Fails

````markdown
## Benchmarking

```bash
label  precision  recall  f1-score  support
World  0.80  0.60  0.69  100
Sports  0.60  0.80  0.69  300
weighted avg  0.70  0.75  0.69  400
```
````

## Passes

````markdown
## Benchmarking

```bash
label  precision  recall  f1-score  support
World  0.80  0.60  0.69  100
Sports  0.60  0.80  0.69  300
weighted avg  0.65  0.75  0.69  400
```
````

## Mend

Take the report from the evaluation again.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.reports import complete, figure, interval, sound_reports, weighted_mean
from generator.lint.rule import CardRule, Finding


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each weighted average that the rows do not make."""
    for report in sound_reports(card):
        for average in (row for row in report.rows if row.name == "weighted avg"):
            rows = complete(report, average)
            for metric in ("precision", "recall", "f1"):
                claim, made = figure(average, metric), weighted_mean(rows, metric)
                if claim and made and not made.meets(interval(claim)):
                    yield Finding(
                        claim.span,
                        f"the weighted average of {metric} is {claim.written}, but the {len(rows)} labels make"
                        f" {made.middle:.{min(claim.decimals, 6)}f}",
                    )


RULE = CardRule("BE005", "weighted-average", Level.WARNING, __doc__, check)
