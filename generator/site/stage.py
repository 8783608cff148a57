"""New files of a site, aside until all of them are there; then they take their places at once.

Whoever is interrupted before that leaves the old site as it was. A site of which much is new is put together as a
whole and takes the old one's place by two renames. Where little is new, files are replaced one by one; a list of them
is written first, so that a next build completes what an end in the middle left undone.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_FILES = "files"
_JOURNAL = "journal.json"
#: Where at least this share of the files is new, the site is put together as a whole.
_WHOLE = 0.25
_INTERRUPTS = (signal.SIGINT, signal.SIGTERM)


class Stage:
    """Files on their way to a site.

    Args:
        target: The site's folder; need not exist.
    """

    def __init__(self, target: Path) -> None:
        self.target = target.resolve()
        self._folder = _beside(self.target)
        _complete(self._folder, self.target)
        self.files.mkdir(parents=True)

    @property
    def files(self) -> Path:
        """Where new files are written, at the paths that they have in the site."""
        return self._folder / _FILES

    def commit(self, new: Collection[str], kept: Collection[str], gone: Collection[str]) -> None:
        """Make the site what it is to be.

        Args:
            new: The files that were written.
            kept: The files of the old site that stay.
            gone: Those that go.

        Raises:
            OSError: It cannot be written.
        """
        with _uninterrupted():
            beside = self._folder.parent == self.target.parent
            if beside and len(new) >= _WHOLE * (len(new) + len(kept)) and not os.path.ismount(self.target):
                self._as_whole(kept)
            elif new or gone:
                journal = json.dumps({"new": sorted(new), "gone": sorted(gone)})
                _written(self._folder / _JOURNAL, journal)
                _complete(self._folder, self.target)
        self.drop()

    def drop(self) -> None:
        """Leave the site as it is."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _as_whole(self, kept: Collection[str]) -> None:
        made = set()
        for path in kept:
            there = self.files / path
            if (folder := there.parent) not in made:
                folder.mkdir(parents=True, exist_ok=True)
                made.add(folder)
            _link(self.target / path, there)
        old = self._folder / "old"
        if self.target.exists():
            self.target.rename(old)
        try:
            self.files.rename(self.target)
        except OSError:
            if old.exists():
                old.rename(self.target)
            raise
        if old.exists():  # MkDocs leaves hidden files and folders where they are, such as that of git.
            for hidden in old.glob(".*"):
                hidden.rename(self.target / hidden.name)


def _beside(target: Path) -> Path:
    """The stage's folder: beside the site where it can be on the same disk, else hidden inside it."""
    beside = target.with_name(f".{target.name}.new")
    target.parent.mkdir(parents=True, exist_ok=True)
    apart = target.exists() and target.stat().st_dev != target.parent.stat().st_dev
    return beside if not apart and os.access(target.parent, os.W_OK) else target / ".modelhub.new"


def _complete(folder: Path, target: Path) -> None:
    """Do what a journal says, if there is one, and remove what an earlier build left."""
    old = folder / "old"
    if old.exists() and not target.exists():
        old.rename(target)
    with suppress(FileNotFoundError):
        journal = json.loads((folder / _JOURNAL).read_text(encoding="utf-8"))
        for path in journal["gone"]:
            with suppress(OSError):  # A second time, a folder may lie there, or a file in the place of its folder.
                (target / path).unlink(missing_ok=True)
                _remove_empty(target / path, target)
        for path in journal["new"]:
            staged, place = folder / _FILES / path, target / path
            if staged.exists():
                place.parent.mkdir(parents=True, exist_ok=True)
                staged.replace(place)
    shutil.rmtree(folder, ignore_errors=True)


def _remove_empty(path: Path, target: Path) -> None:
    for folder in path.parents:
        if folder == target:
            return
        try:
            folder.rmdir()
        except OSError:
            return


def _link(old: Path, new: Path) -> None:
    try:
        os.link(old, new)
    except OSError:  # Some disks have no links.
        shutil.copy2(old, new)


def _written(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """What would interrupt waits until the end."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked: list[int] = []
    before = {kind: signal.signal(kind, lambda number, _: asked.append(number)) for kind in _INTERRUPTS}
    try:
        yield
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)
        for number in asked[:1]:
            signal.raise_signal(number)
