"""The Model Information table lacks a row that every model has.

## Why

Name, compatibility and language are what a reader looks up first to know whether a model fits.

## Fails

```markdown
## Model Information

|Model Name:|news_topic|
|Compatibility:|Spark NLP 5.3.0+|
```

## Passes

```markdown
## Model Information

|Model Name:|news_topic|
|Compatibility:|Spark NLP 5.3.0+|
|Language:|en|
```

## Mend

Add the row. `Model Name`, `Compatibility` and `Language` are required.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.rules.model_information import misspelt_row, rows


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for each required row that is not there, under its own name or misspelt."""
    section = card.section("model_information")
    if not section or not card.info:
        return
    there = {rows.known(row) or misspelt_row.meant(row) for row in card.info}
    for name in rows.REQUIRED:
        if name not in there:
            yield Finding(section.heading, f"the table has no row `{name}`")


RULE = CardRule("MI002", "missing-row", Level.WARNING, __doc__, check)
