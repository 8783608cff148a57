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
from functools import cache, partial

from generator.card import Card, MetricClaim, ReportRow
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
    known: list[ReportRow] = []
    for rows, average in averaged(card):
        if rows is not known:
            # The label of what is nothing is mostly left out of averages.
            known, made = rows, cache(partial(_made, rows, [row for row in rows if row.name != "O"]))
        if average.name in AVERAGES and len(rows) > 1 and not (figure(average, "support") or average.counts):
            wrong = (_wrong(average, metric, made(average.name, metric)) for metric in ("precision", "recall", "f1"))
            of = f"the {len(rows)} labels shown make"
            yield from [
                Finding(claim.span, f"{text}, but {of} {value}", _HINT) for claim, text, value in filter(None, wrong)
            ][:1]


def _wrong(average: ReportRow, metric: str, made: Sequence[Interval]) -> tuple[MetricClaim, str, str] | None:
    """A figure that rows do not make, what it says, and what they make; ``None`` where they may make it."""
    claim = figure(average, metric)
    if not (claim and made) or of_means(average, metric) or any(one.meets(interval(claim)) for one in made):
        return None
    text = f"the {average.name.removesuffix(' avg')} average of {metric} is {claim.written}"
    return claim, text, f"{made[0].middle:.{min(claim.decimals, 6)}f}"


def _made(rows: Sequence[ReportRow], labels: Sequence[ReportRow], name: str, metric: str) -> list[Interval]:
    """What rows make of a figure, all of them and only labels; empty where they do not say enough."""
    mean = {"macro avg": plain_mean, "weighted avg": weighted_mean}.get(name, _micro)
    return [made for made in (mean(rows, metric), mean(labels, metric)) if made]


def _micro(rows: Sequence[ReportRow], metric: str) -> Interval | None:
    """Precision, recall or F1 of all rows' counts together."""
    counts = sums(rows)
    if not {"tp", "fp", "fn"} <= set(counts) or not counts["tp"]:
        return None
    tp, fp, fn = counts["tp"], counts["fp"], counts["fn"]
    value = {"precision": tp / (tp + fp), "recall": tp / (tp + fn), "f1": 2 * tp / (2 * tp + fp + fn)}[metric]
    return Interval(value, value)


RULE = CardRule("BE012", "average-of-others", Level.WARNING, __doc__, check)
