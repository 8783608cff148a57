"""The name of a Model Information row is misspelt.

## Why

The hub reads a row by its name: from `Max sentense length` it learns no length.

## Fails

```markdown
## Model Information

|Model Name:|news_topic|
|Compatibility:|Spark NLP 5.3.0+|
|Language:|en|
|Max sentense length:|128|
```

## Passes

```markdown
## Model Information

|Model Name:|news_topic|
|Compatibility:|Spark NLP 5.3.0+|
|Language:|en|
|Max sentence length:|128|
```

## Mend

Correct the spelling.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from generator.card import Card, InfoRow
from generator.diagnostic import Fix, Level, Span
from generator.lint.lines import line_of
from generator.lint.rule import CardRule, Finding
from generator.lint.rules.model_information import rows
from generator.lint.words import nearest

#: Names that are in use and near none of the known ones.
ALIASES = {"name": "Model Name"}

#: From this likeness on, it is a slip of the pen and no other word.
SLIP = 0.85


def meant(row: InfoRow) -> str | None:
    """The known name that an unknown one probably stands for."""
    return None if rows.known(row) else _meant(row.name.casefold())


@lru_cache(maxsize=1 << 15)
def _meant(name: str) -> str | None:
    return ALIASES.get(name) or nearest(name, rows.KNOWN)


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each row whose name is nearly a known one."""
    present = Counter(rows.known(row) or meant(row) for row in card.info)
    for row in card.info:
        if name := meant(row):
            fix = _fix(card, row, name) if present[name] == 1 else None
            yield Finding(row.span, f"unknown row `{row.name}`", f"did you mean `{name}`?", fix)


def _fix(card: Card, row: InfoRow, name: str) -> Fix:
    """The known name in the place of the other: safe only where the two are nearly the same."""
    line, likeness = row.span.line, SequenceMatcher(None, row.name.casefold(), name.casefold()).ratio()
    column = line_of(card, line).index(row.name) + 1  # the first thing in the line that is neither blank nor bar
    return Fix.replace(Span(line, column, line, column + len(row.name)), name, safe=likeness >= SLIP)


RULE = CardRule("MI003", "misspelt-row", Level.WARNING, __doc__, check)
