"""Precision, recall or F1 contradict the counts beside them.

## Why

Precision is tp / (tp + fp), recall is tp / (tp + fn), and F1 follows from both. A row that gives the counts and other
figures is wrong in one of them. So is the evaluation of CoNLL, where its first line and the line below do not agree.

## Fails

````markdown
## Benchmarking

```bash
label  tp  fp  fn  prec  rec  f1
World  90  10  30  0.90  0.90  0.82
```
````

## Passes

````markdown
## Benchmarking

```bash
label  tp  fp  fn  prec  rec  f1
World  90  10  30  0.90  0.75  0.82
```
````

## Mend

Take the row from the evaluation again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.reports import Interval, figure, interval, is_summary, sound_reports
from generator.lint.rule import CardRule, Finding


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each figure that the counts of its row do not make."""
    for report in sound_reports(card):
        for row in (row for row in report.rows if not is_summary(row) or row.name == "micro avg"):
            for metric, (made, how) in _made(row.counts).items():
                claim = figure(row, metric)
                if claim and not interval(claim).meets(Interval(made, made)):
                    subject = f"{metric} of {row.name}" if row.name else metric
                    shown = f"{made:.{min(claim.decimals, 6)}f}"
                    message = f"{subject} is {claim.written}, but {how} make {shown}"
                    yield Finding(claim.span, message)


def _made(counts: Mapping[str, int]) -> dict[str, tuple[float, str]]:
    """What the counts make, and which: metric to value and words."""
    tp, fp, fn = (counts.get(name) for name in ("tp", "fp", "fn"))
    found = {}
    if tp is not None and fp is not None and tp + fp:
        found["precision"] = (tp / (tp + fp), f"{tp} tp and {fp} fp")
    if tp is not None and fn is not None and tp + fn:
        found["recall"] = (tp / (tp + fn), f"{tp} tp and {fn} fn")
    if tp is not None and fp is not None and fn is not None and tp:
        found["f1"] = (2 * tp / (2 * tp + fp + fn), f"{tp} tp, {fp} fp and {fn} fn")
    return found


RULE = CardRule("BE003", "counts-against-figures", Level.WARNING, __doc__, check)
