"""The date of the front matter is not the date of the file name.

## Why

In Jekyll's form of a post the file name begins with the date. Where the two differ, one of them is wrong, and links
that were made from the one do not fit the other.

## Fails

```yaml title="2024-05-01-news_topic_en.md"
date: 2024-05-02
```

## Passes

```yaml title="2024-05-01-news_topic_en.md"
date: 2024-05-01
```

## Mend

Correct the date, or rename the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.dates import written_date
from generator.lint.rule import CardRule, Finding

POST = re.compile(r"(\d{4}-\d\d-\d\d)-")


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding where the file name begins with another date."""
    post = POST.match(card.key.rpartition("/")[2])
    day = written_date(card.front_matter)
    if post and day and day.isoformat() != post[1]:
        message = f"the date is {day.isoformat()}, but the file name begins with {post[1]}"
        yield Finding(card.front_matter.where("date"), message)


RULE = CardRule("FM005", "date-against-file-name", Level.WARNING, __doc__, check)
