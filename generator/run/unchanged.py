"""Seeing in a moment that nothing changed since the last run: without reading a card, only its bytes.

What the last run looked at is kept as digests in ``.modelhub/cache`` at the hub's root. It is a help and no truth:
where it is missing, or anything is not exactly as it was, the hub is read and looked at as a whole.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import generator
from generator.config import Config
from generator.errors import ModelhubError
from generator.hub import Hub
from generator.record import RunRecord, RunStatus
from generator.run.inspect import files_of
from generator.run.plan import Request, plan
from generator.run.samples import files_of_samples
from generator.run.why import Conditions, causes_of, expiry
from generator.store import digest_files, digest_of_data, inside, record_path, sha256_of, write_atomically
from generator.verify_block import TaskName

_FOLDER = ".modelhub/cache/verify"
_FILE = "digests.json"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
#: The code that decides what is run for a card.
_CODE = ("*.py", "read/**/*.py", "run/*.py", "store/*.py")


@dataclass(frozen=True, slots=True)
class Kept:
    """A card whose record is up to date, and by what that was seen.

    Attributes:
        card: Its key.
        status: Of its record, as are the reason and the task.
        started_at: When its model was run; empty where it cannot be run.
        unpinned: Whether its model was fetched at a revision that may move.
        card_sha256: Of its file; the other digests are of the files that were looked at besides, by their paths.
        data: Its evaluation data and the files that its samples name.
    """

    card: str
    status: RunStatus
    reason: str
    task: TaskName | None
    started_at: str
    unpinned: bool
    card_sha256: str
    record_sha256: str
    source: str
    source_sha256: str
    data: list[str]
    data_sha256: str


def look(root: Path, config: Config, today: Conditions) -> list[Kept] | None:
    """Every card with its outcome, in the hub's order; ``None`` where something changed or nothing is known."""
    try:
        known = json.loads((root / _FOLDER / _FILE).read_bytes())
        if known["key"] != _key(config, today):
            return None
        kept = [Kept(**values) for values in known["kept"]]
        if not kept or sorted(card.card for card in kept) != sorted(_keys(root / config.cards)):
            return None
        if any(card.started_at and expiry(card.started_at, today) for card in kept):
            return None
        source = cache(lambda uri: _source_sha256(root, uri))
        same = all(_is_same(root, config, card) and source(card.source) == card.source_sha256 for card in kept)
    except (OSError, ValueError, TypeError, KeyError, ModelhubError):
        return None
    return kept if same else None


def remember(root: Path, config: Config, hub: Hub, records: Sequence[RunRecord], today: Conditions) -> None:
    """Keep what the hub's cards and their records are now, if running again would look at nothing else."""
    with suppress(OSError, ModelhubError):
        if hub.unread or len(records) != len(hub.entries):
            return
        source = cache(lambda uri: _source_sha256(root, uri))
        kept = []
        for entry, record in zip(hub.entries, records, strict=True):
            planned = plan(entry.card)
            request = planned.request
            if (request is None) != (record.status == "not-run"):
                return  # It is tried again every time.
            if any(causes_of(root, record, planned, today, files=False)):
                return  # The same.
            data = _data_of(request, record)
            uri = request.source if request else ""
            card = (root / config.cards / f"{record.card}.md").read_bytes()
            if card.removeprefix(_BYTE_ORDER_MARK) != entry.card.text.encode():
                return  # It was changed after it had been read.
            kept.append(
                Kept(
                    card=record.card,
                    status=record.status,
                    reason=record.reason,
                    task=record.task,
                    started_at=record.timings.started_at if request else "",
                    unpinned=record.fetched_unpinned,
                    card_sha256=hashlib.sha256(card).hexdigest(),
                    record_sha256=sha256_of(record_path(root / config.records, record.card)),
                    source=uri,
                    source_sha256=source(uri),
                    data=data,
                    data_sha256=_data_sha256(root, data),
                )
            )
        known = {"key": _key(config, today), "kept": [asdict(card) for card in kept]}
        write_atomically(root / _FOLDER / ".gitignore", b"*\n")
        write_atomically(root / _FOLDER / _FILE, json.dumps(known).encode())


def _is_same(root: Path, config: Config, kept: Kept) -> bool:
    card, record = f"{root}/{config.cards}/{kept.card}.md", f"{root}/{config.records}/{kept.card}.json"
    return (
        _sha256(card) == kept.card_sha256
        and _sha256(record) == kept.record_sha256
        and _data_sha256(root, kept.data) == kept.data_sha256
    )


def _sha256(path: str) -> str:
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123  thousands of times, and this takes half as long
        return hashlib.sha256(file.read()).hexdigest()


def _source_sha256(root: Path, uri: str) -> str:
    """Of the files of a model in the hub; a model from elsewhere stays what it was until it is asked for again."""
    if not uri.startswith("path:"):
        return ""
    files = digest_files(files_of(inside(root, uri.removeprefix("path:"))))
    return hashlib.sha256("".join(file.model_dump_json() for file in files).encode()).hexdigest()


def _data_of(request: Request | None, record: RunRecord) -> list[str]:
    """The files of the hub that a model is run on."""
    if request is None:
        return []
    measured = [request.benchmark.data] if request.benchmark and request.benchmark.data else []
    measured += record.benchmark.files if record.benchmark else []
    return measured + files_of_samples(request.samples)


def _data_sha256(root: Path, data: Sequence[str]) -> str:
    digests = [digest_of_data(root, name).sha256 for name in data]
    return hashlib.sha256("".join(digests).encode()).hexdigest() if digests else ""


def _keys(cards: Path) -> Iterator[str]:
    """The keys of the cards. A link among them has to be looked at more closely, so it counts as a change."""
    for folder, folders, files in os.walk(cards):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if name.endswith(".md") and not name.startswith("."):
                path = os.path.join(folder, name)  # noqa: PTH118  thousands of times
                yield os.path.relpath(path, cards)[:-3] if not os.path.islink(path) else ""  # noqa: PTH114  the same


def _key(config: Config, today: Conditions) -> dict[str, Any]:
    """What else decides: the configuration, and the code that reads cards and plans runs."""
    code = hashlib.sha256()
    package = Path(generator.__file__).parent
    for pattern in _CODE:
        for file in sorted(package.glob(pattern)):
            code.update(file.read_bytes())
    return {
        "cards": config.cards,
        "records": config.records,
        "threads": today.threads,
        "packages": dict(today.packages),
        "speed": today.speed,
        "device": today.device,
        "code": code.hexdigest(),
    }
