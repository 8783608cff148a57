"""An F1 is not the harmonic mean of its precision and recall.

## Why

F1 follows from precision and recall: it is 2PR / (P + R). Where it does not, one of the three is not what was measured.
Rounding is allowed for: each figure may be off by one in its last decimal. Averages over labels are left out, because
the mean of F1 is not the F1 of the means.

## Fails

````markdown
## Benchmarking

```bash
label  precision  recall  f1-score  support
World  0.90  0.80  0.95  100
```
````

## Passes

````markdown
## Benchmarking

```bash
label  precision  recall  f1-score  support
World  0.90  0.80  0.85  100
```
````

## Mend

Take the figures from the evaluation again.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.reports import figure, harmonic, interval, labelled, sound_reports
from generator.lint.rule import CardRule, Finding


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each label whose three figures no rounding can make agree."""
    for report in sound_reports(card):
        for row in labelled(report):
            precision, recall, f1 = (figure(row, metric) for metric in ("precision", "recall", "f1"))
            if not (precision and recall and f1):
                continue
            expected = harmonic(interval(precision), interval(recall))
            if not expected.meets(interval(f1)):
                made = 2 * precision.value * recall.value / ((precision.value + recall.value) or 1)
                yield Finding(
                    f1.span,
                    f"F1 of {row.name} is {f1.written}, but precision {precision.written} and recall {recall.written}"
                    f" make {made:.{min(f1.decimals, 6)}f}",
                )


RULE = CardRule("BE002", "f1-against-parts", Level.WARNING, __doc__, check)
