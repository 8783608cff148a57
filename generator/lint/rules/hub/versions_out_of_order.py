"""A later card of a model has a lower edition.

## Why

Readers take the newest card of a model for the one to use. One that was written later and names a lower release of the
same library has a wrong date or a wrong edition.

## Fails

```yaml title="news_topic.md"
edition: Spark NLP 5.2.0
date: 2024-08-01
```

```yaml title="2024-05-01-news_topic_en.md"
edition: Spark NLP 5.3.0
date: 2024-05-01
```

## Passes

```yaml title="news_topic.md"
edition: Spark NLP 5.3.0
date: 2024-05-01
```

```yaml title="news_topic_2.md"
spark_version: 3.4
date: 2024-08-01
```

## Mend

Correct the date or the edition of one of the two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeAlias

from generator.diagnostic import Level
from generator.lint.release import VERSION, release, version_in
from generator.lint.rule import Finding, HubRule
from generator.lint.summary import Summary

#: A card with its date and its release.
Dated: TypeAlias = tuple[date, tuple[int, ...], Summary]


def check(cards: Sequence[Summary]) -> Iterator[tuple[Summary, Finding]]:
    """Yield a finding for a card that is later than another and of a lower edition, and one for the other."""
    models: dict[tuple[str, ...], list[Dated]] = defaultdict(list)
    for card in cards:
        facts, version = card.facts, version_in(card.facts.edition)
        if facts.name and facts.date and version:
            library = VERSION.sub("", facts.edition).strip()
            key = (facts.name, " ".join(facts.languages), library, facts.spark_version)
            models[key].append((facts.date, release(version), card))
    for releases in models.values():
        yield from _out_of_order(sorted(releases, key=lambda item: (item[:2], item[2].path)))


def _out_of_order(releases: list[Dated]) -> Iterator[tuple[Summary, Finding]]:
    """Compare each card with the highest edition among those of earlier days; cards come in order of their dates."""
    highest = releases[0]
    for card in releases[1:]:
        if card[1] < highest[1] and card[0] > highest[0]:
            yield _finding(card, highest)
            yield _finding(highest, card)
        elif card[1] > highest[1]:
            highest = card


def _finding(one: Dated, other: Dated) -> tuple[Summary, Finding]:
    facts = one[2].facts
    message = (
        f"of {one[0]} with the edition `{facts.edition}`, but `{other[2].path}` of {other[0]} "
        f"has `{other[2].facts.edition}`"
    )
    return one[2], Finding(one[2].where("edition"), message)


RULE = HubRule("HB004", "versions-out-of-order", Level.WARNING, __doc__, check)
