"""Records on disk: one JSON file a card, in folders like the cards'."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from generator.errors import RecordError
from generator.record import RunRecord
from generator.store.files import write_atomically


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
    return parse_record(data, path.as_posix())


def parse_record(data: bytes, name: str) -> RunRecord:
    """The record that a file holds.

    Args:
        data: What the file holds.
        name: The file, as it is shown.

    Raises:
        RecordError: It is no record.
    """
    try:
        return RunRecord.model_validate_json(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise RecordError(name, f"is no record: {place or 'JSON'}: {first['msg']}") from None


def record_bytes(record: RunRecord) -> bytes:
    """What a record's file holds."""
    return (record.model_dump_json(indent=2) + "\n").encode()


def write_record(path: Path, record: RunRecord) -> None:
    """Write a record, whole or not at all."""
    write_atomically(path, record_bytes(record))


def replace_record(path: Path, record: RunRecord, *, seen: RunRecord | None) -> RunRecord:
    """Write a record, unless another process has written one meanwhile that it may not replace.

    Args:
        path: Where it belongs.
        record: What was observed.
        seen: The record that lay there before; ``None`` for none that could be read.

    Returns:
        The record that lies there now.

    Raises:
        OSError: It cannot be written; the one that lay there still does.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _locked(path.parent):
        try:
            there = read_record(path)
        except RecordError:
            there = None
        if there is not None and there != seen and not _may_replace(there, record):
            return there
        write_record(path, record)
        return record


def _may_replace(there: RunRecord, new: RunRecord) -> bool:
    """Whether ``new`` says more than what another process has just written.

    Of two observations of one card the later stands. One of another state of the card is let be: whichever of the two
    is out of date, the next run sees it.
    """
    return there.status == "not-run" or (new.status != "not-run" and new.request_sha256 == there.request_sha256)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Be the only process that writes to ``folder``. The lock ends with the process, however it ends."""
    if sys.platform == "win32":  # Folders cannot be locked there; whole files are still replaced by whole files.
        yield
        return
    import fcntl  # noqa: PLC0415  there is none on Windows

    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
