"""The name of the front matter is not the name in the file name.

## Why

In Jekyll's form of a post the file name is date, name and language. A card that was copied and not renamed, or renamed
and not edited, sends readers to another model.

## Fails

```yaml title="2024-05-01-news_topic_en.md"
name: news_subject
```

## Passes

```yaml title="2024-05-01-news_topic_en.md"
name: news_topic
```

## Mend

Correct the name, or rename the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding

POST = re.compile(r"\d{4}-\d\d-\d\d-(.+)")

#: What may follow the name: a language, an edition or a Spark version.
SUFFIX = re.compile(r"(_[a-z]{2,3})?(_\d+(?:[._]\d+)*)*", re.IGNORECASE)


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding where the file name has another name."""
    post = POST.fullmatch(card.key.rpartition("/")[2])
    name = card.facts.name
    if post and name and not _agree(post[1], name):
        message = f"the name is `{name}`, but the file name has `{post[1]}`"
        yield Finding(card.front_matter.where("name"), message)


def _agree(written: str, name: str) -> bool:
    written, name = written.casefold(), name.casefold()
    return written.startswith(name) and SUFFIX.fullmatch(written, len(name)) is not None


RULE = CardRule("FM007", "name-against-file-name", Level.WARNING, __doc__, check)
