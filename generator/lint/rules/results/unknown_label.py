"""Results shows a label that Predicted Entities does not name.

## Why

A reader who builds on the list of Predicted Entities meets a label that is not in it. Either the list is not complete,
or the answers are those of another model. Read are the columns of labels beside chunks or tokens, and the lists of a
classifier; the marks before a label (`B-`, `I-`) do not matter.

## Fails

````markdown
## Results

```bash
+-------+---------+
|chunk  |ner_label|
+-------+---------+
|Bergen |World    |
|sunny  |Weather  |
+-------+---------+
```
````

## Passes

````markdown
## Results

```bash
+-------+---------+
|chunk  |ner_label|
+-------+---------+
|Bergen |World    |
|derby  |Sports   |
+-------+---------+
```
````

## Mend

Name the label in Predicted Entities, or show the answers of this model.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card, Table
from generator.diagnostic import Level, Span
from generator.lint.labels import accepted, bare, meant, some
from generator.lint.rule import CardRule, Finding

_LABELS = ("ner_label", "label", "labels", "entity", "entities")
_PIECES = frozenset({"chunk", "chunks", "ner_chunk", "token", "word"})


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding where a column has unknown labels and at least one known one."""
    known = accepted(card)
    if not known:
        return
    for table in card.claims.results:
        if not isinstance(table, Table):
            continue
        cells = [(cell, span) for cell, span in _labels(table) if bare(cell)]
        unknown = [(cell, span) for cell, span in cells if bare(cell) not in known]
        if unknown and len(unknown) < len(cells):
            names = dict.fromkeys(cell for cell, _ in unknown)
            hint = meant(card, names, (cell for cell, _ in cells))
            yield Finding(unknown[0][1], f"Predicted Entities does not name {some(names)}", hint)


def _labels(table: Table) -> Iterator[tuple[str, Span]]:
    """The cells of the column of labels, where another column holds what they are given to."""
    names = [name.casefold() for name in table.header]
    column = next((names.index(name) for name in _LABELS if name in names), None)
    if column is not None and _PIECES & set(names):
        for row, span in zip(table.rows, table.row_spans, strict=True):
            if not row[column].endswith("..."):
                yield row[column], span


RULE = CardRule("RE002", "unknown-result-label", Level.WARNING, __doc__, check)
