"""The labels' support, or their counts, do not add up to that of an average.

## Why

An average stands beside the number of cases that it is of: the sum over the labels. Where it is not, a row is missing,
stands twice, or was changed. The same goes for what was found, missed and found wrongly (`tp`, `fn`, `fp`), beside an
average or in a line of its own.

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

from generator.card import Card, ReportRow
from generator.diagnostic import Level
from generator.lint.reports import AVERAGES, averaged, figure, labelled, sound_reports, sums
from generator.lint.rule import CardRule, Finding


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each report in which an average's support, or a count beside it, is not the sum."""
    yield from _supports(card)
    yield from _counts(card)


def _supports(card: Card) -> Iterator[Finding]:
    for report in sound_reports(card):
        rows = labelled(report)
        supports = [claim.value for row in rows if (claim := figure(row, "support"))]
        totals = [claim for row in report.rows if row.name in AVERAGES and (claim := figure(row, "support"))]
        wrong = next((claim for claim in totals if claim.value != sum(supports)), None)
        if wrong and len(rows) == len(supports) > 1:
            yield Finding(
                wrong.span,
                f"support of the {wrong.row} is {wrong.written}, but the {len(rows)} labels have {sum(supports):.0f}",
            )


def _counts(card: Card) -> Iterator[Finding]:
    known: list[ReportRow] = []
    made: list[dict[str, int]] = []
    for rows, row in averaged(card):
        if rows is not known:
            # The label of what is nothing is mostly left out.
            known, made, told = rows, [sums(rows), sums([row for row in rows if row.name != "O"])], False
        wrong = [name for name, count in row.counts.items() if all(some.get(name, count) != count for some in made)]
        if wrong and len(rows) > 1 and not told:
            told = True
            of = f" of the {row.name}" if row.name else ""
            message = f"{wrong[0]}{of} is {row.counts[wrong[0]]}, but the {len(rows)} labels have {made[0][wrong[0]]}"
            yield Finding(row.span, message)


RULE = CardRule("BE007", "support-sum", Level.WARNING, __doc__, check)
