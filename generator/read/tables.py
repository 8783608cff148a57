"""Reads tables that were printed as text: Spark's ``show()``, pipe tables, and figures in columns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from generator.card import Table
from generator.diagnostic import Span

_BORDER = re.compile(r"[+][-+=]+[+]")
_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[|]?[\s:|+-]*-[\s:|+-]*")
#: Comment signs that some cards put before each line of a printed table.
_MARGIN = re.compile(r"[ \t]*(?:[*#>][ \t]+(?=[|+]))?")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a printed block and its number in the card."""

    text: str
    number: int

    @property
    def inner(self) -> str:
        """Without margin and blanks at the end."""
        return self.text[_margin(self.text) :].rstrip()

    @property
    def span(self) -> Span:
        """The line without its blanks at both ends."""
        start = _margin(self.text)
        return Span(self.number, start + 1, self.number, max(start, len(self.text.rstrip())) + 1)

    @property
    def in_table(self) -> bool:
        """Whether the line is one of a table with bars: a row or a border."""
        inner = self.inner
        return inner.startswith("|") or _BORDER.fullmatch(inner) is not None

    @property
    def is_rule(self) -> bool:
        """Whether the line only separates rows."""
        inner = self.inner
        return _BORDER.fullmatch(inner) is not None or (inner.startswith("|") and _RULE.fullmatch(inner) is not None)


def _margin(text: str) -> int:
    match = _MARGIN.match(text)
    return match.end() if match else 0


@dataclass(frozen=True, slots=True)
class Unread:
    """Lines that are no table that can be read, and why."""

    why: str
    span: Span


def numbered(code: str, first: int) -> list[Line]:
    """The lines of a block, the first of which has that number."""
    return [Line(text, number) for number, text in enumerate(code.removesuffix("\n").split("\n"), first)]


def bar_table(lines: list[Line]) -> Table | Unread:
    """Read one table whose cells are between bars.

    Args:
        lines: Consecutive lines that are all ``in_table``.
    """
    rows = [line for line in lines if not line.is_rule]
    if not rows:
        return Unread("a table without rows", lines[0].span)
    border = next((line.inner for line in lines if _BORDER.fullmatch(line.inner)), "")
    header = _cells(rows[0].inner, border, 0)
    body: list[tuple[str, ...]] = []
    for row in rows[1:]:
        cells = _cells(row.inner, border, len(header))
        if len(cells) != len(header):
            return Unread(f"a row has {len(cells)} cells, the header {len(header)}", row.span)
        body.append(cells)
    return Table(header, tuple(body), tuple(row.span for row in rows[1:]))


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
        border = _BORDER.fullmatch(line.inner) is not None
        # A border right after one that closes a table opens the next table.
        another = border and rows and _BORDER.fullmatch(found[-1][-1].inner) is not None
        if line.in_table != kind or another:
            found.append([])
            kind, rows = line.in_table, False
        found[-1].append(line)
        rows = rows or not line.is_rule
    return found
