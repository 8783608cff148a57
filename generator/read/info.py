"""Reads the Model Information table."""

from __future__ import annotations

import re

from generator.card import InfoRow
from generator.read.document import Document
from generator.read.sections import Part, gaps

_RULE = re.compile(r"[\s|:+-]*")
#: A bar that is no part of a cell.
_BAR = re.compile(r"(?<!\\)\|")


def read_info(document: Document, part: Part | None) -> tuple[InfoRow, ...]:
    """The rows of the table, names without their colon and without the stars of bold type.

    Cards leave out colons and outer bars and add empty cells; a line with a bar and a name is a row all the same.
    """
    if part is None:
        return ()
    rows = []
    for start, end in gaps(part.start, part.end, part.blocks):
        first = document.line_at(start)
        for number, line in enumerate(document.text[start:end].split("\n"), first):
            if "|" in line and not _RULE.fullmatch(line):
                rows.append(_row(document, number, line))
    return tuple(row for row in rows if row.name)


def _row(document: Document, number: int, line: str) -> InfoRow:
    inner = line.strip().removeprefix("|")
    name, *cells = (cell.replace("\\|", "|").strip() for cell in _BAR.split(inner))
    value = " | ".join(cell for cell in cells if cell)
    return InfoRow(name.strip("*: "), value, document.line_span(number))
