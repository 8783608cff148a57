"""The rows of Model Information."""

from __future__ import annotations

from generator.card import Card, InfoRow
from generator.lint.memo import once_in_a_row

REQUIRED = ("Model Name", "Compatibility", "Language")

KNOWN = (
    *REQUIRED,
    "License",
    "Edition",
    "Type",
    "Input Labels",
    "Output Labels",
    "Size",
    "Case sensitive",
    "Max sentence length",
    "Dimension",
    "Dependencies",
)

_FOLDED = {name.casefold(): name for name in KNOWN}


def known(row: InfoRow) -> str | None:
    """The row's name as it is listed here, whatever its case; ``None`` for another name."""
    return _FOLDED.get(row.name.casefold())


def find(card: Card, name: str) -> InfoRow | None:
    """The first row of that name with a value."""
    return _by_name(card).get(name)


@once_in_a_row
def _by_name(card: Card) -> dict[str, InfoRow]:
    found: dict[str, InfoRow] = {}
    for row in card.info:
        if row.value and (name := known(row)):
            found.setdefault(name, row)
    return found


def items(value: str) -> list[str]:
    """The parts of ``[token, document]``, without brackets, quotes and backticks."""
    parts = (part.strip(" \t'\"`[]()") for part in value.split(","))
    return [part for part in parts if part]
