"""The tags say another licence than the row `License`.

## Why

`open_source` and `licensed` are what readers filter by before they build on a model. A wrong one is found out late.

## Fails

The card has `|License:|Apache 2.0|`.

```yaml
tags: [en, licensed]
```

## Passes

```yaml
tags: [en, open_source]
```

## Mend

Correct the tag or the row.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding
from generator.lint.rules.model_information import rows

#: How the row of an openly licensed model begins.
OPEN = ("open source", "open_source", "apache", "mit", "bsd", "cc0", "cc-by", "cc by", "gpl", "mpl")
NOT_OPEN = ("licensed", "licenced")


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding where the row has a known kind of licence and a tag is the other."""
    row = rows.find(card, "License")
    if row is None:
        return
    value = row.value.casefold()
    meant = "open_source" if value.startswith(OPEN) else "licensed" if value in NOT_OPEN else ""
    other = "licensed" if meant == "open_source" else "open_source"
    if meant and other in card.facts.tags:
        number = card.facts.tags.index(other)
        message = f"the tag is `{other}`, but License is `{row.value}`"
        yield Finding(card.front_matter.where(f"tags[{number}]"), message)


RULE = CardRule("FM013", "licence-tag", Level.WARNING, __doc__, check)
