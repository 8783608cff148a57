"""Every card of a hub → its record, run where something changed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from generator.card import Card
from generator.config import Config
from generator.errors import RecordError, UsageError
from generator.hub import Entry, Hub
from generator.record import RunRecord
from generator.run.observe import Observer
from generator.run.plan import Plan, plan
from generator.run.why import Conditions, causes_of, conditions, expiry, judge
from generator.store import inside, read_record, record_path, replace_record


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened while verifying.

    Attributes:
        kind: ``started``; then either ``kept`` (nothing to do) or ``done`` (looked at or run anew).
        key: The card.
        position: Its number, from 1.
        total: How many cards there are to verify.
        record: The card's record; ``None`` for ``started``, and where a problem kept the model from being run.
        problem: Why the record could not be written; empty where it was.
    """

    kind: Literal["started", "kept", "done"]
    key: str
    position: int
    total: int
    record: RunRecord | None = None
    problem: str = ""


def verify(  # noqa: PLR0913 - only the first three are needed
    hub_root: Path,
    config: Config,
    hub: Hub,
    *,
    rerun: bool = False,
    only: Collection[str] = (),
    now: datetime | None = None,
    on_event: Callable[[Event], None] = lambda _: None,
) -> list[RunRecord]:
    """Bring the records of a hub up to date. Each is written, whole, as soon as it is known.

    Other processes may do the same at the same time: what one has run meanwhile is not run again, and what it has
    written is replaced only by an observation of the same card. A record that cannot be written stops no other;
    ``on_event`` is told.

    Args:
        hub_root: The hub's root.
        config: Its configuration.
        hub: Its cards with their records.
        rerun: Run models again whose record is up to date.
        only: Keys of the cards to verify; empty for all.
        now: The time that the age of records is told by; that of the clock by default.
        on_event: Told what happens.

    Returns:
        The records of these cards, in the hub's order, also those that were not touched.

    Raises:
        MissingExtra: A model has to be run, and the libraries for it are not installed.
    """
    entries = [entry for entry in hub.entries if not only or entry.card.key in only]
    today = conditions(config.verify, now)
    records = []
    with Observer(hub_root, config.verify) as observer:
        for position, entry in enumerate(entries, 1):
            key = entry.card.key
            on_event(Event("started", key, position, len(entries)))
            outcome = _updated(hub_root, Path(config.records), observer, entry, None if rerun else today)
            on_event(
                Event("kept" if outcome.kept else "done", key, position, len(entries), outcome.record, outcome.problem)
            )
            if outcome.record:
                records.append(outcome.record)
    return records


@dataclass(frozen=True, slots=True)
class _Outcome:
    record: RunRecord | None
    kept: bool = False
    problem: str = ""


def _updated(root: Path, records: Path, observer: Observer, entry: Entry, today: Conditions | None) -> _Outcome:
    """Run a card's model where that could say anything new, or in any case where ``today`` is ``None``."""
    planned = plan(entry.card)
    if today and judge(root, entry, planned, today).action == "keep":
        return _Outcome(entry.record, kept=True)
    path = record_path(records, entry.card.key)
    try:
        place = inside(root, path.as_posix())  # Never out of the hub, whatever links lie among the records.
    except UsageError as error:
        return _Outcome(None, problem=str(error))
    there = _at(place)
    if today and there and there != entry.record and _is_up_to_date(root, there, planned, today):
        return _Outcome(there, kept=True)  # Another process has run it since the hub was read.
    new = _observe(observer, entry.card, planned, there, today)
    if new == there:
        return _Outcome(there)
    try:
        return _Outcome(replace_record(place, new, seen=there))
    except OSError as error:
        return _Outcome(new, problem=f"{path.as_posix()}: the record cannot be written: {error.strerror}")


def _at(path: Path) -> RunRecord | None:
    """The record in a file; ``None`` where there is none that can be read."""
    try:
        return read_record(path)
    except RecordError:
        return None


def _observe(
    observer: Observer, card: Card, planned: Plan, old: RunRecord | None, today: Conditions | None
) -> RunRecord:
    """Run a card's model; the old record where the new one would say nothing new."""
    last = old.source.resolved_revision if old and old.source else ""
    observation = observer.observe(card, planned, last)
    new = observation.record
    if old is not None:
        observed = old.status != "not-run" and old.request_sha256 == planned.sha256
        if observation.passing and observed:
            return old  # That the source cannot be reached today takes nothing from what was observed.
        if old == new.model_copy(update={"timings": old.timings, "speed": old.speed}):
            expired = today is not None and expiry(old.timings.started_at, today)
            return new.model_copy(update={"speed": old.speed}) if expired else old
    return new


def _is_up_to_date(root: Path, record: RunRecord, planned: Plan, today: Conditions) -> bool:
    """Whether running the model again would only say the same."""
    return planned.request is not None and not any(causes_of(root, record, planned, today))
