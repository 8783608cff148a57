"""Leaves of the last build, kept where only this user writes.

They hold HTML that goes to the site as it is. So they do not lie in the hub, to which strangers may add files, but in
the user's own cache. An entry counts only where everything that decided it is as it was; a file that is damaged, or
cannot be written, is as good as none.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Self

import msgspec

from generator.errors import ModelhubError
from generator.site.leaf import Body, Head, Leaf

#: Seconds that another build may hold the file.
_PATIENCE = 30.0
#: Names in one query.
_BATCH = 500
#: Of the tables; those of another one are dropped.
_VERSION = 3
# A leaf takes some 20 kB: pages of 4 kB, which are usual, take twice the time to write.
_SETTINGS = """
PRAGMA page_size = 16384;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
"""
_SCHEMA = f"""
DROP TABLE IF EXISTS heads;
DROP TABLE IF EXISTS bodies;
CREATE TABLE heads (path TEXT PRIMARY KEY, stamp BLOB NOT NULL, head BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE bodies (
    path TEXT PRIMARY KEY, entry BLOB NOT NULL, row BLOB NOT NULL, document BLOB NOT NULL, body BLOB NOT NULL
);
PRAGMA user_version = {_VERSION};
"""


_encode = msgspec.msgpack.Encoder().encode


class CacheError(ModelhubError):
    """What was kept of the last build cannot be read."""


class LeafStore:
    """Heads and bodies of leaves by the path of their card.

    Args:
        folder: Where they are kept; made where it is missing.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.folder = folder
        self.file = folder / "leaves.sqlite"
        self._heads = msgspec.msgpack.Decoder(Head)
        self._bodies = msgspec.msgpack.Decoder(Body)
        try:
            self._database = self._open()
        except sqlite3.DatabaseError:
            self._begin_anew()

    def _open(self) -> sqlite3.Connection:
        database = sqlite3.connect(self.file, timeout=_PATIENCE)
        database.executescript(_SETTINGS)
        if database.execute("PRAGMA user_version").fetchone() != (_VERSION,):
            database.executescript(_SCHEMA)
        return database

    def _begin_anew(self) -> None:
        """Forget everything: the file is damaged."""
        for file in self.folder.glob("leaves.sqlite*"):
            file.unlink()
        self._database = self._open()

    def heads(self) -> list[tuple[str, bytes, Head]]:
        """Every card's path, stamp and head; nothing where they are damaged."""
        try:
            rows = self._database.execute("SELECT path, stamp, head FROM heads")
            return [(path, stamp, self._heads.decode(head)) for path, stamp, head in rows]
        except (sqlite3.DatabaseError, msgspec.DecodeError):
            self._database.close()
            self._begin_anew()
            return []

    def bodies(self, paths: Sequence[str]) -> Iterator[tuple[str, Body]]:
        """What is written of these cards, in any order."""
        for path, body in self._rows("SELECT path, body FROM bodies WHERE path IN ({})", paths):
            yield path, self._bodies.decode(body)

    def entries(self, paths: Sequence[str]) -> Iterator[tuple[str, bytes, bytes]]:
        """The entries of these cards in the catalogue, and their rows in its table, in any order."""
        return self._rows("SELECT path, entry, row FROM bodies WHERE path IN ({})", paths)

    def documents(self, paths: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """What these cards are found by, in any order."""
        return self._rows("SELECT path, document FROM bodies WHERE path IN ({})", paths)

    def _rows(self, query: str, paths: Sequence[str]) -> Iterator[Any]:
        for start in range(0, len(paths), _BATCH):
            some = paths[start : start + _BATCH]
            try:
                yield from self._database.execute(query.format(",".join("?" * len(some))), some)
            except sqlite3.DatabaseError as error:
                raise CacheError(f"{self.file}: is damaged ({error}); remove it and build again") from None

    def put(self, leaves: Iterable[tuple[str, bytes, Leaf]]) -> None:
        """Keep leaves: of each its path, its stamp and itself."""
        with self._database:
            for path, stamp, leaf in leaves:
                self._database.execute(
                    "INSERT OR REPLACE INTO heads VALUES (?, ?, ?)", (path, stamp, _encode(leaf.head))
                )
                values = (path, leaf.entry, leaf.row, leaf.document, leaf.body)
                self._database.execute("INSERT OR REPLACE INTO bodies VALUES (?, ?, ?, ?, ?)", values)

    def stamp(self, stamps: Iterable[tuple[str, bytes]]) -> None:
        """Keep other stamps of leaves that are what they were."""
        with self._database:
            self._database.executemany("UPDATE heads SET stamp = ?2 WHERE path = ?1", stamps)

    def forget(self, paths: Collection[str]) -> None:
        """Remove cards that are gone."""
        with self._database:
            for table in ("heads", "bodies"):
                self._database.executemany(f"DELETE FROM {table} WHERE path = ?", ((path,) for path in paths))  # noqa: S608

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
