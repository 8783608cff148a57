"""Records that several machines made of one hub → the records of the hub: of each card the newest observation."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, TypeAlias

from generator.errors import RecordError
from generator.hub import Hub
from generator.record import RunRecord
from generator.run.plan import plan
from generator.store import read_record, record_path, shown

#: ``new`` and ``newer`` are to be written; ``kept`` is there already; the others are left out.
Kind: TypeAlias = Literal["new", "newer", "kept", "conflict", "broken", "foreign"]
#: What a person has to look at.
LEFT_OUT: frozenset[Kind] = frozenset({"conflict", "broken", "foreign"})

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


def merge(hub: Hub, shards: Iterable[Path], into: Path, base: Path) -> list[Finding]:
    """Say which record of each card counts. Nothing is written.

    The record counts that is of the card as it is now, then one of a model that was run, then the newest. Of two that
    differ and were made at the same time neither counts.

    Args:
        hub: The hub's cards.
        shards: Folders of records.
        into: The folder that they are brought together in. What lies there takes part.
        base: The folder that paths are shown from.

    Returns:
        One finding a card that has a record in ``shards``, and one a file that is left out; sorted by key.
    """
    wanted = {entry.card.key: plan(entry.card).sha256 for entry in hub.entries}
    found: dict[str, list[_Candidate]] = {}
    findings = []
    for folder in shards:
        for key, path in _files(folder):
            item = _candidate(key, path, shown(path, base), wanted)
            if isinstance(item, _Candidate):
                found.setdefault(key, []).append(item)
            elif not _same(path, record_path(into, key)):  # Else it was there before, and no shard made it.
                findings.append(item)
    findings += [_settled(key, candidates, _there(key, into, wanted)) for key, candidates in found.items()]
    return sorted(findings, key=lambda finding: (finding.card, finding.kind, finding.message))


def _same(path: Path, other: Path) -> bool:
    try:
        return path.is_file() and other.is_file() and path.read_bytes() == other.read_bytes()
    except OSError:
        return False


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files of a folder that could be records, by the keys of their cards. Links to folders are not followed."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.endswith(".json") and not name.startswith("."):
                path = Path(place, name)
                yield path.relative_to(folder).as_posix().removesuffix(".json"), path


def _candidate(key: str, path: Path, name: str, wanted: Mapping[str, str]) -> _Candidate | Finding:
    if key not in wanted:
        return Finding("foreign", key, None, f"{name}: the hub has no card {key}")
    if path.is_symlink() or not path.is_file():
        return Finding("broken", key, None, f"{name}: is no plain file")
    try:
        record = read_record(path)
    except RecordError as error:
        return Finding("broken", key, None, f"{name}: {error.problem}")
    if record is None:
        return Finding("broken", key, None, f"{name}: is gone")
    if record.card != key:
        return Finding("foreign", key, None, f"{name}: is the record of {record.card}")
    return _Candidate(name, record, _rank(record, wanted[key]))


def _rank(record: RunRecord, request_sha256: str) -> tuple[bool, bool, datetime]:
    return record.request_sha256 == request_sha256, record.status != "not-run", _made(record)


def _made(record: RunRecord) -> datetime:
    try:
        made = datetime.fromisoformat(record.timings.started_at)
    except ValueError:
        return _OLDEST
    return made if made.tzinfo else made.replace(tzinfo=UTC)


def _there(key: str, into: Path, wanted: Mapping[str, str]) -> _Candidate | None:
    """What lies there already; what cannot be read is replaced."""
    path = record_path(into, key)
    item = _candidate(key, path, path.as_posix(), wanted) if path.exists() else None
    return item if isinstance(item, _Candidate) else None


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
