"""Records on disk: one JSON file a card, in folders like the cards'."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from generator.errors import RecordError
from generator.record import RunRecord
from generator.store.files import write_atomically


def record_path(folder: Path, key: str) -> Path:
    """Where the record of the card ``key`` lies."""
    return folder / f"{key}.json"


def read_record(path: Path) -> RunRecord | None:
    """The record in a file; ``None`` where there is no file.

    Raises:
        RecordError: The file is no record.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise RecordError(path.as_posix(), f"cannot be read: {error.strerror}") from None
    try:
        return RunRecord.model_validate_json(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise RecordError(path.as_posix(), f"is no record: {place or 'JSON'}: {first['msg']}") from None


def write_record(path: Path, record: RunRecord) -> None:
    """Write a record, whole or not at all."""
    write_atomically(path, (record.model_dump_json(indent=2) + "\n").encode())
