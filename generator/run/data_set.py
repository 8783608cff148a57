"""Evaluation data from a data set of the Hugging Face Hub: its file, at a commit, read as one of the hub is.

Nothing but the file is fetched: no loading script, and no library that would run one.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from generator.record import FileDigest
from generator.run.data import read_rows
from generator.run.held_files import HELD, HeldFiles
from generator.run.plan import Request
from generator.run.rows import Row
from generator.run.sources import Sources
from generator.run.trouble import NotStarted, RunFailed
from generator.store import sha256_of


@dataclass(frozen=True, slots=True)
class DataSet:
    """The rows, or why there are none.

    Attributes:
        digest: Of the file, under its place; size 0 and an empty digest where there is no such file.
        rows: All of them.
        files: Where the pictures and recordings lie that the file held, by how the rows name them.
        trouble: What is wrong with the file, which will be wrong for ever: a commit never changes.
    """

    digest: FileDigest
    rows: Sequence[Row] = ()
    trouble: RunFailed | None = None
    files: Mapping[str, Path] = field(default_factory=dict)

    def read(self) -> list[Row]:
        """The rows.

        Raises:
            RunFailed: There are none.
        """
        if self.trouble:
            raise self.trouble
        return list(self.rows)


def fetch_data_set(sources: Sources, request: Request, hold: ExitStack) -> DataSet | None:
    """The data set that a request names, fetched or from the cache; ``None`` where it names none.

    Args:
        sources: Where it is fetched.
        request: What names it.
        hold: Keeps its pictures and recordings.

    Raises:
        NotStarted: It cannot be had now, or not read here.
        MissingExtra: The client of the Hub is not installed.
    """
    data = request.benchmark
    if data is None or data.dataset is None:
        return None
    digest = FileDigest(path=data.place, size=0, sha256="")
    try:
        with sources.data_held(data) as path:
            digest = FileDigest(path=data.place, size=path.stat().st_size, sha256=sha256_of(path))
            held = HeldFiles(_folder(hold), request.task) if request.task in HELD else None
            rows = read_rows(path, data, request.task, held)
            return DataSet(digest, rows, files=held.places if held else {})
    except RunFailed as trouble:
        return DataSet(digest, trouble=trouble)


def _folder(hold: ExitStack) -> Path:
    try:
        folder = tempfile.TemporaryDirectory(prefix="modelhub-data-", ignore_cleanup_errors=True)
        return Path(hold.enter_context(folder))
    except OSError as error:
        raise NotStarted(f"the temporary folder cannot be written: {error.strerror}", passing=True) from None
