"""Accuracy, or the micro average of recall, contradicts the rows' recall.

## Why

Recall times support is how many cases of a label were found. Their sum, over all cases, is the micro average of recall;
where each case has one label, as in a report with a row of accuracy, it is the accuracy too.

## Fails

````markdown
## Benchmarking

```bash
label  precision  recall  f1-score  support
World  0.80  0.60  0.69  100
Sports  0.60  0.80  0.69  300
accuracy  0.95  400
macro avg  0.70  0.70  0.69  400
```
````

## Passes

````markdown
## Benchmarking

```bash
label  precision  recall  f1-score  support
World  0.80  0.60  0.69  100
Sports  0.60  0.80  0.69  300
accuracy  0.75  400
macro avg  0.70  0.70  0.69  400
```
````

## Mend

Take the report from the evaluation again.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card, MetricClaim, Report
from generator.diagnostic import Level
from generator.lint.reports import complete, figure, interval, mean, sound_reports
from generator.lint.rule import CardRule, Finding


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for an accuracy, or a micro average of recall, that the rows do not make."""
    for report in sound_reports(card):
        average = next((row for row in report.rows if row.name.endswith(" avg") and complete(report, row)), None)
        rows = complete(report, average) if average else []
        recalls = [interval(claim) for row in rows if (claim := figure(row, "recall"))]
        weights = [claim.value for row in rows if (claim := figure(row, "support"))]
        made = mean(recalls, weights) if len(recalls) == len(weights) == len(rows) else None
        for name, claim in _claims(report):
            if made and not made.meets(interval(claim)):
                yield Finding(
                    claim.span,
                    f"{name} is {claim.written}, but recall and support of the {len(rows)} labels make"
                    f" {made.middle:.{min(claim.decimals, 6)}f}",
                )


def _claims(report: Report) -> Iterator[tuple[str, MetricClaim]]:
    # A report with both has texts of several labels each: its accuracy is of whole texts.
    several = any(row.name == "micro avg" for row in report.rows)
    for row in report.rows:
        if row.name == "accuracy" and not several and (claim := figure(row, "accuracy")):
            yield "accuracy", claim
        if row.name == "micro avg" and (claim := figure(row, "recall")):
            yield "the micro average of recall", claim


RULE = CardRule("BE006", "accuracy-against-rows", Level.WARNING, __doc__, check)
