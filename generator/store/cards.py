"""Card files: which there are, and their bytes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from generator.card import Problem, Reading
from generator.diagnostic import Span
from generator.errors import UsageError
from generator.read import read_card
from generator.read.document import MAX_BYTES
from generator.store.files import shown


class CardFile(Struct, frozen=True):
    """A card's file.

    Attributes:
        path: As ``Card.path``.
        key: As ``Card.key``.
        data: What it holds; of a file that is too large, one byte more than is allowed, so that the reader sees it.
        problem: Why it could not be read; empty where it could.
    """

    path: str
    key: str
    data: bytes
    problem: str = ""

    def reading(self) -> Reading:
        """What the reader makes of it."""
        if self.problem:
            return Reading(self.path, None, (Problem("RD001", Span(1), self.problem, fatal=True),))
        return read_card(self.data, path=self.path, key=self.key)


def card_files(root: Path, cards: Path, only: Iterable[Path] | None = None) -> Iterator[CardFile]:
    """Read the bytes of every ``*.md`` below ``cards``, sorted by path; hidden files and folders are passed over.

    Args:
        root: The hub's root, for the paths that users see.
        cards: The cards folder.
        only: Just these files of it.

    Raises:
        UsageError: There is no such folder.
    """
    if not cards.is_dir():
        raise UsageError(f"{shown(cards, root)}: no such folder; `cards` in modelhub.toml says where the cards lie")
    parts_of = _names(cards) if only is None else (file.relative_to(cards).parts for file in only)
    folder = "" if cards == root else f"{shown(cards, root)}/"
    for parts in sorted(parts_of):
        file = os.path.join(cards, *parts)
        if any(part.startswith(".") for part in parts):
            continue
        link = os.path.islink(file)
        if link or os.path.isfile(file):
            path = "/".join(parts)
            # A folder that is a link was not walked into; a file that is named may lie behind one.
            inside = (only is None and not link) or _lies_in(file, cards)
            yield _card_file(file, folder + path, path.removesuffix(".md"), inside=inside)


def _names(cards: Path) -> Iterator[tuple[str, ...]]:
    """The files below a folder that may be cards, each as the parts of its path from there."""
    for folder, folders, files in os.walk(cards):
        parts = Path(folder).relative_to(cards).parts
        links = [name for name in folders if os.path.islink(os.path.join(folder, name))]
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from ((*parts, name) for name in [*files, *links] if name.endswith(".md"))


def _card_file(file: str, path: str, key: str, *, inside: bool) -> CardFile:
    try:
        path.encode()
    except UnicodeEncodeError:  # Python stands surrogates for the bytes of a name that are not UTF-8.
        return CardFile(os.fsencode(path).decode(errors="replace"), "", b"", "the file's name is not UTF-8")
    if not inside:
        return CardFile(path, key, b"", "a symbolic link that leads out of the cards folder is not followed")
    try:
        with open(file, "rb") as stream:
            size = os.fstat(stream.fileno()).st_size  # Asked for more, Python would make room for it, each time.
            return CardFile(path, key, stream.read(min(size, MAX_BYTES) + 1))
    except OSError as error:
        return CardFile(path, key, b"", f"the file cannot be read: {error.strerror}")


def _lies_in(file: str, cards: Path) -> bool:
    """Whether a file lies below the cards folder when links are followed."""
    return Path(os.path.realpath(file)).is_relative_to(os.path.realpath(cards))
