"""What lies in a site's folder, looked through by a process of its own while this one does something else."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias

import msgspec

from generator.forks import can_fork, undisturbed
from generator.site.looking import files_below

#: A path, its size in bytes, and when it was written, in ns since 1970.
File: TypeAlias = tuple[str, int, int]


class Walk:
    """Looks through a folder; a site has thousands of files, and who asks for them has other things to do first.

    Where no process can be forked, or it ends early, the folder is looked through by whoever asks.

    Args:
        folder: The site's.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files: list[File] | None = None
        self._process, self._pipe = _forked(folder) if can_fork() else (0, -1)

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Leave no process behind."""
        self._end()

    @property
    def files(self) -> list[File]:
        """Every file, as ``files_below`` gives it."""
        if self._files is None:
            found = self._end()
            with suppress(msgspec.DecodeError):
                self._files = msgspec.msgpack.decode(found, type=list[File])
        if self._files is None:
            self._files = list(files_below(self.folder))
        return self._files

    def _end(self) -> bytes:
        """What the process has found; nothing after the first time."""
        if not self._process:
            return b""
        process, self._process = self._process, 0
        with open(self._pipe, "rb") as pipe:  # noqa: PTH123 - it has no path
            found = pipe.read()
        _, status = os.waitpid(process, 0)
        return found if status == 0 else b""


def _forked(folder: Path) -> tuple[int, int]:
    """The process that looks, and where its answer can be read."""
    reading, writing = os.pipe()
    with undisturbed():
        process = os.fork()
        if process == 0:
            _look(folder, reading, writing)
    os.close(writing)
    return process, reading


def _look(folder: Path, reading: int, writing: int) -> None:
    """What the process does, which never returns: none of what its parent would do next is done twice."""
    status = 1
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        os.close(reading)
        with open(writing, "wb") as pipe:
            # A name may hold bytes that are no text.
            pipe.write(msgspec.msgpack.encode(list(files_below(folder))))
        status = 0
    finally:
        os._exit(status)
