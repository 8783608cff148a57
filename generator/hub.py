"""All that is known: every card with its record, read-only."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from generator.card import Card, Facts, Problem, Reading

if TYPE_CHECKING:  # Its pydantic models start slowly, and who lints needs none.
    from generator.record import RunRecord

Status: TypeAlias = Literal["verified", "measured", "mismatch", "stale", "failed", "not-run"]

#: Best first: the order in which statuses are listed everywhere.
STATUSES: tuple[Status, ...] = ("verified", "measured", "stale", "mismatch", "failed", "not-run")


@dataclass(frozen=True, slots=True)
class Entry:
    """A card with what was observed of its model.

    Attributes:
        id: Identity in the hub: name, language, edition and Spark version, joined; made unique by ``#2`` … where
            two cards share it (a finding of the linter).
        url: The page's folder below ``models/``; unique like ``id``.
        record: The last observation, if any.
        status: The record's status, or ``stale`` where the card or the model changed since or the record expired, or
            ``not-run``.
        reason: Why, in one sentence.
        problems: What the reader met in this card.
        expires: When the record expires, or did: UTC, ISO 8601; empty for never.
        expired: Whether it is ``stale`` for that reason alone.
    """

    card: Card
    id: str
    url: str
    record: RunRecord | None
    status: Status
    reason: str
    problems: tuple[Problem, ...] = ()
    expires: str = ""
    expired: bool = False


@dataclass(frozen=True, slots=True)
class Unread:
    """A file in the cards folder that could not be read as a card, and why."""

    path: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Hub:
    """Every card, sorted by key, and every file that is none."""

    entries: tuple[Entry, ...]
    unread: tuple[Unread, ...] = ()

    def counts(self) -> dict[Status, int]:
        """How many entries each status has, best status first, zeros included."""
        counted = Counter(entry.status for entry in self.entries)
        return {status: counted[status] for status in STATUSES}


def hub_of(readings: Iterable[Reading]) -> Hub:
    """The cards that were read, without records: as far as they matter, nothing was run yet."""
    entries, unread = [], []
    for reading in readings:
        card = reading.card
        if card is None:
            unread.append(Unread(reading.path, reading.problems))
        else:
            entries.append(Entry(card, identifier(card), page_slug(card.key), None, "not-run", "", reading.problems))
    return Hub(tuple(entries), tuple(unread))


class Described(Protocol):
    """What both a card and a summary of one have."""

    @property
    def key(self) -> str:
        """As ``Card.key``."""
        ...

    @property
    def facts(self) -> Facts:
        """As ``Card.facts``."""
        ...


def identity(card: Described) -> tuple[str, str, str, str]:
    """What makes a model one model: name, language, edition and Spark version, as in the Spark NLP hub."""
    facts = card.facts
    return facts.name, " ".join(facts.languages), facts.edition, facts.spark_version


def identifier(card: Described) -> str:
    """The identity as one word: ``ner_dl_en_spark-nlp-3.3.2_2.4``."""
    return "_".join(_word(part) for part in identity(card))


def page_slug(key: str) -> str:
    """The folder of the page of a card with this key: its file's name without ending, safe in a URL and on a disk."""
    return re.sub(r"[^\w.-]+", "-", key.rpartition("/")[2]).strip(".-") or "card"


def _word(text: str) -> str:
    return re.sub(r"[^\w.]+", "-", text.lower()).strip("-") if " " in text else text
