"""A deprecated card has no successor in the hub.

## Why

Who finds a deprecated model wants the one that took its place. Where no card has the same name and a later edition,
readers are left with a warning and no way on.

## Fails

```yaml title="news_topic.md"
deprecated: true
```

## Passes

```yaml title="news_topic.md"
deprecated: true
```

```yaml title="news_topic_2.md"
spark_version: 3.4
date: 2024-08-01
```

## Mend

Add the successor's card. Where a model of another name took over, name it in the description, in a line that says so:
*replaced by*, *superseded by*, *successor*, *use … instead*.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from generator.diagnostic import Level
from generator.lint.release import release, version_in
from generator.lint.rule import Finding, HubRule
from generator.lint.summary import Summary


def check(cards: Sequence[Summary]) -> Iterator[tuple[Summary, Finding]]:
    """Yield a finding for each deprecated card that no other of its name follows."""
    named: dict[str, list[Summary]] = defaultdict(list)
    for card in cards:
        named[card.facts.name].append(card)
    for card in cards:
        if card.facts.deprecated and not (
            any(_follows(other, card) for other in named[card.facts.name]) or _names_one(card, named.keys())
        ):
            message = f"deprecated, but no later card of the name `{card.facts.name}` is in use"
            yield card, Finding(card.where("deprecated"), message)


def _follows(other: Summary, card: Summary) -> bool:
    """Whether a card is in use and of a later edition or, within one edition, of a later date."""
    if other is card or other.facts.deprecated:
        return False
    return _age(other) > _age(card)


def _names_one(card: Summary, names: AbstractSet[str]) -> bool:
    """Whether the description says that another model of the hub took this one's place."""
    return any(word in names and word != card.facts.name for word in card.instead)


def _age(card: Summary) -> tuple[tuple[int, ...], str]:
    version = version_in(card.facts.edition)
    return release(version) if version else (), card.facts.date.isoformat() if card.facts.date else ""


RULE = HubRule("HB003", "no-successor", Level.INFO, __doc__, check)
