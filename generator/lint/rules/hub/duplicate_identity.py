"""Two cards describe the same model: name, language, edition and Spark version are equal.

## Why

These four are what `pretrained(…)` finds a model by. Of two cards with all four, readers cannot know which one holds.

## Fails

```yaml title="news_topic.md"
name: news_topic
spark_version: 3.0
```

```yaml title="news_topic_2.md"
name: news_topic
spark_version: 3.0
```

## Passes

```yaml title="news_topic.md"
name: news_topic
spark_version: 3.0
```

```yaml title="news_topic_2.md"
name: news_topic
spark_version: 3.4
```

## Mend

Take one of the cards out, or correct what distinguishes them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from generator.card import Card
from generator.diagnostic import Level
from generator.hub import Hub, identity
from generator.lint.rule import Finding, HubRule
from generator.lint.words import quoted


def check(hub: Hub) -> Iterator[tuple[Card, Finding]]:
    """Yield a finding for each card that shares its identity, naming the others."""
    groups: dict[tuple[str, ...], list[Card]] = defaultdict(list)
    for entry in hub.entries:
        if entry.card.facts.name:  # FM001 reports a card without a name; it is not the same as another such card
            groups[identity(entry.card)].append(entry.card)
    for cards in groups.values():
        for card in cards:
            if others := [other.path for other in cards if other is not card]:
                message = f"same name, language, edition and Spark version as {quoted(others)}"
                yield card, Finding(card.front_matter.where("name"), message)


RULE = HubRule("HB001", "duplicate-identity", Level.ERROR, __doc__, check)
