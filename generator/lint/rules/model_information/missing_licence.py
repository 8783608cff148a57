"""The Model Information table names no licence.

## Why

Without a licence nobody may use a model, however good it is.

## Fails

```markdown
## Model Information

|Model Name:|news_topic|
|Compatibility:|Spark NLP 5.3.0+|
|Language:|en|
```

## Passes

```markdown
## Model Information

|Model Name:|news_topic|
|Compatibility:|Spark NLP 5.3.0+|
|License:|Apache 2.0|
|Language:|en|
```

## Mend

Add a row `License`.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.rules.model_information import misspelt_row, rows


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding where the table has no row for the licence."""
    section = card.section("model_information")
    if section and card.info and not any("License" in (rows.known(row), misspelt_row.meant(row)) for row in card.info):
        yield Finding(section.heading, "the table has no row `License`")


RULE = CardRule("MI009", "missing-licence", Level.INFO, __doc__, check)
