"""What came of each card the last time, kept in the hub.

The cache is one SQLite file for each choice of rules. It never changes what is found: an entry counts only where its
card's bytes, the rules and the programs that read cards are the same; and a cache that is damaged, locked, or cannot be
written is as good as none.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import struct
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from generator.errors import UsageError
from generator.store import CardFile, inside
from generator.store.fingerprint import fingerprint

#: From the hub's root.
FOLDER = ".modelhub/cache/lint"
#: Folders of the package of which linting a card needs nothing; reading all the others at each start takes long enough.
UNHEEDED = frozenset({"cli", "lsp", "online", "plugin", "publish", "render", "report", "run", "site"})
#: So many choices of rules are remembered: that of each day, and a few that are tried out.
KEPT = 4
#: Seconds that another run may hold the file.
PATIENCE = 2.0
#: Bytes of an entry. No card that can be read gives nearly as many.
MAX_ENTRY = 64 * 2**20

#: So many outcomes are written at once.
AT_ONCE = 256

_TABLE = "outcomes (path TEXT PRIMARY KEY, seal BLOB NOT NULL, outcome BLOB NOT NULL)"
#: Of what is sealed: path, key, card, outcome.
_LENGTHS = struct.Struct(">4Q")


class OutcomeCache:
    """Encoded outcomes by card.

    Args:
        database: Where they are; ``None`` for a cache that remembers nothing.
        root: The hub's root.
    """

    def __init__(self, database: sqlite3.Connection | None, root: Path) -> None:
        self._database = database
        self._root = root
        self._new: list[tuple[str, bytes, bytes]] = []
        self._changed = False
        self.damaged = False

    def get(self, files: Sequence[CardFile]) -> Iterator[tuple[CardFile, bytes]]:
        """What came of those of a few cards that are known with these very bytes, in any order.

        Asked for one by one, they take four times as long.
        """
        if self._database is None:
            return
        by_path = {file.path: file for file in files}
        query = f"SELECT path, seal, outcome FROM outcomes WHERE path IN ({','.join('?' * len(by_path))})"  # noqa: S608
        with self._noticing_trouble():
            for path, seal, outcome in self._database.execute(query, list(by_path)):
                file = by_path[path]
                if isinstance(outcome, bytes) and seal == _seal(file, outcome):
                    yield file, outcome

    def put(self, file: CardFile, outcome: bytes) -> None:
        """Remember what came of a card: the next run begins with it even if this one is cut off soon after."""
        self._new.append((file.path, _seal(file, outcome), outcome))
        self._changed = True
        if len(self._new) == AT_ONCE:
            self._write()

    def save(self) -> None:
        """Write the rest of what is to be remembered, and forget cards that are gone."""
        if self._changed:
            self._write()
            self._forget_gone()

    def _write(self) -> None:
        if self._database:
            with self._noticing_trouble(), self._database:
                self._database.execute("BEGIN IMMEDIATE")
                self._database.executemany("REPLACE INTO outcomes VALUES (?, ?, ?)", self._new)
        self._new.clear()

    def _forget_gone(self) -> None:
        if self._database:
            with self._noticing_trouble(), self._database:
                self._database.execute("BEGIN IMMEDIATE")
                known = [path for (path,) in self._database.execute("SELECT path FROM outcomes")]
                # Cards may lie outside of the hub: then their paths are whole.
                gone = [(path,) for path in known if not os.path.lexists(os.path.join(self._root, path))]  # noqa: PTH118 - many
                self._database.executemany("DELETE FROM outcomes WHERE path = ?", gone)

    @contextmanager
    def _noticing_trouble(self) -> Iterator[None]:
        """Where one thing cannot be read or written, nothing else is tried: each might be waited for."""
        try:
            yield
        except sqlite3.OperationalError:  # Locked for long, or on a disk that is full.
            self._database = None
        except sqlite3.DatabaseError:
            self._database, self.damaged = None, True


def _seal(file: CardFile, outcome: bytes) -> bytes:
    """A digest of a card and what came of it: neither an edit nor a damaged entry goes unseen."""
    path, key = file.path.encode(), file.key.encode()
    lengths = _LENGTHS.pack(len(path), len(key), len(file.data), len(outcome))
    return hashlib.blake2b(b"".join((lengths, path, key, file.data, outcome)), digest_size=16).digest()


@contextmanager
def open_cache(root: Path, codes: Collection[str], *, kept: bool = True) -> Iterator[OutcomeCache]:
    """The hub's cache for some rules; what was put into it is saved by the end.

    Args:
        root: The hub's root.
        codes: The codes of the rules.
        kept: Whether there is one at all.
    """
    connection = None
    if kept:
        with suppress(OSError, sqlite3.Error, UsageError):
            file = _prepared(root) / f"{_scope(codes)}.db"
            _clear_away(file)
            connection = _connect(file)
    if connection is None:
        yield OutcomeCache(None, root)
        return
    cache = OutcomeCache(connection, root)
    with closing(connection):
        yield cache
        cache.save()
    if cache.damaged:
        with suppress(OSError):
            file.unlink()


def _scope(codes: Collection[str]) -> str:
    digest = hashlib.blake2b(fingerprint(UNHEEDED), digest_size=16)
    digest.update(" ".join(sorted(codes)).encode())
    return digest.hexdigest()


def _prepared(root: Path) -> Path:
    """The cache's folder, which neither git nor backups look at."""
    folder = inside(root, FOLDER)
    if not folder.is_dir():
        folder.mkdir(parents=True)
        (folder / ".gitignore").write_text("*\n")
        # Source: https://bford.info/cachedir/
        (folder / "CACHEDIR.TAG").write_text("Signature: 8a477f597d28d172789f06886806bc55\n")
    return folder


def _clear_away(file: Path) -> None:
    """Remove what no run leaves there: a link that leads elsewhere, and journals, which SQLite would act upon."""
    if file.is_symlink():
        file.unlink()
    for end in ("journal", "wal", "shm"):
        file.with_name(f"{file.name}-{end}").unlink(missing_ok=True)


def _connect(file: Path) -> sqlite3.Connection:
    """Open the database; one that is damaged is made anew."""
    try:
        return _opened(file)
    except sqlite3.OperationalError:  # Locked for long, or a disk that cannot be written.
        raise
    except sqlite3.DatabaseError:
        file.unlink()
        return _opened(file)


def _opened(file: Path) -> sqlite3.Connection:
    fresh = not file.exists()
    connection = sqlite3.connect(file, timeout=PATIENCE, isolation_level=None)
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_ENTRY)
        connection.execute("PRAGMA trusted_schema = OFF")
        # What a run that is cut off spoils is noticed, and found out again.
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA journal_mode = MEMORY")
        _see_to_table(connection)
    except sqlite3.Error:
        connection.close()
        raise
    file.touch()
    if fresh:
        _forget_old(file.parent)
    return connection


def _see_to_table(connection: sqlite3.Connection) -> None:
    """Make the table, unless it is there. A file from somewhere else may hold views and triggers that never end.

    Raises:
        sqlite3.DatabaseError: The file holds anything else.
    """
    connection.execute(f"CREATE TABLE IF NOT EXISTS {_TABLE}")
    found = connection.execute("SELECT type, sql FROM sqlite_master ORDER BY type DESC LIMIT 3").fetchall()
    if found != [("table", f"CREATE TABLE {_TABLE}"), ("index", None)]:
        raise sqlite3.DatabaseError("not a cache")


def _forget_old(folder: Path) -> None:
    files = sorted(folder.glob("*.db"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    for file in files[KEPT:]:
        file.unlink(missing_ok=True)
