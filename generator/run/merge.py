"""Records that several machines made of one hub → the records of the hub: of each card the newest observation."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, TypeAlias

from generator.errors import RecordError
from generator.hub import Hub
from generator.record import RunRecord
from generator.run.plan import plan
from generator.run.record_folders import HeldRecord, RecordFolder
from generator.store import parse_record

#: ``new`` and ``newer`` are to be written; ``kept`` is there already; the others are left out.
Kind: TypeAlias = Literal["new", "newer", "kept", "conflict", "broken", "foreign"]
#: What a person has to look at.
LEFT_OUT: frozenset[Kind] = frozenset({"conflict", "broken", "foreign"})

#: So often a record is settled anew that others wrote meanwhile.
_ATTEMPTS = 5
_OLDEST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Finding:
    """What becomes of a card's records, or of one file that is none.

    Attributes:
        kind: What becomes of it.
        card: The card's key, or the key that the file would be of.
        record: The record that counts; ``None`` where there is none or nobody can tell.
        message: In one sentence.
    """

    kind: Kind
    card: str
    record: RunRecord | None
    message: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    path: str
    record: RunRecord
    rank: tuple[bool, bool, datetime]


@dataclass(frozen=True, slots=True)
class _LeftOut:
    """A file that is left out, and what it holds where it was read."""

    finding: Finding
    data: bytes | None


def merge(hub: Hub, shards: Iterable[RecordFolder], into: RecordFolder) -> list[Finding]:
    """Say which record of each card counts. Nothing is written.

    The record counts that is of the card as it is now, then one of a model that was run, then the newest. Of two that
    differ and were made at the same time neither counts.

    Args:
        hub: The hub's cards.
        shards: Folders of records.
        into: The folder that they are brought together in. What lies there takes part.

    Returns:
        One finding a card that has a record in ``shards``, and one a file that is left out; sorted by key.

    Raises:
        UsageError: A folder cannot be read.
    """
    wanted = {entry.card.key: plan(entry.card).sha256 for entry in hub.entries}
    there = set(into.keys())
    found: dict[str, list[_Candidate]] = {}
    left_out: list[_LeftOut] = []
    for folder in shards:
        keys = folder.keys()
        strangers = [key for key in keys if key not in wanted and key not in there]  # They are not even read.
        left_out += [_LeftOut(_foreign(key, folder.name_of(key)), None) for key in strangers]
        for held in folder.read([key for key in keys if key in wanted or key in there]):
            item = _candidate(held, wanted)
            if isinstance(item, _Candidate):
                found.setdefault(held.key, []).append(item)
            else:
                left_out.append(_LeftOut(item, held.data))
    old, findings = _there(into, found, left_out, wanted)
    findings += [_settled(key, candidates, old.get(key)) for key, candidates in found.items()]
    return sorted(findings, key=_order)


def merge_into(hub: Hub, shards: Sequence[RecordFolder], into: RecordFolder) -> tuple[list[Finding], list[str]]:
    """Write the record of each card that counts. Where others write meanwhile, what they wrote takes part.

    Args:
        hub: The hub's cards.
        shards: Folders of records.
        into: The folder that they are brought together in.

    Returns:
        What became of each, as ``merge`` says, and one line a record that could not be written.

    Raises:
        UsageError: A folder cannot be read.
    """
    findings = merge(hub, shards, into)
    problems: list[str] = []
    mine: frozenset[str] | None = None
    for _ in range(_ATTEMPTS):
        written = into.write(_to_write(findings, mine))
        problems += written.problems
        if not written.overtaken:
            return findings, problems
        mine = written.overtaken
        again = [item for item in merge(hub, shards, into) if _is_settled(item) and item.card in mine]
        others = [item for item in findings if not (_is_settled(item) and item.card in mine)]
        findings = sorted([*others, *again], key=_order)
    names = sorted(into.name_of(key) for key in mine or ())
    return findings, problems + [f"{name}: others write it all the time; try it again" for name in names]


def _to_write(findings: Iterable[Finding], only: Collection[str] | None) -> dict[str, RunRecord]:
    return {
        item.card: item.record
        for item in findings
        if item.kind in {"new", "newer"} and item.record is not None and (only is None or item.card in only)
    }


def _order(finding: Finding) -> tuple[str, str, str]:
    return finding.card, finding.kind, finding.message


def _is_settled(finding: Finding) -> bool:
    """Whether it is of a card, and not of one file that is left out."""
    return finding.kind not in {"broken", "foreign"}


def _candidate(held: HeldRecord, wanted: Mapping[str, str]) -> _Candidate | Finding:
    if held.key not in wanted:
        return _foreign(held.key, held.name)
    if held.data is None:
        return Finding("broken", held.key, None, f"{held.name}: {held.problem}")
    try:
        record = parse_record(held.data, held.name)
    except RecordError as error:
        return Finding("broken", held.key, None, f"{held.name}: {error.problem}")
    if record.card != held.key:
        return Finding("foreign", held.key, None, f"{held.name}: is the record of {record.card}")
    return _Candidate(held.name, record, _rank(record, wanted[held.key]))


def _foreign(key: str, name: str) -> Finding:
    return Finding("foreign", key, None, f"{name}: the hub has no card {key}")


def _there(
    into: RecordFolder, found: Collection[str], left_out: Sequence[_LeftOut], wanted: Mapping[str, str]
) -> tuple[dict[str, _Candidate], list[Finding]]:
    """What lies there already, by key, and what is left out and was not there before as it is.

    What cannot be read is replaced, so it counts as nothing.
    """
    doubtful = {item.finding.card for item in left_out if item.data is not None}
    old: dict[str, _Candidate] = {}
    data: dict[str, bytes | None] = {}
    for held in into.read(sorted({*found, *doubtful})):
        item = _candidate(held, wanted)
        if isinstance(item, _Candidate):
            old[held.key] = item
        if held.key in doubtful:
            data[held.key] = held.data
    return old, [item.finding for item in left_out if item.data is None or item.data != data.get(item.finding.card)]


def _rank(record: RunRecord, request_sha256: str) -> tuple[bool, bool, datetime]:
    return record.request_sha256 == request_sha256, record.status != "not-run", _made(record)


def _made(record: RunRecord) -> datetime:
    try:
        made = datetime.fromisoformat(record.timings.started_at)
    except ValueError:
        return _OLDEST
    return made if made.tzinfo else made.replace(tzinfo=UTC)


def _settled(key: str, candidates: list[_Candidate], there: _Candidate | None) -> Finding:
    """What becomes of a card that has records."""
    best = max(candidates, key=lambda item: item.rank)
    if there is not None and (there.record == best.record or there.rank > best.rank):
        return Finding("kept", key, there.record, "what is there already is as new")
    for other in (*candidates, *([there] if there else [])):
        if other.rank == best.rank and _observed(other.record) != _observed(best.record):
            words = f"{_words(best)}, and {_words(other)}; run it again with `modelhub verify --rerun`"
            return Finding("conflict", key, None, f"two records of the same time differ: {words}")
    if there is not None and there.rank == best.rank:
        return Finding("kept", key, there.record, "what is there already is as new")
    message = f"{best.record.status}, from {best.path}"
    return Finding("newer" if there else "new", key, best.record, message + _disagreement(best, candidates))


def _disagreement(best: _Candidate, candidates: list[_Candidate]) -> str:
    """That another shard ran the very same and saw something else: the newer one counts, but it is odd."""
    for other in candidates:
        same = other.rank[:2] == best.rank[:2] and other.record.source == best.record.source
        if same and other.record.status != best.record.status:
            return f"; older, and otherwise: {_words(other)}"
    return ""


def _words(item: _Candidate) -> str:
    return f"{item.path} says {item.record.status}"


def _observed(record: RunRecord) -> RunRecord:
    """A record but for how long it took."""
    timings = record.timings.model_copy(update={"total_seconds": 0, "load_seconds": 0, "sample_seconds": 0})
    return record.model_copy(update={"timings": timings.model_copy(update={"benchmark_seconds": 0})})
