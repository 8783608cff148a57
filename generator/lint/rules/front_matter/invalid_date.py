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

import re
from collections.abc import Iterator
from datetime import date

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding

#: As Jekyll takes it: a date, and perhaps a time, which YAML does not always know as one.
DATE_AND_TIME = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ]\s*\d{1,2}:\d\d.*)?")


def written_date(card: Card) -> date | None:
    """The date as the front matter has it, a time left off; ``None`` where there is none or it is none."""
    value = card.front_matter.values.get("date")
    if isinstance(value, date):
        return value
    match = DATE_AND_TIME.fullmatch(value) if isinstance(value, str) else None
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding where ``date`` has a value that is no date."""
    value = card.front_matter.values.get("date")
    if value is None or isinstance(value, list | dict) or written_date(card):
        return
    written = card.front_matter.texts.get("date", str(value))
    yield Finding(card.front_matter.where("date"), f"`{written}` is no date, expected `YYYY-MM-DD`")


RULE = CardRule("FM004", "invalid-date", Level.ERROR, __doc__, check)
