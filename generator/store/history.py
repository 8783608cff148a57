"""How a hub was on earlier days: ``history.jsonl`` in the records folder, a line a day.

Whole runs of ``modelhub verify`` write it. It lies with the records so that it is committed with them; a record's file
ends in ``.json``, so nobody takes it for one.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec

from generator.errors import UsageError
from generator.listing import HistoryPoint
from generator.store.files import write_atomically

FILE = "history.jsonl"
#: A line takes about 150 bytes: this is a line a day for three centuries.
MAX_BYTES = 16 * 2**20


def read_history(records: Path) -> tuple[tuple[HistoryPoint, ...], tuple[str, ...]]:
    """The history that a records folder holds; of several lines of a day the last counts.

    Returns:
        The days, oldest first, and what is wrong with the file, or with lines that are no days: ``history.jsonl:3: …``.
        Neither where there is no file.
    """
    days: dict[str, HistoryPoint] = {}
    problems = []
    try:
        lines = _lines(records / FILE)
    except UsageError as error:
        return (), (str(error),)
    for number, line in enumerate(lines, 1):
        point = _parsed(line)
        if isinstance(point, HistoryPoint):
            days[point.date] = point
        elif point:
            problems.append(f"{FILE}:{number}: {point}; mend the line or take it out")
    return tuple(days[day] for day in sorted(days)), tuple(problems)


def keep_history(records: Path, point: HistoryPoint) -> bool:
    """Write how the hub is today, in the place of what was written today.

    Where it is as it was when it was last written, nothing is. A line that is none stays where it is, as it is.

    Returns:
        Whether anything was written.

    Raises:
        UsageError: The file cannot be read.
        OSError: It cannot be written.
    """
    lines = _lines(records / FILE)
    said = [_parsed(line) for line in lines]
    points = [day if isinstance(day, HistoryPoint) else None for day in said]
    known = {old.date: old for old in points if old}
    last = known[max(known)] if known else None
    if last and last == msgspec.structs.replace(point, date=last.date):
        return False
    days = iter(sorted((known | {point.date: point}).values(), key=lambda day: day.date))
    written = []
    for line, old in zip(lines, points, strict=True):
        if old is None:
            written.append(line)
        elif day := next(days, None):
            written.append(_encoded(day))
    written += [_encoded(day) for day in days]
    write_atomically(records / FILE, b"".join(line + b"\n" for line in written))
    return True


def _lines(file: Path) -> list[bytes]:
    """The file's lines; none where there is no file. A link is not followed: what it leads to would be published."""
    if not file.exists() and not file.is_symlink():
        return []
    if file.is_symlink() or not file.is_file():
        raise UsageError(f"{file.name}: is no plain file; take it away")
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{file.name}: cannot be read: {error.strerror}") from None
    if len(data) > MAX_BYTES:
        raise UsageError(f"{file.name}: is larger than {MAX_BYTES:,} bytes; take it away")
    return data.removesuffix(b"\n").split(b"\n") if data else []


def _parsed(line: bytes) -> HistoryPoint | str:
    """What a line says, or what is wrong with it; an empty text for an empty line."""
    if not line.strip():
        return ""
    try:
        point = msgspec.json.decode(line, type=HistoryPoint)
        date.fromisoformat(point.date)
    except (ValueError, RecursionError) as error:  # msgspec's errors are ValueErrors
        return f"is no day of the history: {error}"
    return point


def _encoded(point: HistoryPoint) -> bytes:
    return msgspec.json.encode(point)
