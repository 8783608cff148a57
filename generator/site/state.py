"""What the last build made, so that the next one makes only what differs."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

import msgspec
from msgspec import Struct

from generator.site.frame import Frame, FrameKey
from generator.site.looking import files_below
from generator.site.walk import Walk
from generator.store import write_atomically

_USUAL = "usual"
#: Sites of one hub that are remembered: the usual one, that of a server, and a few in other places.
_KEPT = 6


class Output(Struct, frozen=True, array_like=True, gc=False):
    """A file of the site.

    Attributes:
        key: Digest of all that decides it.
        size: In bytes.
        mtime_ns: When it was written.
    """

    key: bytes
    size: int
    mtime_ns: int


class Facts(Struct, frozen=True, array_like=True):
    """What the site's own configuration says.

    Attributes:
        name: The site's.
        address: ``site_url``, or empty.
        directory_urls: Whether links leave ``index.html`` to the server.
        by_hand: Pages that authors wrote: where each lies in the site, and its address below the site's.
        cards: Another cards folder than that of the hub's configuration.
    """

    name: str
    address: str
    directory_urls: bool
    by_hand: tuple[tuple[str, str], ...] = ()
    cards: str = ""


class Surroundings(Struct, frozen=True, array_like=True):
    """What the renderer made: everything of the site that does not come from cards.

    Attributes:
        inputs: The files and folders that it looked at; none where it may have looked at anything.
        key: What ``surroundings.look_around`` saw of them.
        facts: What its configuration says.
        frames: To set pages in.
        files: Paths of the files that it wrote.
        warnings: What it had to say.
    """

    inputs: tuple[str, ...]
    key: bytes
    facts: Facts
    frames: dict[FrameKey, Frame]
    files: tuple[str, ...]
    warnings: tuple[str, ...]


class Group(Struct, frozen=True, array_like=True):
    """Files that are made together: the key of what decides them, and their paths."""

    key: bytes
    paths: tuple[str, ...]


class Built(Struct, frozen=True, array_like=True):
    """A finished build.

    Attributes:
        target: The site's folder.
        outputs: Every file of the site, by path.
        groups: Files that were made together, by the group's name.
        surroundings: What the renderer made.
        written: How many of the files this build wrote.
    """

    target: str
    outputs: dict[str, Output]
    groups: dict[str, Group]
    surroundings: Surroundings
    written: int = 0


def load_built(folder: Path, target: Path | None) -> Built | None:
    """The last build of a site, if it is known.

    Args:
        folder: What is kept of the hub.
        target: The site's folder; ``None`` for the one that was last remembered as usual.
    """
    with suppress(OSError, msgspec.DecodeError):
        name = _name(target) if target else (folder / _USUAL).read_text(encoding="utf-8")
        return msgspec.msgpack.decode((folder / name).read_bytes(), type=Built)
    return None


def is_known(folder: Path, target: Path) -> bool:
    """Whether there was a build of a site; the arguments are those of ``load_built``."""
    return (folder / _name(target)).exists()


def save_built(folder: Path, built: Built, *, usual: bool = False) -> None:
    """Remember a build; ``usual`` where its folder is the one that the hub's configuration names."""
    name = _name(Path(built.target))
    write_atomically(folder / name, msgspec.msgpack.encode(built), lasting=False)
    if usual:
        write_atomically(folder / _USUAL, name.encode(), lasting=False)
    known = sorted(folder.glob("built-*.msgpack"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    for forgotten in known[_KEPT:]:
        forgotten.unlink(missing_ok=True)


def _name(target: Path) -> str:
    digest = hashlib.blake2b(os.fsencode(target.resolve()), digest_size=8).hexdigest()
    return f"built-{digest}.msgpack"


#: Size and time of each file of a site, by path.
Disk: TypeAlias = Mapping[str, tuple[int, int]]


class Before(Struct, frozen=True):
    """What a build finds: the last one of that site, if it is known, and what lies there."""

    built: Built | None
    disk: Disk


def before(folder: Path, target: Path | None, walk: Walk | None = None) -> Before:
    """What a build finds; the first arguments are those of ``load_built``, ``walk`` may be one through the site."""
    built = load_built(folder, target)
    place = target or (Path(built.target) if built else None)
    if place is None:
        return Before(built, {})
    files = walk.files if walk and walk.folder == place else files_below(place)
    return Before(built, {path: (size, mtime_ns) for path, size, mtime_ns in files})
