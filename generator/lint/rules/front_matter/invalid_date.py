"""The date of the front matter is no date.

## Why

The hub sorts models by their release date. `05/01/2024` is May to some readers and January to others.

## Fails

```yaml
date: 05/01/2024
```

## Passes

```yaml
date: 2024-05-01
```

## Mend

Write the date as `YYYY-MM-DD`; a time after it is allowed.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.dates import written_date
from generator.lint.rule import CardRule, Finding


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding where ``date`` has a value that is no date."""
    value = card.front_matter.values.get("date")
    if value is None or isinstance(value, list | dict) or written_date(card.front_matter):
        return
    written = card.front_matter.texts.get("date", str(value))
    yield Finding(card.front_matter.where("date"), f"`{written}` is no date, expected `YYYY-MM-DD`")


RULE = CardRule("FM004", "invalid-date", Level.ERROR, __doc__, check)
