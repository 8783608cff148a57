"""Figures of Benchmarking stand in another form than the hub's one.

## Why

Scikit-learn, Spark, pandas and people print figures each in their own way. In one form, cards can be compared by eye,
and every program reads them. That form is a Markdown table outside of fences: `label`, `precision`, `recall`, `f1`,
`support`, then counts such as `tp`, as far as there are any; averages and the accuracy are rows below the labels.

Checked on demand only: select `BE011`, since most cards of an old hub have another form.

## Fails

````markdown
## Benchmarking

```bash
label  precision  recall  f1-score  support
World  0.80  0.60  0.69  100
Sports  0.60  0.80  0.69  300
```
````

## Passes

```markdown
## Benchmarking

| label  | precision | recall |   f1 | support |
| ------ | --------: | -----: | ---: | ------: |
| World  |      0.80 |   0.60 | 0.69 |     100 |
| Sports |      0.60 |   0.80 | 0.69 |     300 |
```

## Mend

`modelhub lint --fix --unsafe-fixes --select BE011` writes the table. Every figure stays as it was written, in its
order; lines that are no figures become paragraphs. Where a word or a figure would be lost, or read otherwise
afterwards, there is no fix.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level, Span
from generator.lint.canonical import canonical, canonical_fix, is_canonical, regions
from generator.lint.rule import CardRule, Finding


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each block or table of figures that is not in the canonical form."""
    for region in regions(card):
        pieces = canonical(region)
        if pieces is None or not is_canonical(region, pieces):
            fix = canonical_fix(card, region, pieces) if pieces else None
            message = "these figures are not in the hub's form, a Markdown table"
            hint = "" if fix else "no fix: something of it would be lost, or read otherwise"
            yield Finding(Span(region.span.line), message, hint, fix)


RULE = CardRule("BE011", "not-canonical", Level.INFO, __doc__, check, opt_in=True)
