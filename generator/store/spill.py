"""Pieces of data that wait on the disk: in memory there are only their places."""

from __future__ import annotations

import tempfile
from types import TracebackType
from typing import NamedTuple, Self


class Stretch(NamedTuple):
    """Where a piece lies."""

    start: int
    length: int


class Spill:
    """Keeps pieces in a temporary file without a name, until the ``with`` block ends."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="modelhub-")  # noqa: SIM115 - it is closed at the end of the block
        self._end = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def put(self, piece: bytes) -> Stretch:
        """Keep a piece."""
        stretch = Stretch(self._end, len(piece))
        self._file.seek(self._end)
        self._file.write(piece)
        self._end += len(piece)
        return stretch

    def get(self, stretch: Stretch) -> bytes:
        """A piece that was kept."""
        self._file.seek(stretch.start)
        return self._file.read(stretch.length)
