"""Where records lie that are brought together: a ``RecordFolder``; here, a folder of this machine."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from generator.errors import UsageError
from generator.record import RunRecord
from generator.store import inside, record_path, shown, write_record

_ENDING = ".json"


@dataclass(frozen=True, slots=True)
class HeldRecord:
    """What a file holds that could be a record.

    Attributes:
        key: The key of the card that it would be of.
        name: The file, as it is shown.
        data: What it holds; ``None`` where it cannot be read, and ``problem`` says why.
    """

    key: str
    name: str
    data: bytes | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What became of records that were to be written.

    Attributes:
        problems: One line a record that could not be written.
        overtaken: The keys of those that others wrote since the folder was read; theirs lie there.
    """

    problems: list[str] = field(default_factory=list)
    overtaken: frozenset[str] = frozenset()


class RecordFolder(Protocol):
    """A folder of records. Each of its methods raises ``UsageError`` where the folder cannot be read at all."""

    @property
    def name(self) -> str:
        """The folder, as it is shown."""
        ...

    @property
    def identity(self) -> str:
        """The same for two names of one folder."""
        ...

    def name_of(self, key: str) -> str:
        """The file of a card, as it is shown."""
        ...

    def exists(self) -> bool:
        """Whether there is such a folder."""
        ...

    def keys(self) -> list[str]:
        """The keys of the cards whose records the files could be, sorted; none where there is no such folder."""
        ...

    def read(self, keys: Iterable[str]) -> Iterator[HeldRecord]:
        """What the files of these cards hold, but for those that are not there."""
        ...

    def write(self, records: Mapping[str, RunRecord]) -> Written:
        """Write records by the keys of their cards, each whole or not at all."""
        ...


class LocalFolder:
    """A folder of this machine.

    Args:
        path: The folder.
        base: The folder that paths are shown from.
    """

    def __init__(self, path: Path, base: Path) -> None:
        self._path = path
        self._base = base

    @property
    def name(self) -> str:
        """See ``RecordFolder``, as for the others."""
        return self._path.as_posix()

    @property
    def identity(self) -> str:
        """Its path, links followed."""
        return self._path.resolve().as_posix()

    def name_of(self, key: str) -> str:
        """The path of the file."""
        return shown(record_path(self._path, key), self._base)

    def exists(self) -> bool:
        """A link to a folder is one."""
        return self._path.is_dir()

    def keys(self) -> list[str]:
        """Links to folders are not followed."""
        return sorted(
            Path(place, name).relative_to(self._path).as_posix().removesuffix(_ENDING)
            for place, folders in self._walk()
            for name in folders
        )

    def read(self, keys: Iterable[str]) -> Iterator[HeldRecord]:
        """One after the other, as they are asked for. Links are not followed."""
        for key in keys:
            path = record_path(self._path, key)
            if not path.exists() and not path.is_symlink():
                continue
            data, problem = None, "is no plain file"
            if path.is_file() and not path.is_symlink():
                try:
                    data = path.read_bytes()
                except OSError as error:
                    problem = f"cannot be read: {error.strerror}"
            yield HeldRecord(key, self.name_of(key), data, problem)

    def write(self, records: Mapping[str, RunRecord]) -> Written:
        """What cannot be written stops no other."""
        problems = []
        for key, record in records.items():
            name = record_path(Path(), key).as_posix()
            try:
                write_record(inside(self._path, name), record)
            except UsageError as error:  # A link among the records leads elsewhere.
                problems.append(str(error))
            except OSError as error:
                problems.append(f"{(self._path / name).as_posix()}: the record cannot be written: {error.strerror}")
        return Written(problems)

    def _walk(self) -> Iterator[tuple[str, list[str]]]:
        """The folders, each with the names of files that could be records."""
        for place, folders, names in os.walk(self._path):
            folders[:] = [name for name in folders if not name.startswith(".")]
            yield place, [name for name in names if name.endswith(_ENDING) and not name.startswith(".")]
