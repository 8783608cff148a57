"""Two cards ask for the same page.

## Why

A page is named after its card's file, whatever the folder. The second card of a name gets a number at the end of its
address, and which one is the second changes when cards come and go: links to it break.

## Fails

```yaml title="spark_3.0/news_topic.md"
spark_version: 3.0
```

```yaml title="spark_3.4/news_topic.md"
spark_version: 3.4
```

## Passes

```yaml title="spark_3.0/news_topic_3.0.md"
spark_version: 3.0
```

```yaml title="spark_3.4/news_topic_3.4.md"
spark_version: 3.4
```

## Mend

Rename one of the files.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level, Span
from generator.hub import Hub, page_slug
from generator.lint.rule import Finding, HubRule
from generator.lint.words import quoted


def check(hub: Hub) -> Iterator[tuple[Card, Finding]]:
    """Yield a finding for each card that shares its page's address, naming the others."""
    groups: dict[str, list[Card]] = defaultdict(list)
    for entry in hub.entries:
        groups[page_slug(entry.card).casefold()].append(entry.card)
    for slug, cards in groups.items():
        for card in cards:
            if others := [other.path for other in cards if other is not card]:
                message = f"same page, `{slug}`, as {quoted(others)}"
                yield card, Finding(Span(card.front_matter.span.line), message, "rename one of the files")


RULE = HubRule("HB002", "duplicate-url", Level.WARNING, __doc__, check)
