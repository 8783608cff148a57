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

from collections.abc import Iterator
from functools import lru_cache

from generator.card import Card, InfoRow
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.rules.model_information import rows
from generator.lint.words import nearest

#: Names that are in use and near none of the known ones.
ALIASES = {"name": "Model Name"}


def meant(row: InfoRow) -> str | None:
    """The known name that an unknown one probably stands for."""
    return None if rows.known(row) else _meant(row.name.casefold())


@lru_cache(maxsize=256)
def _meant(name: str) -> str | None:
    return ALIASES.get(name) or nearest(name, rows.KNOWN)


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each row whose name is nearly a known one."""
    for row in card.info:
        if name := meant(row):
            yield Finding(row.span, f"unknown row `{row.name}`", f"did you mean `{name}`?")


RULE = CardRule("MI003", "misspelt-row", Level.WARNING, __doc__, check)
