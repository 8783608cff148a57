"""The Model Information table does not say how large the model is.

## Why

Whether a model fits into memory, and how long it takes to download, is what readers want to know before they try it.
Older cards seldom say it, so this is checked on demand only.

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
|Input Labels:|[document, token]|
|Output Labels:|[class]|
|Language:|en|
|Size:|406.6 MB|
```

## Mend

Add a row `Size`, with the size of the download and its unit.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.rules.model_information import misspelt_row, rows


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding where the row is not there, under its own name or misspelt."""
    section = card.section("model_information")
    if section and card.info and "Size" not in {rows.known(row) or misspelt_row.meant(row) for row in card.info}:
        yield Finding(section.heading, "the table has no row `Size`")


RULE = CardRule("MI014", "missing-size", Level.INFO, __doc__, check, opt_in=True)
