"""Benchmarking has a label that Predicted Entities does not name.

## Why

A reader of Predicted Entities does not expect it. Either the list is not complete, or the figures are another model's.
The marks before a label (`B-`, `I-`) and how it is spelt do not matter, nor does `O`.

## Fails

````markdown
## Benchmarking

```bash
label  precision  recall  f1-score  support
World  0.80  0.60  0.69  100
Weather  0.60  0.80  0.69  300
```
````

## Passes

````markdown
## Benchmarking

```bash
label  precision  recall  f1-score  support
World  0.80  0.60  0.69  100
Sports  0.60  0.80  0.69  300
```
````

## Mend

Name the label in Predicted Entities, or take the figures of this model.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.labels import accepted, bare, meant, some
from generator.lint.reports import labelled, sound_reports
from generator.lint.rule import CardRule, Finding


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding where rows have unknown labels and at least one has a known one, once a card."""
    known = accepted(card)
    rows = [row for report in sound_reports(card) for row in labelled(report) if row.metrics and bare(row.name)]
    unknown = [row for row in rows if bare(row.name) not in known and not row.name.endswith("...")]
    if unknown and any(bare(row.name) in known for row in rows):
        names = dict.fromkeys(row.name for row in unknown)
        hint = meant(card, names, (row.name for row in rows))
        yield Finding(unknown[0].span, f"Predicted Entities does not name {some(names)}", hint)


RULE = CardRule("BE009", "unknown-benchmark-label", Level.WARNING, __doc__, check)
