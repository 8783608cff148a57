"""Card files: which there are, and their bytes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from generator.card import Problem, Reading
from generator.diagnostic import Span
from generator.errors import UsageError
from generator.read import reading_steps
from generator.read.document import MAX_BYTES
from generator.steps import Steps, at_once
from generator.store.files import shown

#: A file that may be a card: its path's parts from the cards folder, its path, and whether it surely lies in there.
Found: TypeAlias = tuple[tuple[str, ...], str, bool]


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
        return at_once(self.reading_steps())

    def reading_steps(self) -> Steps[Reading]:
        """As ``reading``, in steps."""
        if self.problem:
            return Reading(self.path, None, (Problem("RD001", Span(1), self.problem, fatal=True),))
        return (yield from reading_steps(self.data, path=self.path, key=self.key))


class CardPlace(Struct, frozen=True, gc=False):
    """Where a card's file lies, before it is read.

    Attributes:
        path: As ``Card.path``.
        key: As ``Card.key``.
        file: For the operating system.
        surely: Whether it lies below the cards folder whatever is a link; else ``read`` looks.
        cards: The cards folder.
    """

    path: str
    key: str
    file: str
    surely: bool
    cards: Path

    def read(self) -> CardFile:
        """Its bytes, or why it has none."""
        return _card_file(self.file, self.path, self.key, inside=self.surely or _lies_in(self.file, self.cards))


def card_files(root: Path, cards: Path, only: Iterable[Path] | None = None) -> Iterator[CardFile]:
    """Read the bytes of every ``*.md`` below ``cards``, sorted by path; hidden files and folders are passed over.

    Args:
        root: The hub's root, for the paths that users see.
        cards: The cards folder.
        only: Just these files of it.

    Raises:
        UsageError: There is no such folder.
    """
    for place in card_places(root, cards, only):
        yield place.read()


def card_places(root: Path, cards: Path, only: Iterable[Path] | None = None) -> Iterator[CardPlace]:
    """Where the files lie that ``card_files`` reads, in its order; nothing of them is read.

    Raises:
        UsageError: There is no such folder.
    """
    if not cards.is_dir():
        raise UsageError(f"{shown(cards, root)}: no such folder; `cards` in modelhub.toml says where the cards lie")
    found = _below(os.fspath(cards)) if only is None else _named(cards, only)
    folder = "" if cards == root else f"{shown(cards, root)}/"
    for parts, file, surely in sorted(found):
        path = "/".join(parts)
        yield CardPlace(folder + path, path.removesuffix(".md"), file, surely, cards)


def _named(cards: Path, only: Iterable[Path]) -> Iterator[Found]:
    """Those of these files that may be cards. Any may lie behind a folder that is a link."""
    for path in only:
        parts, file = path.relative_to(cards).parts, os.fspath(path)
        if not any(part.startswith(".") for part in parts) and (os.path.islink(file) or os.path.isfile(file)):
            yield parts, file, False


def _below(folder: str, parts: tuple[str, ...] = ()) -> Iterator[Found]:
    """The files below a folder that may be cards. A folder that is a link is not walked into."""
    for entry in _entries(folder):
        here = (*parts, entry.name)
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, here)
        elif entry.name.endswith(".md") and (entry.is_symlink() or entry.is_file()):
            yield here, entry.path, not entry.is_symlink()


def _entries(folder: str) -> list[os.DirEntry[str]]:
    """What lies in a folder; nothing where it cannot be read. Each knows what it is, so nobody asks the disk again."""
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []


def _card_file(file: str, path: str, key: str, *, inside: bool) -> CardFile:
    try:
        path.encode()
    except UnicodeEncodeError:  # Python stands surrogates for the bytes of a name that are not UTF-8.
        return CardFile(os.fsencode(path).decode(errors="replace"), "", b"", "the file's name is not UTF-8")
    if not inside:
        return CardFile(path, key, b"", "a symbolic link that leads out of the cards folder is not followed")
    try:
        return CardFile(path, key, _bytes_of(file))
    except OSError as error:
        return CardFile(path, key, b"", f"the file cannot be read: {error.strerror}")


def _bytes_of(file: str) -> bytes:
    """What a file holds, or one byte more than is allowed. A file object for each would take twice as long.

    Raises:
        OSError: It cannot be read.
    """
    handle = os.open(file, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        # Asked for more than there is, Python would make room for it, each time.
        left = min(os.fstat(handle).st_size, MAX_BYTES) + 1
        data = os.read(handle, left)
        while 0 < len(data) < left - 1 and (more := os.read(handle, left - len(data))):
            data += more
        return data
    finally:
        os.close(handle)


def _lies_in(file: str, cards: Path) -> bool:
    """Whether a file lies below the cards folder when links are followed."""
    return Path(os.path.realpath(file)).is_relative_to(os.path.realpath(cards))
