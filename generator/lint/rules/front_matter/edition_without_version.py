"""The edition names no version.

## Why

The edition says from which release of the library on the model can be loaded; without a version it says nothing.

## Fails

```yaml
edition: Spark NLP
```

## Passes

```yaml
edition: Spark NLP 5.3.0
```

## Mend

Write the library's name and the version that the model was made with.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.release import version_in
from generator.lint.rule import CardRule, Finding


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding where the edition has a value without a version."""
    edition = card.facts.edition
    if edition and not version_in(edition):
        message = f"the edition `{edition}` names no version, expected such as `Spark NLP 5.3.0`"
        yield Finding(card.front_matter.where("edition"), message)


RULE = CardRule("FM016", "edition-without-version", Level.WARNING, __doc__, check)
