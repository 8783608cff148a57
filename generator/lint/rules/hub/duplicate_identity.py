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
from collections.abc import Iterator, Sequence

from generator.diagnostic import Level
from generator.hub import identity
from generator.lint.rule import Finding, HubRule
from generator.lint.summary import Summary
from generator.lint.words import quoted


def check(cards: Sequence[Summary]) -> Iterator[tuple[Summary, Finding]]:
    """Yield a finding for each card that shares its identity, naming the others."""
    groups: dict[tuple[str, ...], list[Summary]] = defaultdict(list)
    for card in cards:
        if card.facts.name:  # FM001 reports a card without a name; it is not the same as another such card
            groups[identity(card)].append(card)
    for alike in groups.values():
        for card in alike:
            if others := [other.path for other in alike if other is not card]:
                message = f"same name, language, edition and Spark version as {quoted(others)}"
                yield card, Finding(card.where("name"), message)


RULE = HubRule("HB001", "duplicate-identity", Level.ERROR, __doc__, check)
