"""Seeing that nothing changed since a site was built, before anything is loaded that builds.

A build keeps what it had looked at before it began, with what it told when it was done. Where all of it looks the same
again, and the site lies there as it was left, there is nothing to do.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from generator.site.looking import Look, Watched, look, look_at
from generator.site.order import BuiltSite, Order
from generator.site.surroundings import environment
from generator.site.walk import Walk
from generator.store.clock import now
from generator.store.files import write_atomically
from generator.store.fingerprint import PACKAGE, installed

_PREFIX, _USUAL = "settled-", "settled-usual"


class Sight(Struct, frozen=True, array_like=True):
    """What decides a site, as far as it can be looked at.

    Attributes:
        own: Absolute paths of the program's and the hub's files and folders.
        around: Those that the renderer looks at.
        key: A digest of how they looked.
        settled: Whether none of it can have changed since without looking otherwise.
    """

    own: tuple[str, ...]
    around: tuple[str, ...]
    key: bytes
    settled: bool


class Settled(Struct, frozen=True, array_like=True):
    """A finished build.

    Attributes:
        cards: The cards folder that was asked for; empty for the configuration's.
        sight: What it had looked at.
        watched: What else the statuses of models depend on.
        since: From when on all of this is so, where it depends on the time; else empty.
        until: When something of it changes by itself; empty for never.
        files: Digest of the paths, sizes and times of the site's files.
        folder: As ``BuiltSite``.
        statuses: The same.
        pages: The same.
        warnings: The same.
    """

    cards: str
    sight: Sight
    watched: tuple[Watched, ...]
    since: str
    until: str
    files: bytes
    folder: str
    statuses: dict[str, int]
    pages: int
    warnings: tuple[str, ...]

    def is_of(self, order: Order) -> bool:
        """Whether it is what is ordered, at this time."""
        today = now().isoformat(timespec="seconds")
        return self.cards == cards_of(order) and self.since <= today and (not self.until or today < self.until)

    def is_there(self, root: Path, walk: Walk) -> bool:
        """Whether the site lies there as it was left, and all else looks as it did that a status depends on."""
        return all(look_at(root, file.path) == file for file in self.watched) and digest_of(walk.files) == self.files


def hub_files(root: Path, cards: Path, records: Path) -> tuple[str, ...]:
    """The program, and the files and folders of a hub that its site is made of."""
    files = (root / name for name in ("modelhub.toml", "pyproject.toml", ".modelhub/lint.json"))
    return (os.fspath(PACKAGE), *map(os.fspath, files), os.fspath(cards), os.fspath(records))


def sight(own: tuple[str, ...], around: tuple[str, ...]) -> Sight:
    """What is to be seen now of the program and the hub, and of what the renderer looks at."""
    hub: Look = look(own, salt=installed() + environment())
    others = look(around, follow=True)
    return Sight(own, around, hub.key + others.key, hub.settled and others.settled)


def last(cache: Path, order: Order) -> Settled | None:
    """The last build, if it is known and is of what is ordered.

    Args:
        cache: What is kept of the hub.
        order: What is to be built.
    """
    kept = None
    with suppress(OSError, msgspec.DecodeError):
        name = _name(order.site_dir) if order.site_dir else (cache / _USUAL).read_text(encoding="utf-8")
        kept = msgspec.msgpack.decode((cache / name).read_bytes(), type=Settled)
    return kept if kept and kept.is_of(order) else None


def settled(kept: Settled, order: Order, walk: Walk) -> BuiltSite | Sight:
    """The site as it was built last, where a build would change nothing; else what is to be seen now.

    Args:
        kept: That build.
        order: What is to be built.
        walk: Through its folder.
    """
    seen = sight(kept.sight.own, kept.sight.around)
    if seen.key == kept.sight.key and kept.is_there(order.root, walk):
        return BuiltSite(Path(kept.folder), kept.statuses, kept.pages, 0, kept.warnings)
    return seen


def settle(cache: Path, order: Order, kept: Settled) -> None:
    """Keep a finished build, if all that it looked at was settled.

    Args:
        cache: What is kept of the hub.
        order: What was to be built.
        kept: What was.
    """
    name = _name(Path(kept.folder))
    if not kept.sight.settled:
        (cache / name).unlink(missing_ok=True)
        return
    write_atomically(cache / name, msgspec.msgpack.encode(kept), lasting=False)
    if order.site_dir is None:
        write_atomically(cache / _USUAL, name.encode(), lasting=False)


def cards_of(order: Order) -> str:
    """The cards folder that is asked for; empty for the configuration's."""
    return os.fspath(order.cards.resolve()) if order.cards else ""


def digest_of(files: Iterable[tuple[str, int, int]]) -> bytes:
    """Of files: the path, size and time of each."""
    lines = sorted([f"{path}\0{size} {mtime_ns}" for path, size, mtime_ns in files])
    return hashlib.blake2b("\n".join(lines).encode("utf-8", "surrogateescape"), digest_size=16).digest()


def _name(target: Path) -> str:
    digest = hashlib.blake2b(os.fsencode(target.resolve()), digest_size=8).hexdigest()
    return f"{_PREFIX}{digest}.msgpack"
