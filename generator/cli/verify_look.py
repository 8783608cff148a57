"""``modelhub verify --check`` and ``--explain``: a look at the records. Nothing is run, fetched or written."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from generator.hub import Entry, Hub
from generator.report.outcome import Outcome, fetched_unpinned
from generator.run.plan import plan
from generator.run.why import Conditions, Judgement, judge


def judgements(root: Path, hub: Hub, only: Collection[str], today: Conditions) -> Iterator[tuple[Entry, Judgement]]:
    """What ``modelhub verify`` would do with each card, in the hub's order."""
    for entry in hub.entries:
        if not only or entry.card.key in only:
            yield entry, judge(root, entry, plan(entry.card), today)


def outcome(entry: Entry, judgement: Judgement) -> Outcome:
    """What ``--check`` shows of a card: what its record is worth today."""
    record = entry.record
    if record is None:
        return Outcome(judgement.card, judgement.state, judgement.reason)
    unpinned = fetched_unpinned(record)
    return Outcome(judgement.card, judgement.state, judgement.reason, record.task, record.checks, unpinned=unpinned)
