"""Reads what Python and pandas print: annotations, rows, dictionaries, lists of them, and frames without bars."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from msgspec import Struct

from generator.card import Table, ValueList
from generator.diagnostic import Span
from generator.read.python_code import parse_python
from generator.read.tables import Line, Unread

#: A longer print is no example of an answer.
MAX_PRINT = 50_000

#: Bounded, because where no quote closes, each one would be followed to the end.
_QUOTED = r"'(?:[^'\\\n]|\\.){0,500}'|\"(?:[^\"\\\n]|\\.){0,500}\""
_STRINGS = re.compile(_QUOTED)
_ROW = re.compile(rf"\bresult=({_QUOTED})")
_ANNOTATION = re.compile(r"\bAnnotation\(\w{1,40}, \d+, -?\d+, (.{0,300}?), \{")
_KEY = re.compile(r"(?<![\w'\"])['\"](\w{1,60})['\"]:\s*\[(?=\s*(?:Annotation\(|\]))")
_GAP = re.compile(r"[ ]*\t[ \t]*|[ ]{2,}")
_INDEXED = re.compile(r"(\d+)\s+(\S.*)")


class Printed(Struct, frozen=True):
    """Something that was read, and the index after the last of its lines."""

    value: Table | ValueList | Unread
    end: int


def print_end(lines: Sequence[Line], position: int) -> int:
    """The index after the line that closes the bracket opened in a line; 0 where it stays open."""
    depth = size = 0
    for index in range(position, len(lines)):
        size += len(lines[index].inner)
        if size > MAX_PRINT:
            return 0
        bare = _STRINGS.sub("", lines[index].inner)
        depth += bare.count("[") + bare.count("{") - bare.count("]") - bare.count("}")
        if depth <= 0:
            return index + 1
    return 0


def read_print(text: str, span: Span) -> Table | ValueList | None:
    """Read rows, annotations, and dictionaries of texts or of lists of texts, alone or in a list.

    Args:
        text: One printed value, its brackets closed.
        span: Where it stands.
    """
    if "Row(" in text:
        values = [ast.literal_eval(match) for match in _ROW.findall(text)]
        return ValueList(tuple(values), span) if values and len(values) == text.count("Row(") else None
    if "Annotation(" in text:
        return _annotations(text, span)
    return _dictionaries(text, span) if "{" in text else None


def _annotations(text: str, span: Span) -> Table | ValueList | None:
    """What the annotations say: a list, or a column for each key that they stand under."""
    found = [(match.start(), match[1]) for match in _ANNOTATION.finditer(text)]
    if len(found) != text.count("Annotation("):
        return None
    keys = [(match.start(), match[1]) for match in _KEY.finditer(text)]
    if not keys:
        return ValueList(tuple(value for _, value in found), span)
    names = tuple(name for _, name in keys)
    if len(set(names)) < len(names):
        return None
    ends = [*(start for start, _ in keys[1:]), len(text)]
    cells = [
        _cell([value for at, value in found if start < at < end]) for (start, _), end in zip(keys, ends, strict=True)
    ]
    return Table(names, (tuple(cells),), (span,))


def _dictionaries(text: str, span: Span) -> Table | None:
    """A row for each dictionary; all of them have the same keys."""
    match parse_python(text).body:
        case [ast.Expr(value=ast.Dict() as one)]:
            nodes: list[ast.expr] = [one]
        case [ast.Expr(value=ast.List(elts=elements))] if elements:
            nodes = elements
        case _:
            return None
    try:
        values = [ast.literal_eval(node) for node in nodes]
    except (ValueError, TypeError, RecursionError, MemoryError, SyntaxError):
        return None
    if not all(isinstance(value, dict) and value and value.keys() == values[0].keys() for value in values):
        return None
    rows = tuple(tuple(_cell(cell) for cell in value.values()) for value in values)
    return Table(tuple(map(str, values[0])), rows, (span,) * len(rows))


def _cell(value: object) -> str:
    """A value as Spark shows it: a list without quotes."""
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list) else str(value)


def read_frame(lines: Sequence[Line], position: int) -> Printed | None:
    """Read a frame or a series that begins in a line: columns stand apart by a tab or by two blanks.

    Returns:
        ``None`` where no line that looks like a row follows the header.
    """
    if series := _series(lines, position):
        return series
    header = _cells(lines[position].inner)
    rows: list[tuple[str, ...]] = []
    spans: list[Span] = []
    end = position + 1
    for index in range(position + 1, len(lines)):
        cells = _cells(lines[index].inner)
        if not cells or set("".join(cells)) <= set("-= "):
            continue
        if len(cells) == len(header) + 1 and cells[0].isdecimal():
            cells = cells[1:]
        elif len(header) == 1:
            break
        if len(cells) != len(header):
            wide = rows and len(cells) > 1
            why = f"a row has {len(cells)} cells, the header {len(header)}"
            if wide:
                return Printed(Unread(why, lines[index].span), index + 1)
            break
        rows.append(cells)
        spans.append(lines[index].span)
        end = index + 1
    return Printed(Table(header, tuple(rows), tuple(spans)), end) if rows else None


def _series(lines: Sequence[Line], position: int) -> Printed | None:
    """Values that are numbered from 0, without a header."""
    values: list[str] = []
    while position + len(values) < len(lines):
        match = _INDEXED.fullmatch(lines[position + len(values)].inner)
        if match is None or match[1] != str(len(values)) or len(_cells(match[2])) > 1:
            break
        values.append(match[2])
    if len(values) < 2:  # noqa: PLR2004 - one numbered line may be a sentence
        return None
    end = position + len(values)
    return Printed(ValueList(tuple(values), joined_span(lines[position], lines[end - 1])), end)


def joined_span(first: Line, last: Line) -> Span:
    """From the start of a line to the end of another."""
    return Span(first.number, first.span.column, last.number, last.span.end_column)


def _cells(text: str) -> tuple[str, ...]:
    return tuple(cell for cell in _GAP.split(text.strip()) if cell)
