"""Every card of a hub → its record, run where something changed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from generator.config import Config
from generator.errors import UsageError
from generator.hub import Entry, Hub
from generator.record import RunRecord
from generator.run.observe import Observer
from generator.run.plan import Plan, plan
from generator.run.why import Judgement, conditions, judge
from generator.store import inside, record_path, write_record


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
        UsageError: A record cannot be written.
    """
    entries = [entry for entry in hub.entries if not only or entry.card.key in only]
    observer = Observer(hub_root, config.verify)
    today = conditions(config.verify, now)
    records = []
    for position, entry in enumerate(entries, 1):
        key = entry.card.key
        on_event(Event("started", key, position, len(entries)))
        planned = plan(entry.card)
        judgement = judge(hub_root, entry, planned, today)
        kept = entry.record if judgement.action == "keep" and not rerun else None
        record = kept or _observe(observer, entry, planned, _place(hub_root, config, key), judgement)
        on_event(Event("kept" if kept else "done", key, position, len(entries), record))
        records.append(record)
    return records


def _place(root: Path, config: Config, key: str) -> Path:
    """Where the record of a card is written: never out of the hub, whatever links lie among the records."""
    return inside(root, record_path(Path(config.records), key).as_posix())


def _observe(observer: Observer, entry: Entry, planned: Plan, path: Path, judgement: Judgement) -> RunRecord:
    old = entry.record
    last = old.source.resolved_revision if old and old.source else ""
    observation = observer.observe(entry.card, planned, last)
    new = observation.record
    if old is not None:
        observed = old.status != "not-run" and old.request_sha256 == planned.sha256
        if observation.passing and observed:
            return old  # That the source cannot be reached today takes nothing from what was observed.
        expired = any(cause.kind == "expired" for cause in judgement.causes)
        if not expired and old == new.model_copy(update={"timings": old.timings}):
            return old
    try:
        write_record(path, new)
    except OSError as error:
        raise UsageError(f"{path}: the record cannot be written: {error.strerror}") from None
    return new
