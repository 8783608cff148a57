"""Reads tables that were printed as text: Spark's ``show()``, pipe tables, and figures in columns."""

from __future__ import annotations

import re
from itertools import pairwise

from msgspec import Struct

from generator.card import Table
from generator.diagnostic import Span

_BORDER = re.compile(r"[+][-+=]+[+]")
_BAR = re.compile(r"(?<!\\)\|")
_RULE = frozenset(" \t:|+-")
#: Comment signs that some cards put before each line of a printed table.
_MARGIN = re.compile(r"[ \t]*(?:[*#>][ \t]+(?=[|+]))?")


class Line(Struct, frozen=True):
    """A line of a printed block.

    Attributes:
        inner: Its text, without margin and blanks at the end.
        number: Its number in the card.
        margin: How much stands before ``inner``.
    """

    inner: str
    number: int
    margin: int

    @property
    def span(self) -> Span:
        """The line without its blanks at both ends."""
        start = self.margin + 1
        return Span(self.number, start, self.number, start + len(self.inner))

    @property
    def in_table(self) -> bool:
        """Whether the line is one of a table with bars: a row or a border."""
        return self.inner.startswith("|") or self.is_border

    @property
    def is_border(self) -> bool:
        """Whether the line is a table's border: ``+---+---+``."""
        return self.inner.startswith("+") and _BORDER.fullmatch(self.inner) is not None

    @property
    def is_rule(self) -> bool:
        """Whether the line only separates rows."""
        return self.is_border or (self.inner.startswith("|") and is_dashes(self.inner))


def is_dashes(text: str) -> bool:
    """Whether a line is made of dashes and what stands between them below a header."""
    return "-" in text and _RULE.issuperset(text)


class Unread(Struct, frozen=True):
    """Lines that are no table that can be read, and why."""

    why: str
    span: Span


def numbered(code: str, first: int) -> list[Line]:
    """The lines of a block, the first of which has that number."""
    lines = code.removesuffix("\n").split("\n")
    margins = (match.end() if (match := _MARGIN.match(line)) else 0 for line in lines)
    return [
        Line(line[margin:].rstrip(), number, margin)
        for number, (line, margin) in enumerate(zip(lines, margins, strict=True), first)
    ]


def bar_table(lines: list[Line]) -> Table | Unread:
    """Read one table whose cells are between bars.

    Args:
        lines: Consecutive lines that are all ``in_table``.
    """
    rows = [line for line in lines if not line.is_rule]
    if not rows:
        return Unread("a table without rows", lines[0].span)
    border = next((line.inner.replace("|", "+") for line in lines if line.is_rule), "")
    header = _cells(rows[0].inner, border, 0)
    body: list[tuple[tuple[str, ...], Span]] = []
    for row in rows[1:]:
        cells = _cells(row.inner, border, len(header))
        parts = _run_on(cells, header) or [cells]
        if any(len(part) != len(header) for part in parts):
            return Unread(f"a row has {len(cells)} cells, the header {len(header)}", row.span)
        body += [(part, row.span) for part in parts]
    return Table(header, tuple(cells for cells, _ in body), tuple(span for _, span in body))


def _run_on(cells: tuple[str, ...], header: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The rows of a line that runs on behind its end, ``|a|1||b|2|``, but for the header; none for any other line."""
    width = len(header)
    if len(cells) != 2 * width + 1 or cells[width]:
        return []
    return [part for part in (cells[:width], cells[width + 1 :]) if part != header]


def _cells(row: str, border: str, expected: int) -> tuple[str, ...]:
    """The cells of a row; by escapes or by the border's columns where a cell holds a bar itself."""
    inner = row.removeprefix("|").removesuffix("|")
    cells = tuple(cell.strip() for cell in inner.split("|"))
    if len(cells) != expected and "\\|" in inner:
        cells = tuple(cell.replace("\\|", "|").strip() for cell in _BAR.split(inner))
    if expected and len(cells) > expected and border:
        columns = [index for index, sign in enumerate(border) if sign == "+"]
        if len(row) == len(border) and len(columns) == expected + 1 and all(row[index] == "|" for index in columns):
            return tuple(row[left + 1 : right].strip() for left, right in pairwise(columns))
    return cells


def groups(lines: list[Line]) -> list[list[Line]]:
    """Consecutive lines of one kind: those of one table each, and those in between."""
    found: list[list[Line]] = []
    kind: bool | None = None
    rows = False
    for line in lines:
        # A border right after one that closes a table opens the next table.
        another = line.is_border and rows and found[-1][-1].is_border
        if line.in_table != kind or another:
            found.append([])
            kind, rows = line.in_table, False
        found[-1].append(line)
        rows = rows or not line.is_rule
    return found
