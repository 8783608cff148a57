"""Every card of a hub → its record, run where something changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from generator.card import Card
from generator.config import Config
from generator.errors import RecordError, UsageError
from generator.hub import Entry, Hub
from generator.record import RunRecord
from generator.run.executors import Assignment, Executor, Local
from generator.run.observe import Observation, not_run
from generator.run.plan import Plan, plan
from generator.run.why import Conditions, causes_of, conditions, expiry, judge
from generator.store import inside, read_record, record_path, replace_record


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened while verifying.

    Attributes:
        kind: ``started`` where a model is fetched and run; ``evaluating`` whenever it got further with its evaluation
            data, where the executor tells; in the end, for every card, either ``kept`` (nothing to do)
            or ``done`` (looked at or run anew). Cards end in any order.
        key: The card.
        position: Its number, from 1.
        total: How many cards there are to verify.
        ended: How many of them are through.
        record: The card's record; ``None`` for ``started`` and ``evaluating``, and where a problem kept the model from
            being run.
        problem: Why the record could not be written; empty where it was.
        rows_done: For ``evaluating``: rows that are predicted, also by an earlier run that was interrupted.
        rows: The same: all of them.
    """

    kind: Literal["started", "evaluating", "kept", "done"]
    key: str
    position: int
    total: int
    ended: int
    record: RunRecord | None = None
    problem: str = ""
    rows_done: int = 0
    rows: int = 0


def verify(  # noqa: PLR0913 - only the first three are needed
    hub_root: Path,
    config: Config,
    hub: Hub,
    *,
    rerun: bool = False,
    only: Collection[str] = (),
    now: datetime | None = None,
    executor: Executor | None = None,
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
        executor: Where models run; on this machine by default.
        on_event: Told what happens, by the caller's thread.

    Returns:
        The records of these cards, in the hub's order, also those that were not touched.

    Raises:
        MissingExtra: A model has to be run, and the libraries for it are not installed.
    """
    entries = [entry for entry in hub.entries if not only or entry.card.key in only]
    today = None if rerun else conditions(config.verify, now)
    run = _Run(hub_root, Path(config.records), entries, today, on_event)
    with executor or Local(hub_root, config.verify) as running:
        for assignment, observation in running.observe(run.assignments(), run.evaluating):
            run.done(assignment, observation)
    return run.records()


@dataclass(frozen=True, slots=True)
class _Pending:
    """A card that is being looked at: its number, where its record belongs, and what lay there before."""

    position: int
    planned: Plan
    place: Path
    there: RunRecord | None


class _Run:
    """What is known while verifying; ``today`` is ``None`` where models are run in any case."""

    def __init__(
        self,
        root: Path,
        folder: Path,
        entries: Collection[Entry],
        today: Conditions | None,
        on_event: Callable[[Event], None],
    ) -> None:
        self._root = root
        self._folder = folder
        self._entries = entries
        self._today = today
        self._on_event = on_event
        self._pending: dict[str, _Pending] = {}
        self._records: dict[str, RunRecord] = {}
        self._ended = 0

    def records(self) -> list[RunRecord]:
        """In the hub's order."""
        return [self._records[entry.card.key] for entry in self._entries if entry.card.key in self._records]

    def assignments(self) -> Iterator[Assignment]:
        """The cards whose models have to be run; the others are settled on the way."""
        for position, entry in enumerate(self._entries, 1):
            card, planned = entry.card, plan(entry.card)
            if self._today and judge(self._root, entry, planned, self._today).action == "keep":
                self._end("kept", card.key, position, entry.record)
                continue
            path = record_path(self._folder, card.key)
            try:
                place = inside(self._root, path.as_posix())  # Never out of the hub, whatever links lie there.
            except UsageError as error:
                self._end("done", card.key, position, None, str(error))
                continue
            there = _at(place)
            if there and there != entry.record and self._is_up_to_date(there, planned):
                self._end("kept", card.key, position, there)  # Another process has run it since the hub was read.
                continue
            self._pending[card.key] = _Pending(position, planned, place, there)
            assignment = _assignment(card, planned, there)
            if planned.request is None:
                self.done(assignment, Observation(not_run(card, planned)))
                continue
            self._on_event(Event("started", card.key, position, len(self._entries), self._ended))
            yield assignment

    def evaluating(self, assignment: Assignment, done: int, rows: int) -> None:
        """Say how far the evaluation of a card's model is."""
        key, total = assignment.card.key, len(self._entries)
        position = self._pending[key].position
        self._on_event(Event("evaluating", key, position, total, self._ended, rows_done=done, rows=rows))

    def done(self, assignment: Assignment, observation: Observation) -> None:
        """Keep what was observed of a card."""
        key = assignment.card.key
        pending = self._pending.pop(key)
        there = pending.there
        new, problem = _newer(there, observation, pending.planned, self._today), ""
        if new != there:
            try:
                new = replace_record(pending.place, new, seen=there)
            except OSError as error:
                path = record_path(self._folder, key).as_posix()
                problem = f"{path}: the record cannot be written: {error.strerror}"
        self._end("done", key, pending.position, new, problem)

    def _end(
        self, kind: Literal["kept", "done"], key: str, position: int, record: RunRecord | None, problem: str = ""
    ) -> None:
        if record is not None:
            self._records[key] = record
        self._ended += 1
        self._on_event(Event(kind, key, position, len(self._entries), self._ended, record, problem))

    def _is_up_to_date(self, record: RunRecord, planned: Plan) -> bool:
        """Whether running the model again would only say the same."""
        if self._today is None or planned.request is None:
            return False
        return not any(causes_of(self._root, record, planned, self._today))


def _assignment(card: Card, planned: Plan, there: RunRecord | None) -> Assignment:
    """The card with what its record says of the model."""
    if there is None or there.source is None:
        return Assignment(card, planned)
    weights = sum(file.size for file in there.source.files if file.path.endswith(".safetensors"))
    return Assignment(card, planned, there.source.resolved_revision, weights)


def _at(path: Path) -> RunRecord | None:
    """The record in a file; ``None`` where there is none that can be read."""
    try:
        return read_record(path)
    except RecordError:
        return None


def _newer(old: RunRecord | None, observation: Observation, planned: Plan, today: Conditions | None) -> RunRecord:
    """The new record; the old one where the new one says nothing new."""
    new = observation.record
    if old is not None:
        observed = old.status != "not-run" and old.request_sha256 == planned.sha256
        if observation.passing and observed:
            return old  # That the source cannot be reached today takes nothing from what was observed.
        if old == new.model_copy(update={"timings": old.timings, "speed": old.speed}):
            expired = today is not None and expiry(old.timings.started_at, today)
            return new.model_copy(update={"speed": old.speed}) if expired else old
    return new
