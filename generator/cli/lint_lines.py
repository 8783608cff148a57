"""The lines of the cards, to be shown with what is wrong with them."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from generator.store import CardFile

#: Bytes of cards that are kept; what does not fit is read once more.
ROOM = 64 * 2**20


class Lines:
    """What files held when they were checked.

    Args:
        root: The hub's root.
        room: Bytes that are kept at most.
    """

    def __init__(self, root: Path, room: int = ROOM) -> None:
        self._root = root
        self._room = room
        self._data: dict[str, bytes] = {}

    def keep(self, files: Iterable[CardFile]) -> Iterator[CardFile]:
        """Pass these files on, and keep what they hold, as far as there is room; a file takes the place of itself."""
        for file in files:
            self._room += len(self._data.pop(file.path, b""))
            if not file.problem and len(file.data) <= self._room:
                self._room -= len(file.data)
                self._data[file.path] = file.data
            yield file

    def of(self, path: str) -> Sequence[str]:
        """The lines of a file as the reader counts them, by its path from the hub's root; none if it cannot be read."""
        try:
            data = self._data.get(path) or (self._root / path).read_bytes()
        except (OSError, ValueError):
            return []
        return data.removeprefix(codecs.BOM_UTF8).decode(errors="replace").replace("\r\n", "\n").split("\n")
