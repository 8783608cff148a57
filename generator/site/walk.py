"""What lies in a site's folder, looked through by a process of its own while this one does something else."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias

import msgspec

from generator.forks import Forked
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
        self._looking = Forked(partial(_looked, folder))

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Leave no process behind."""
        self._looking.end()

    @property
    def files(self) -> list[File]:
        """Every file, as ``files_below`` gives it."""
        if self._files is None:
            with suppress(msgspec.DecodeError):
                self._files = msgspec.msgpack.decode(self._looking.outcome(), type=list[File])
        if self._files is None:
            self._files = list(files_below(self.folder))
        return self._files


def _looked(folder: Path) -> bytes:
    # A name may hold bytes that are no text.
    return msgspec.msgpack.encode(list(files_below(folder)))
