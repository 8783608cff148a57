"""Evaluation data from a data set of the Hugging Face Hub: its file, at a commit, read as one of the hub is.

Nothing but the file is fetched: no loading script, and no library that would run one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.record import FileDigest
from generator.run.data import read_rows
from generator.run.plan import Request
from generator.run.rows import Row
from generator.run.sources import Sources
from generator.run.trouble import RunFailed
from generator.store import sha256_of


@dataclass(frozen=True, slots=True)
class DataSet:
    """The rows, or why there are none.

    Attributes:
        digest: Of the file, under its place; size 0 and an empty digest where there is no such file.
        rows: All of them.
        trouble: What is wrong with the file, which will be wrong for ever: a commit never changes.
    """

    digest: FileDigest
    rows: Sequence[Row] = ()
    trouble: RunFailed | None = None

    def read(self) -> list[Row]:
        """The rows.

        Raises:
            RunFailed: There are none.
        """
        if self.trouble:
            raise self.trouble
        return list(self.rows)


def fetch_data_set(sources: Sources, request: Request) -> DataSet | None:
    """The data set that a request names, fetched or from the cache; ``None`` where it names none.

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
            return DataSet(digest, read_rows(path, data, request.task))
    except RunFailed as trouble:
        return DataSet(digest, trouble=trouble)
