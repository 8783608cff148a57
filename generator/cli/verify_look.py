"""A look at records: for ``modelhub verify --check`` and ``--explain``, and at those that a run left.

Nothing is run, fetched or written here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from generator.hub import Entry, Hub
from generator.record import RunRecord
from generator.report.isolation import in_words
from generator.report.outcome import Outcome, outcome_of
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
    unpinned = record.fetched_unpinned
    return Outcome(judgement.card, judgement.state, judgement.reason, record.task, record.checks, unpinned=unpinned)


def outcomes_of(
    root: Path, hub: Hub, records: Sequence[RunRecord], run: Mapping[str, RunRecord], today: Conditions
) -> list[Outcome]:
    """What is shown of records after verifying: what they are worth today.

    Args:
        root: The hub's root.
        hub: As it was before.
        records: As they are now.
        run: Those of the models that were to be run, by card. Where one is as before, it may be because the model could
            not be run now, and what was observed once stands there still.
        today: What models were run with.
    """
    entries = {entry.card.key: entry for entry in hub.entries}
    return [
        _after(root, entries[record.card], record, today)
        if record.card in run and record == entries[record.card].record
        else outcome_of(record)
        for record in records
    ]


def _after(root: Path, entry: Entry, record: RunRecord, today: Conditions) -> Outcome:
    looked = judge(root, replace(entry, status="stale"), plan(entry.card), today)
    if looked.state == record.status:
        return outcome_of(record)
    return replace(
        outcome_of(record),
        status=looked.state,
        reason=f"{looked.reason}; it could not be run again, so the record stays",
    )


def isolation_of(records: Iterable[RunRecord]) -> Iterator[str]:
    """What the models that were run were held to, in a line; nothing where none was."""
    found = (record.environment.isolation for record in records if record.environment)
    for isolation in dict.fromkeys(one for one in found if one):
        yield f"isolation: {', '.join(in_words(isolation))}"
