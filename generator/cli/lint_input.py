"""What ``modelhub lint`` reads: the cards that a user named."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from generator import store
from generator.errors import UsageError
from generator.store import CardFile


class Named(Struct, frozen=True):
    """Cards that a user named.

    Attributes:
        paths: Files and folders; none for the whole cards folder.
        root: The hub's root, absolute.
        cards: The cards folder, absolute.
    """

    paths: tuple[Path, ...]
    root: Path
    cards: Path

    def files(self) -> Iterator[CardFile]:
        """The files as they are now, each once; their paths are those from the hub's root.

        Raises:
            UsageError: A path does not exist, or holds no card.
        """
        if not self.paths:
            yield from store.card_files(self.root, self.cards)
            return
        seen: set[str] = set()
        for path in self.paths:
            found = False
            for file in self._files_of(absolute(path)):
                found = True
                if file.path not in seen:
                    seen.add(file.path)
                    yield file
            if not found:
                raise UsageError(
                    f"{path}: no cards there; a card ends in `.md`, and its name does not begin with a dot"
                )

    def _files_of(self, path: Path) -> Iterable[CardFile]:
        if path.is_file():
            return store.card_files(self.root, self.cards if path.is_relative_to(self.cards) else path.parent, [path])
        if path.is_dir() or path == self.cards:
            return store.card_files(self.root, path)
        raise UsageError(f"{store.shown(path, Path.cwd())}: no such file or folder")


def absolute(path: Path) -> Path:
    """A path from the current folder, without ``..``; links are not followed."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - Path.absolute keeps `..`, Path.resolve follows links
