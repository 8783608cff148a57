"""Every card of a hub → its record, run where something changed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from generator.card import Card
from generator.config import Config
from generator.errors import RecordError, UsageError
from generator.hub import Entry, Hub
from generator.record import RunRecord
from generator.run.observe import Observer
from generator.run.plan import Plan, Request, plan
from generator.run.sources import Sources
from generator.run.trouble import NotStarted, RunFailed
from generator.store import digest_files, inside, read_record, record_path, replace_record, sha256_of


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


def verify(
    hub_root: Path,
    config: Config,
    hub: Hub,
    *,
    rerun: bool = False,
    only: Collection[str] = (),
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
        on_event: Told what happens.

    Returns:
        The records of these cards, in the hub's order, also those that were not touched.

    Raises:
        MissingExtra: A model has to be run, and the libraries for it are not installed.
    """
    entries = [entry for entry in hub.entries if not only or entry.card.key in only]
    records = []
    with Observer(hub_root, config.verify) as observer:
        for position, entry in enumerate(entries, 1):
            key = entry.card.key
            on_event(Event("started", key, position, len(entries)))
            outcome = _bring_up_to_date(hub_root, config, observer, entry, rerun=rerun)
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


def _bring_up_to_date(root: Path, config: Config, observer: Observer, entry: Entry, *, rerun: bool) -> _Outcome:
    planned = plan(entry.card)
    # The hub was read just now, files and all: what it calls stale is, and all else is as it was.
    if not rerun and entry.status != "stale" and _is_kept(config, entry.record, planned):
        return _Outcome(entry.record, kept=True)
    path = record_path(Path(config.records), entry.card.key)
    try:
        place = inside(root, path.as_posix())  # Never out of the hub, whatever links lie among the records.
    except UsageError as error:
        return _Outcome(None, problem=str(error))
    there = _at(place)
    if not rerun and there != entry.record and _is_up_to_date(root, config, observer.sources, there, planned):
        return _Outcome(there, kept=True)  # Another process has run it since the hub was read.
    new = _observe(observer, entry.card, planned, there)
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


def _observe(observer: Observer, card: Card, planned: Plan, old: RunRecord | None) -> RunRecord:
    """Run a card's model; the old record where the new one would say nothing new."""
    last = old.source.resolved_revision if old and old.source else ""
    observation = observer.observe(card, planned, last)
    new = observation.record
    if old is not None:
        observed = old.status != "not-run" and old.request_sha256 == planned.sha256
        if observation.passing and observed:
            return old  # That the source cannot be reached today takes nothing from what was observed.
        if old == new.model_copy(update={"timings": old.timings}):
            return old
    return new


def _is_up_to_date(root: Path, config: Config, sources: Sources, record: RunRecord | None, planned: Plan) -> bool:
    """Whether running the model again would only say the same."""
    if record is None or planned.request is None or not _is_kept(config, record, planned):
        return False
    return _same_model(sources, record, planned.request) and _same_data(root, record, planned.request)


def _is_kept(config: Config, record: RunRecord | None, planned: Plan) -> bool:
    """Whether a record is of what is asked for now, as long as no file changed."""
    if record is None or planned.request is None or record.request_sha256 != planned.sha256:
        return False
    if record.status == "not-run" or record.source is None or not record.source.files:
        return False
    return record.environment is None or record.environment.threads == config.verify.threads


def _same_model(sources: Sources, record: RunRecord, request: Request) -> bool:
    if not request.source.startswith("path:"):
        # A commit never changes, and what a name meant when it was run stays an observation until asked for again.
        return True
    try:
        return record.source is not None and digest_files(sources.folder(request.source).files) == record.source.files
    except (NotStarted, RunFailed, OSError):
        return False


def _same_data(root: Path, record: RunRecord, request: Request) -> bool:
    if not request.benchmark:
        return True
    try:
        data = sha256_of(inside(root, request.benchmark.data))
    except (UsageError, OSError):
        return False
    return record.benchmark is not None and record.benchmark.sha256 == data
