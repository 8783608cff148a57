"""A folder that is written again and again, and holds nothing but what was written there, and what others added.

What was written is listed in the folder itself, in the form of ``sha256sum``: ``<sha256>  <path>``, a line a file. A
line is added before its file is written, so that a run that is interrupted leaves nothing whose origin is not known.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from generator.errors import UsageError
from generator.store.files import inside, sha256_of, write_atomically

#: The list of what was written.
LIST = ".modelhub-render.sha256"
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
#: Ends the name of a file that is being written.
_UNFINISHED = ".modelhub-unfinished"


class OutputFolder:
    """A folder to write files to. Use ``put`` for each, then ``finish``.

    Attributes:
        new: Paths that were written for the first time.
        changed: Paths that were written anew.
        same: How many files were as they should be.
        removed: Paths of an earlier run that this one did not write.
        kept: Paths that somebody changed by hand, which stay as they are.
        foreign: Paths that are taken by files of others, and were not written.
    """

    def __init__(self, folder: Path, *, dry_run: bool = False) -> None:
        """Look at the folder, and write nothing yet.

        Args:
            folder: The folder; need not exist.
            dry_run: Never write: only tell what would be written.

        Raises:
            UsageError: It is no folder, or holds files and was not written by us.
        """
        self.folder = folder
        self.new: list[str] = []
        self.changed: list[str] = []
        self.same = 0
        self.removed: list[str] = []
        self.kept: list[str] = []
        self.foreign: list[str] = []
        self._dry_run = dry_run
        self._written = _written_before(folder)
        self._now: dict[str, str] = {}

    def put(self, path: str, data: bytes, *, keep: bool = False) -> None:
        """Write a file, unless it is there already. The arguments are those of ``stream``; ``data``: what it holds."""
        self.stream(path, lambda: (data,), keep=keep)

    def stream(self, path: str, pieces: Callable[[], Iterable[bytes]], *, keep: bool = False) -> None:
        """Write a file of pieces, unless it is there already.

        Args:
            path: Where, relative to the folder, with ``/``.
            pieces: Gives what it holds, twice the same.
            keep: Leave it as it is where somebody changed it by hand.

        Raises:
            UsageError: The path leads out of the folder, by a symbolic link.
        """
        place = inside(self.folder, path)
        digest = _digest_of(pieces())
        found = _digest(place)
        if found is None:
            self.new.append(path)
        elif path not in self._written and found != digest:
            self.foreign.append(path)
            return
        elif keep and found not in {digest, self._written.get(path)}:
            self.kept.append(path)
            self._now[path] = self._written[path]
            return
        elif found == digest:
            self.same += 1
        else:
            self.changed.append(path)
        self._now[path] = digest
        if not self._dry_run and found != digest:
            self._note(path, digest)
            _replace(place, pieces())

    def finish(self) -> None:
        """Remove what an earlier run wrote and this one did not, as far as it is as it was written; list the rest."""
        for path in sorted(self._written.keys() - self._now.keys()):
            place = inside(self.folder, path)
            found = _digest(place)
            if found is None:
                continue
            if found != self._written[path]:
                self.kept.append(path)
                self._now[path] = self._written[path]
                continue
            self.removed.append(path)
            if not self._dry_run:
                place.unlink()
                _remove_empty(place.parent, self.folder.resolve())
        if not self._dry_run:
            lines = "".join(f"{digest}  {path}\n" for path, digest in sorted(self._now.items()))
            write_atomically(self.folder / LIST, lines.encode())

    def _note(self, path: str, digest: str) -> None:
        """Say that a file is ours before it is written."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / LIST).open("a", encoding="utf-8") as file:
            file.write(f"{digest}  {path}\n")


def refuse_within(folder: Path, places: Collection[Path]) -> None:
    """See that nothing is written where the hub's own files are read from.

    Raises:
        UsageError: The folder lies in one of the ``places``.
    """
    for place in places:
        if folder.resolve().is_relative_to(place.resolve()):
            raise UsageError(f"{folder}: lies in {place}, where the hub's own files are; choose another folder")


def _written_before(folder: Path) -> dict[str, str]:
    """Path and digest of every file that was written there."""
    if not folder.exists():
        return {}
    if not folder.is_dir():
        raise UsageError(f"{folder}: is no folder")
    try:
        text = (folder / LIST).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        if any(folder.iterdir()):
            raise UsageError(
                f"{folder}: neither empty nor written by `modelhub render`; empty it or choose another"
            ) from None
        return {}
    return {match[2]: match[1] for line in text.split("\n") if (match := _LINE.fullmatch(line))}


def _digest_of(pieces: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def _digest(place: Path) -> str | None:
    """Of a file; ``None`` for none."""
    try:
        return sha256_of(place)
    except FileNotFoundError:
        return None


def _replace(place: Path, pieces: Iterable[bytes]) -> None:
    """Write a file whole or not at all. Not as safe from a power cut as ``write_atomically``, and far faster."""
    place.parent.mkdir(parents=True, exist_ok=True)
    unfinished = place.with_name(place.name[:100] + _UNFINISHED)
    with unfinished.open("wb") as file:
        file.writelines(pieces)
    unfinished.replace(place)


def _remove_empty(folder: Path, root: Path) -> None:
    """Remove folders that became empty, up to ``root``."""
    while folder != root and folder.is_relative_to(root) and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
