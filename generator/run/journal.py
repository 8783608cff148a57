"""What was predicted of long evaluations, kept while they run: one that is interrupted goes on where it stopped.

The worker writes its predictions to a file of its own after each batch; here they are read along, checked line by line,
for a worker may write anything, and appended to ``.modelhub/cache/evaluation``, under the digest of all that decides
them. A batch is predicted whole or not at all, so going on gives the same bytes as going through.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from pydantic import ValidationError

from generator import __version__
from generator.record import FileDigest
from generator.run.extra import installed
from generator.run.job import MAX_FILE_BYTES, Job, JournalLine, Prediction, journal_lines
from generator.run.plan import RUNNER_VERSION
from generator.run.why import DECIDING
from generator.store import write_atomically

#: Told how many evaluation rows are predicted, and of how many.
OnRows: TypeAlias = Callable[[int, int], None]

FOLDER = ".modelhub/cache/evaluation"
#: Seconds between two looks at what the worker wrote. An evaluation that is through sooner leaves nothing behind.
_POLL = 0.25
#: What of a job decides no prediction.
_ELSEWHERE = {"model", "result", "samples", "journal", "done", "lanes"}


class Journal:
    """The kept predictions of one evaluation.

    Args:
        root: The hub's root.
        job: What is run.
        files: The model's files.
        keeps: Whether predictions are kept; else they are only counted.
        on_rows: Told of the rows, by a thread of the journal's: those of an earlier run at once.

    Attributes:
        known: The predictions that an earlier run came to, by the position of their row.
    """

    def __init__(
        self,
        root: Path,
        job: Job,
        files: Sequence[FileDigest],
        *,
        keeps: bool = True,
        on_rows: OnRows = lambda _done, _rows: None,
    ) -> None:
        self._file = root / FOLDER / f"{_key(job, files)}.jsonl"
        self._rows = len(job.rows)
        self._keeps = keeps
        self._on_rows = on_rows
        self._predicted: set[int] = set()
        self._read = 0
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self.known: dict[int, Prediction] = {}
        with suppress(OSError):
            if keeps and self._file.stat().st_size <= MAX_FILE_BYTES:
                self.known = dict(self._lines(self._file.read_bytes()))

    def follow(self, file: Path) -> None:
        """Count and keep, from now on, what is appended to ``file``, and no more what is to one before it."""
        self._end()
        self._stop.clear()
        self._read, self._predicted = 0, set(self.known)
        self._on_rows(len(self._predicted), self._rows)
        self._thread = threading.Thread(target=self._follow, args=(file,), daemon=True)
        self._thread.start()

    def close(self, *, finished: bool) -> None:
        """Stop following; what was kept of an evaluation that is finished is of no use any more."""
        self._end()
        if finished:
            self._count(range(self._rows))
            with suppress(OSError):
                self._file.unlink(missing_ok=True)

    def _end(self) -> None:
        self._stop.set()
        if self._thread:
            self._thread.join()

    def _follow(self, file: Path) -> None:
        with suppress(OSError):  # The model put something else in the file's place.
            while not self._stop.wait(_POLL):
                if new := self._lines(self._new(file)):
                    self._keep(new)
                    self._count(at for at, _ in new)

    def _count(self, predicted: Iterable[int]) -> None:
        before = len(self._predicted)
        self._predicted.update(predicted)
        if len(self._predicted) > before:
            self._on_rows(len(self._predicted), self._rows)

    def _new(self, file: Path) -> bytes:
        """The whole lines that were appended; nothing where the model put anything else in the file's place."""
        try:
            handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except FileNotFoundError:
            return b""
        with os.fdopen(handle, "rb") as opened:
            opened.seek(self._read)
            data = opened.read(MAX_FILE_BYTES)
        data = data[: data.rfind(b"\n") + 1]
        self._read += len(data)
        return data

    def _keep(self, predicted: Iterable[tuple[int, Prediction]]) -> None:
        if not self._keeps:
            return
        try:
            if not self._file.exists():
                write_atomically(self._file.parent / ".gitignore", b"*\n")
            with self._file.open("ab", buffering=0) as file:
                file.write(journal_lines(predicted))
        except OSError:  # What cannot be kept is predicted again.
            self._keeps = False

    def _lines(self, data: bytes) -> list[tuple[int, Prediction]]:
        """What can be read up to the first line that makes no sense."""
        found = []
        for line in data.splitlines():
            try:
                read = JournalLine.model_validate_json(line)
            except ValidationError:
                break
            if read.at >= self._rows:
                break
            found.append((read.at, read.prediction))
        return found


def _key(job: Job, files: Sequence[FileDigest]) -> str:
    decides = {
        "job": job.model_dump(mode="json", exclude=_ELSEWHERE),
        "files": [file.model_dump() for file in files],
        "packages": installed(DECIDING),
        "runner": [RUNNER_VERSION, __version__],
    }
    return hashlib.sha256(json.dumps(decides, sort_keys=True).encode()).hexdigest()
