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

import re
from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from generator.card import Card
from generator.diagnostic import Level
from generator.hub import Hub
from generator.lint.release import release, version_in
from generator.lint.rule import Finding, HubRule

#: Words of a sentence that names what took a model's place.
REPLACED = re.compile(r"\b(?:replaced|superseded|successor|succeeded|instead)\b", re.IGNORECASE)
#: A model's name.
NAME = re.compile(r"\w+(?:[.-]+\w+)*")


def check(hub: Hub) -> Iterator[tuple[Card, Finding]]:
    """Yield a finding for each deprecated card that no other of its name follows."""
    named: dict[str, list[Card]] = defaultdict(list)
    for entry in hub.entries:
        named[entry.card.facts.name].append(entry.card)
    for entry in hub.entries:
        card = entry.card
        if card.facts.deprecated and not (
            any(_follows(other, card) for other in named[card.facts.name]) or _names_one(card, named.keys())
        ):
            message = f"deprecated, but no later card of the name `{card.facts.name}` is in use"
            yield card, Finding(card.front_matter.where("deprecated"), message)


def _follows(other: Card, card: Card) -> bool:
    """Whether a card is in use and of a later edition or, within one edition, of a later date."""
    if other is card or other.facts.deprecated:
        return False
    return _age(other) > _age(card)


def _names_one(card: Card, names: AbstractSet[str]) -> bool:
    """Whether the description says that another model of the hub took this one's place."""
    section = card.section("description")
    lines = f"{card.intro}\n{section.prose if section else ''}".splitlines()
    words = {word for line in lines if REPLACED.search(line) for word in NAME.findall(line)}
    return not words.isdisjoint(names - {card.facts.name})


def _age(card: Card) -> tuple[tuple[int, ...], str]:
    version = version_in(card.facts.edition)
    return release(version) if version else (), card.facts.date.isoformat() if card.facts.date else ""


RULE = HubRule("HB003", "no-successor", Level.INFO, __doc__, check)
