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
from collections.abc import Iterator, Sequence

from generator.diagnostic import Level, Span
from generator.hub import page_slug
from generator.lint.rule import Finding, HubRule
from generator.lint.summary import Summary
from generator.lint.words import quoted


def check(cards: Sequence[Summary]) -> Iterator[tuple[Summary, Finding]]:
    """Yield a finding for each card that shares its page's address, naming the others."""
    groups: dict[str, list[Summary]] = defaultdict(list)
    for card in cards:
        groups[page_slug(card.key).casefold()].append(card)
    for slug, alike in groups.items():
        for card in alike:
            if others := [other.path for other in alike if other is not card]:
                message = f"same page, `{slug}`, as {quoted(others)}"
                yield card, Finding(Span(card.head), message, "rename one of the files")


RULE = HubRule("HB002", "duplicate-url", Level.WARNING, __doc__, check)
