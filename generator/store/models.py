"""Models that were fetched, kept on this machine: a folder each, within a budget.

The least recently used are removed first, and none that is in use. Locks are the kernel's (``flock``): they hold
between threads and between processes, and end with whoever holds them, however that ends. The client of the Hugging
Face Hub could look through its cache and remove revisions from it (``scan_cache_dir``), but it passes over what is left
of a download that was killed, and that takes room too.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from generator.errors import ModelhubError

T = TypeVar("T")

_LOCKS = "locks"
_MODELS = "models"
#: Seconds between two looks whether another model is still in use.
_PAUSE = 0.1


class NoRoom(ModelhubError):  # noqa: N818  it names what is wrong
    """The budget does not hold this model, whatever is removed."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The folder of one model, held.

    Attributes:
        folder: Where its files belong.
        cache: What holds it.
        lock: The descriptor that holds it.
    """

    folder: Path
    cache: ModelCache
    lock: int

    def make_room(self, total: int, missing: int) -> None:
        """See that the budget holds what is to be fetched into the folder. Removes other models where it must.

        Models in use are waited for, so whoever calls this must not hold another one. Everything in the folder may go.

        Args:
            total: Bytes that the model takes.
            missing: How many of them are not here yet.

        Raises:
            NoRoom: The model alone takes more.
            OSError: The cache cannot be read or written.
        """
        self.cache.make_room(self, total, missing)

    def keep_only(self, name: str) -> None:
        """Remove everything in the folder but ``name``, unless somebody else uses the model too.

        Raises:
            OSError: It cannot be removed.
        """
        self.cache.keep_only(self, name)


@dataclass(frozen=True, slots=True)
class _Model:
    """A kept model: its lock's name, its bytes, when it was last used, and whether that is now."""

    name: str
    size: int
    used_at: float
    in_use: bool


class ModelCache:
    """Keeps models below ``folder``. Threads and processes may use one at the same time.

    Args:
        folder: Nothing else may lie there.
        budget: Bytes that all models together may take; ``None`` for no limit.
    """

    def __init__(self, folder: Path, budget: int | None = None) -> None:
        self._folder = folder
        self.budget = budget

    @contextmanager
    def held(self, name: str, fetch: Callable[[Kept], T]) -> Iterator[T]:
        """Hold the model ``name``: until the block ends, nobody removes its folder.

        Args:
            name: The model's; any text.
            fetch: Called first, to see that everything is in the folder, which may be empty. Only one thread of all
                processes does so at a time for one model: two that waited for each other to leave would wait for ever.

        Returns:
            What ``fetch`` does.

        Raises:
            OSError: The cache cannot be written. Whatever ``fetch`` raises is raised too.
        """
        digest = hashlib.sha256(name.encode()).hexdigest()[:32]
        place = self._folder / _MODELS / digest
        _make(self._folder)
        with ExitStack() as hold:
            with self._locked(f"{digest}.fetch", exclusively=True):
                lock = hold.enter_context(self._locked(digest))
                place.mkdir(parents=True, exist_ok=True)
                try:
                    found = fetch(Kept(place, self, lock))
                finally:
                    os.truncate(lock, 0)
            try:
                yield found
            finally:
                with suppress(OSError):
                    os.utime(place)

    def make_room(self, kept: Kept, total: int, missing: int) -> None:
        """As ``Kept.make_room``."""
        if self.budget is None:
            return
        if total > self.budget:
            raise NoRoom(f"it takes {_words(total)}, and verify.disk allows {_words(self.budget)} for all models")
        while not self._has_room(kept, total, missing):
            time.sleep(_PAUSE)

    def keep_only(self, kept: Kept, name: str) -> None:
        """As ``Kept.keep_only``."""
        with self._locked(".", exclusively=True):
            self._clear(kept, name)

    def _has_room(self, kept: Kept, total: int, missing: int) -> bool:
        """Remove what nobody uses until there is room, and reserve it; false where others that are in use take it."""
        assert self.budget is not None  # noqa: S101  there is nothing to do without
        with self._locked(".", exclusively=True):
            others = [model for model in self._models() if model.name != kept.folder.name]
            mine = missing + _size(kept.folder)
            taken = sum(model.size for model in others)
            for model in sorted(others, key=lambda model: model.used_at):
                if taken + mine > self.budget and not model.in_use:
                    taken += self._remove(model.name) - model.size
            if taken + mine > self.budget and self._clear(kept):
                mine = total  # Other revisions of the same model took the room; who has to wait keeps none from others.
            if taken + mine > self.budget:
                return False
            os.truncate(kept.lock, 0)
            os.pwrite(kept.lock, str(mine).encode(), 0)
            return True

    def _models(self) -> Iterator[_Model]:
        """The kept models; one that is being fetched counts with what was reserved for it."""
        for folder in sorted((self._folder / _MODELS).iterdir()):
            size, used_at = _size(folder), folder.stat().st_mtime
            with self._opened(folder.name) as lock:
                in_use = not _try(lock)
                reserved = int(os.pread(lock, 32, 0) or 0) if in_use else 0
            yield _Model(folder.name, max(size, reserved), used_at, in_use)

    def _remove(self, name: str) -> int:
        """Remove a model that nobody uses, and say how many bytes are left: a download that was given up may go on."""
        folder = self._folder / _MODELS / name
        with self._opened(name) as lock:
            if _try(lock):
                shutil.rmtree(folder, ignore_errors=True)
        return _size(folder)

    def _clear(self, kept: Kept, but: str = "") -> bool:
        """Empty a folder that nobody else holds. Nobody removes it meanwhile: who removes holds the common lock."""
        alone = _try(kept.lock)
        if alone:
            for path in [path for path in kept.folder.iterdir() if path.name != but]:
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        _lock(kept.lock, exclusively=False)  # The attempt gave up the lock that was held.
        return alone

    @contextmanager
    def _opened(self, name: str) -> Iterator[int]:
        locks = self._folder / _LOCKS
        locks.mkdir(parents=True, exist_ok=True)
        handle = os.open(locks / f"{name}.lock", os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o644)
        try:
            yield handle
        finally:
            os.close(handle)  # Ends the lock too.

    @contextmanager
    def _locked(self, name: str, *, exclusively: bool = False) -> Iterator[int]:
        with self._opened(name) as handle:
            _lock(handle, exclusively=exclusively)
            yield handle


def _make(folder: Path) -> None:
    """Make the cache's folder, which git ignores."""
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")


def _size(folder: Path) -> int:
    """The bytes of all files below a folder, links left out. What goes away meanwhile counts nothing."""
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with suppress(FileNotFoundError):
                path = Path(place, name)
                total += 0 if path.is_symlink() else path.lstat().st_size
    return total


def _words(size: int) -> str:
    return f"{size / 2**30:.1f} GiB" if size >= 2**29 else f"{size / 2**20:.1f} MiB"


if sys.platform == "win32":  # There, nothing is ever removed.

    def _lock(_: int, *, exclusively: bool) -> None:
        pass

    def _try(_: int) -> bool:
        return False

else:
    import fcntl

    def _lock(handle: int, *, exclusively: bool) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX if exclusively else fcntl.LOCK_SH)

    def _try(handle: int) -> bool:
        """Lock it for oneself alone, if nobody else holds it. Otherwise the lock that was held is given up."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
