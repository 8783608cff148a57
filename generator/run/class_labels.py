"""Labels that evaluation data has as numbers → their names. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from generator.run.trouble import RunFailed

#: The columns that hold labels.
LABELLED = ("label", "labels", "tags")


def with_names(columns: Mapping[str, Any], names: Mapping[str, Sequence[str]], where: str) -> Mapping[str, Any]:
    """A row whose labels have names.

    Args:
        columns: The row, by the names that rows have.
        names: What the numbers stand for, from 0, by column.
        where: For messages.

    Raises:
        RunFailed: A label is a number that stands for nothing.
    """
    found = {role: columns[role] for role in LABELLED if role in columns}
    return {
        **columns,
        **{role: _named(value, names.get(role, ()), f"{where}: {role}") for role, value in found.items()},
    }


def _named(value: Any, names: Sequence[str], where: str) -> Any:
    if isinstance(value, list):
        return [_named(part, names, where) for part in value]
    number = _number(value, names)
    if number is None:
        return value
    if not names:
        raise RunFailed(f"{where}: the label is the number {number}: name the labels in `benchmark.labels`")
    if not 0 <= number < len(names):
        raise RunFailed(f"{where}: {number} is the number of no label: there are {len(names)}, from 0")
    return names[number]


def _number(value: Any, names: Sequence[str]) -> int | None:
    """The number that stands for a label; tables have it as text, which is a name where nothing says otherwise."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    written = isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 10  # noqa: PLR2004
    return int(value) if written and names and value not in names else None
