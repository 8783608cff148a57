"""The buttons Download and Copy S3 URI lead to two files.

## Why

Both are the model, once for a browser and once for a cluster. Where they differ, one of them is another model.

## Fails

```markdown
## Predicted Entities

`World`, `Sports`, `Business`, `Science`

[Download](https://s3.amazonaws.com/models.example/news_topic_en_5.3.0_3.0_1714550000000.zip){:.button}
[Copy S3 URI](s3://models.example/news_topic_en_5.3.0_3.0_1714640000000.zip){:.button}
```

## Passes

```markdown
## Predicted Entities

`World`, `Sports`, `Business`, `Science`

[Download](https://s3.amazonaws.com/models.example/news_topic_en_5.3.0_3.0_1714550000000.zip){:.button}
[Copy S3 URI](s3://models.example/news_topic_en_5.3.0_3.0_1714550000000.zip){:.button}
```

## Mend

Correct the one that is wrong: bucket and key are the same in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.lint.rule import CardRule, Finding

#: Bucket and key, in the three ways that S3 takes them.
S3 = re.compile(r"s3://([^/]+)/(.+)", re.IGNORECASE)
BY_PATH = re.compile(r"https?://s3[\w.-]*\.amazonaws\.com/([^/]+)/(.+)", re.IGNORECASE)
BY_HOST = re.compile(r"https?://([^/]+)\.s3[\w.-]*\.amazonaws\.com/(.+)", re.IGNORECASE)


def check(card: Card) -> Iterator[Finding]:
    """Yield a finding for an S3 URI whose bucket and key are not those of the download."""
    by_label = {button.label: button for button in reversed(card.buttons)}
    download, copy = by_label.get("Download"), by_label.get("Copy S3 URI")
    if download and copy:
        here, there = _place(download.url), _place(copy.url)
        if here and there and here != there:
            yield Finding(
                copy.span, f"Copy S3 URI leads to `{_shown(there, here)}`, but Download to `{_shown(here, there)}`"
            )


def _shown(place: tuple[str, str], other: tuple[str, str]) -> str:
    """The key of a place, with its bucket where that is what differs."""
    return place[1] if place[0] == other[0] else "/".join(place)


def _place(url: str) -> tuple[str, str] | None:
    match = S3.fullmatch(url) or BY_PATH.fullmatch(url) or BY_HOST.fullmatch(url)
    return (match[1], match[2]) if match else None


RULE = CardRule("BT002", "downloads-differ", Level.ERROR, __doc__, check)
