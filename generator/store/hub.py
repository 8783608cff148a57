"""Reading the whole hub: cards, each with its record and its status."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from generator.card import Card, Problem, Reading
from generator.config import Config
from generator.hub import Entry, Hub, Status, Unread, identifier, page_slug
from generator.run.expiry import expires_at, expiry
from generator.run.readiness import reason_not_to_run
from generator.store.cards import card_files, card_places
from generator.store.clock import now
from generator.store.files import record_path

if TYPE_CHECKING:
    from generator.record import RunRecord


def read_cards(root: Path, cards: Path, only: Iterable[Path] | None = None) -> Iterator[Reading]:
    """Read the card files below ``cards`` as ``card_files`` finds them.

    Raises:
        UsageError: There is no such folder.
    """
    return (file.reading() for file in card_files(root, cards, only))


def load_hub(root: Path, config: Config, *, cards: Path | None = None, today: datetime | None = None) -> Hub:
    """Read cards and records: everything at once.

    The arguments are those of ``hub_entries``.

    Raises:
        UsageError: The cards folder is missing.
    """
    entries, unread = [], []
    for found in hub_entries(root, config, cards=cards, today=today):
        if isinstance(found, Entry):
            entries.append(found)
        else:
            unread.append(found)
    return Hub(tuple(entries), tuple(unread))


def hub_entries(
    root: Path, config: Config, *, cards: Path | None = None, today: datetime | None = None
) -> Iterator[Entry | Unread]:
    """Read cards and records, one after the other: in memory is no more than one of them.

    Args:
        root: The hub's root.
        config: Its configuration.
        cards: Another cards folder than the configuration's.
        today: The time that the age of records is told by; that of the clock by default.

    Raises:
        UsageError: The cards folder is missing.
    """
    cards = cards or root / config.cards
    identifiers = Unique("#")
    observing = Observing(root, root / config.records, config.verify.max_age, today or now())
    places = list(card_places(root, cards))
    for place, url in zip(places, page_urls(place.key for place in places), strict=True):
        reading = place.read().reading()
        if reading.card is None:
            yield Unread(reading.path, reading.problems)
        else:
            yield observing.entry(reading.card, identifiers(identifier(reading.card)), url, reading.problems)


def page_urls(keys: Iterable[str]) -> Iterator[str]:
    """The folders of the pages of the cards with these keys, each unique."""
    slugs = Unique("-")
    return (slugs(page_slug(key)) for key in keys)


@dataclass(frozen=True, slots=True)
class Observing:
    """Puts cards together with what was observed of their models.

    Attributes:
        root: The hub's root.
        records: The records folder.
        max_age: As ``VerifyConfig.max_age``.
        today: The time that the age of records is told by.
    """

    root: Path
    records: Path
    max_age: float
    today: datetime

    def entry(self, card: Card, identity: str, url: str, problems: tuple[Problem, ...] = ()) -> Entry:
        """The card's entry.

        Args:
            card: The card.
            identity: As ``Entry.id``.
            url: As ``Entry.url``.
            problems: What the reader met in it.
        """
        record, status, reason = self._observation(card)
        run = record if record and status not in {"not-run", "stale"} else None
        old = expiry(run.timings.started_at, self.max_age, self.today) if run else ""
        return Entry(
            card=card,
            id=identity,
            url=url,
            record=record,
            status="stale" if old else status,
            reason=old or reason,
            problems=problems,
            expires=expires_at(run.timings.started_at, self.max_age) if run else "",
            expired=bool(old),
        )

    def _observation(self, card: Card) -> tuple[RunRecord | None, Status, str]:
        """The card's record, its status today, and why."""
        path = record_path(self.records, card.key)
        try:
            os.lstat(path)
        except FileNotFoundError:
            return None, "not-run", reason_not_to_run(card) or "not run yet"
        except OSError:
            pass  # What is wrong is told by what reads it.
        from generator.store.observation import observation  # noqa: PLC0415 - what reads records starts slowly

        return observation(self.root, path, card)


class Unique:
    """Makes names unique, whatever their case: the second ``a`` becomes ``a-2``."""

    def __init__(self, joint: str) -> None:
        self._joint = joint
        self._taken: set[str] = set()

    def __call__(self, name: str) -> str:
        """The name, or the first of its variants that was not given before."""
        unique, number = name, 1
        while unique.casefold() in self._taken:
            number += 1
            unique = f"{name}{self._joint}{number}"
        self._taken.add(unique.casefold())
        return unique
