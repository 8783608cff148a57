"""Telling by names, sizes and times whether files are as they were, without reading them."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from generator.errors import ModelhubError
from generator.store.files import inside

#: A file that was written so shortly before it was looked at may be written again without looking newer, in ns: on most
#: disks, whose clocks tick every few milliseconds, and on those that keep only (even) seconds.
_RACY, _RACY_SECONDS = 50_000_000, 2_000_000_000
_SECOND = 1_000_000_000
_MISSING = b"-"


class Watched(Struct, frozen=True, array_like=True, gc=False):
    """A file or folder of the hub that a status depends on, as it was; sizes below 0 stand for what is not there."""

    path: str
    size: int
    mtime_ns: int


def look_at(root: Path, name: str) -> Watched:
    """A file or folder of the hub as it is now."""
    try:
        found = inside(root, name).stat()
    except (ModelhubError, OSError):
        return Watched(name, -1, -1)
    return Watched(name, found.st_size, found.st_mtime_ns)


def stamp_of(found: os.stat_result) -> bytes:
    """What a file's size and times show."""
    return b"%d %d %d" % (found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def is_settled(found: os.stat_result, now: int) -> bool:
    """Whether a file that was looked at ``now`` (ns since 1970) cannot be written again without looking newer."""
    return all(time_ns < now - (_RACY if time_ns % _SECOND else _RACY_SECONDS) for time_ns in _times(found))


def _times(found: os.stat_result) -> tuple[int, int]:
    return found.st_mtime_ns, found.st_ctime_ns


class Look(Struct, frozen=True):
    """What was seen of files and folders.

    Attributes:
        key: A digest of the names, sizes and times.
        settled: Whether none of it can change without being seen.
    """

    key: bytes
    settled: bool


def look(paths: Iterable[str], *, salt: bytes = b"", follow: bool = False) -> Look:
    """Look at files and folders.

    Args:
        paths: Absolute; of a folder, everything below it is looked at. One that is missing may come.
        salt: What decides the key besides.
        follow: Whether folders are looked into that are links: a stranger's may lead anywhere.
    """
    seen, settled, now = [], True, time.time_ns()
    for path in paths:
        for file, found in _below(path, follow=follow):
            if found is None:
                seen.append(os.fsencode(file) + b"\0" + _MISSING)
            else:
                settled = settled and is_settled(found, now)
                seen.append(os.fsencode(file) + b"\0" + stamp_of(found))
    seen.sort()
    digest = hashlib.blake2b(salt, digest_size=16)
    digest.update(b"\0".join(seen))
    return Look(digest.digest(), settled)


def _below(path: str, *, follow: bool) -> Iterator[tuple[str, os.stat_result | None]]:
    """A path and everything below it; what Python compiles is passed over."""
    pending, known = [path], set()
    while pending:
        here = pending.pop()
        try:
            found = os.stat(here)  # noqa: PTH116 - thousands of times
            entries = os.scandir(here)
        except NotADirectoryError:
            yield here, found
            continue
        except OSError:
            yield here, None
            continue
        folder = (found.st_dev, found.st_ino)
        with entries:
            for entry in entries if folder not in known else ():  # else a circle of links
                if entry.is_dir(follow_symlinks=follow):
                    if entry.name != "__pycache__":
                        yield entry.path, None  # A folder that is new or gone is seen, but not when it was written to.
                        pending.append(entry.path)
                else:
                    yield entry.path, _stat(entry)
        known.add(folder)


def _stat(entry: os.DirEntry[str]) -> os.stat_result | None:
    try:
        return entry.stat()
    except OSError:  # a link that leads nowhere
        return None


def files_below(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Every file below a folder: path, size, and when it was written; hidden ones at its top are passed over."""
    top, pending = os.fspath(folder), [""]
    while pending:
        below = pending.pop()
        try:
            entries = os.scandir(f"{top}/{below}")
        except OSError:
            continue
        with entries:
            for entry in entries:
                path = f"{below}{entry.name}"
                if not below and entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    pending.append(f"{path}/")
                else:
                    found = entry.stat(follow_symlinks=False)
                    yield path, found.st_size, found.st_mtime_ns
