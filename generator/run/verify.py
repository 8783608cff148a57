"""Every card of a hub → its record, run where something changed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from generator.config import Config
from generator.errors import UsageError
from generator.hub import Entry, Hub
from generator.record import RunRecord
from generator.run.observe import Observer
from generator.run.plan import Plan, Request, plan
from generator.run.sources import Sources
from generator.run.trouble import NotStarted, RunFailed
from generator.store import digest_files, inside, record_path, sha256_of, write_record


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened while verifying.

    Attributes:
        kind: ``started``; then either ``kept`` (nothing to do) or ``done`` (looked at or run anew).
        key: The card.
        position: Its number, from 1.
        total: How many cards there are to verify.
        record: The card's record; ``None`` for ``started``.
    """

    kind: Literal["started", "kept", "done"]
    key: str
    position: int
    total: int
    record: RunRecord | None = None


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
        UsageError: A record cannot be written.
    """
    entries = [entry for entry in hub.entries if not only or entry.card.key in only]
    observer = Observer(hub_root, config.verify)
    records = []
    for position, entry in enumerate(entries, 1):
        key = entry.card.key
        on_event(Event("started", key, position, len(entries)))
        planned = plan(entry.card)
        kept = None if rerun else _up_to_date(hub_root, config, observer.sources, entry.record, planned)
        record = kept or _observe(observer, entry, planned, _place(hub_root, config, key))
        on_event(Event("kept" if kept else "done", key, position, len(entries), record))
        records.append(record)
    return records


def _place(root: Path, config: Config, key: str) -> Path:
    """Where the record of a card is written: never out of the hub, whatever links lie among the records."""
    return inside(root, record_path(Path(config.records), key).as_posix())


def _observe(observer: Observer, entry: Entry, planned: Plan, path: Path) -> RunRecord:
    old = entry.record
    last = old.source.resolved_revision if old and old.source else ""
    observation = observer.observe(entry.card, planned, last)
    new = observation.record
    if old is not None:
        observed = old.status != "not-run" and old.request_sha256 == planned.sha256
        if observation.passing and observed:
            return old  # That the source cannot be reached today takes nothing from what was observed.
        if old == new.model_copy(update={"timings": old.timings}):
            return old
    try:
        write_record(path, new)
    except OSError as error:
        raise UsageError(f"{path}: the record cannot be written: {error.strerror}") from None
    return new


def _up_to_date(
    root: Path, config: Config, sources: Sources, record: RunRecord | None, planned: Plan
) -> RunRecord | None:
    """The record, if running the model again would only say the same."""
    if record is None or planned.request is None or record.request_sha256 != planned.sha256:
        return None
    if record.status == "not-run" or record.source is None or not record.source.files:
        return None
    if record.environment is not None and record.environment.threads != config.verify.threads:
        return None
    same = _same_model(sources, record, planned.request) and _same_data(root, record, planned.request)
    return record if same else None


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
