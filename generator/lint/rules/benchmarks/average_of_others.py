"""An average is not that of the labels that are shown.

## Why

A macro average is the mean of the labels, a weighted one counts each as often as it occurs, and a micro average
follows from what was found and missed of all labels together. Where an average stands without its support or counts, as
below a table, nothing shows whether it is of the rows above it: labels may have been left out, or the figures are of
other data. An F1 may also be that of the averaged precision and recall.

## Fails

````markdown
## Benchmarking

```bash
label  precision  recall  f1-score
World  0.80  0.60  0.69
Sports  0.60  0.80  0.69

Macro-average  prec: 0.90, rec: 0.70, f1: 0.79
```
````

## Passes

````markdown
## Benchmarking

```bash
label  precision  recall  f1-score
World  0.80  0.60  0.69
Sports  0.60  0.80  0.69

Macro-average  prec: 0.70, rec: 0.70, f1: 0.70
```
````

## Mend

Show every label, or take the averages from the same evaluation as the rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.card import Card, ReportRow
from generator.diagnostic import Level
from generator.lint.reports import (
    AVERAGES,
    Interval,
    averaged,
    figure,
    interval,
    of_means,
    plain_mean,
    sums,
    weighted_mean,
)
from generator.lint.rule import CardRule, Finding

_HINT = "labels are left out, a row is wrong, or the average is of other data"


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each average whose first wrong figure the labels' rows do not make."""
    for rows, average in averaged(card):
        if average.name in AVERAGES and len(rows) > 1 and not (figure(average, "support") or average.counts):
            wrong = (_wrong(rows, average, metric) for metric in ("precision", "recall", "f1"))
            yield from [finding for finding in wrong if finding][:1]


def _wrong(rows: Sequence[ReportRow], average: ReportRow, metric: str) -> Finding | None:
    claim, made = figure(average, metric), _made(rows, average.name, metric)
    # The label of what is nothing is mostly left out of averages.
    others = _made([row for row in rows if row.name != "O"], average.name, metric)
    if not (claim and made) or of_means(average, metric):
        return None
    if any(one.meets(interval(claim)) for one in (made, others) if one):
        return None
    message = (
        f"the {average.name.removesuffix(' avg')} average of {metric} is {claim.written}, but the {len(rows)} labels"
        f" shown make {made.middle:.{min(claim.decimals, 6)}f}"
    )
    return Finding(claim.span, message, _HINT)


def _made(rows: Sequence[ReportRow], name: str, metric: str) -> Interval | None:
    """What rows make of a figure; ``None`` where they do not say enough."""
    match name:
        case "macro avg":
            return plain_mean(rows, metric)
        case "weighted avg":
            return weighted_mean(rows, metric)
        case _:
            return _micro(rows, metric)


def _micro(rows: Sequence[ReportRow], metric: str) -> Interval | None:
    """Precision, recall or F1 of all rows' counts together."""
    counts = sums(rows)
    if not {"tp", "fp", "fn"} <= set(counts) or not counts["tp"]:
        return None
    tp, fp, fn = counts["tp"], counts["fp"], counts["fn"]
    value = {"precision": tp / (tp + fp), "recall": tp / (tp + fn), "f1": 2 * tp / (2 * tp + fp + fn)}[metric]
    return Interval(value, value)


RULE = CardRule("BE012", "average-of-others", Level.WARNING, __doc__, check)
