"""The section Model Information holds no table.

## Why

The hub reads name, compatibility, licence, labels and language of a model from this table.

## Fails

```markdown
## Model Information

A small model for English.
```

## Passes

```markdown
## Model Information

|Model Name:|news_topic|
|Compatibility:|Spark NLP 5.3.0+|
|Language:|en|
```

## Mend

Write a table with two columns: the name of the fact, and the fact.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding where the section is there and no row could be read."""
    section = card.section("model_information")
    if section and not card.info:
        yield Finding(section.heading, f"section `{section.title}` has no table of facts")


RULE = CardRule("MI001", "missing-table", Level.WARNING, __doc__, check)
