"""The date of the front matter lies in the future.

## Why

The hub lists the newest models first. A year mistyped puts a card on top of the list for as long as the mistake stands.

## Fails

```yaml
date: 2924-05-01
```

## Passes

```yaml
date: 2024-05-01
```

## Mend

Write the day on which the model was released.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.diagnostic import Level
from generator.lint.rule import DatedRule, Finding
from generator.lint.summary import Summary


def check(card: Summary, today: date) -> Iterator[Finding]:
    """Yield a finding where the date is after today's."""
    if card.day and card.day > today:
        yield Finding(card.where("date"), f"the date {card.day} lies in the future; today is {today}")


RULE = DatedRule("FM009", "future-date", Level.WARNING, __doc__, check)
