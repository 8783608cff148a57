"""Reads what the card says that the model answers: printed tables and lists."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from generator.card import Table, ValueList
from generator.diagnostic import Span
from generator.read.python_code import parse_python
from generator.read.tables import Line, Unread, bar_table, groups

_LIST = re.compile(r"\[[^\[\]{}]*\]")
_MAX_LIST = 20_000


def read_results(lines: list[Line]) -> Iterator[Table | ValueList | Unread]:
    """Read a printed block of Results.

    Args:
        lines: Its lines.
    """
    for group in groups(lines):
        if group[0].in_table:
            yield bar_table(group)
        else:
            yield from _lists(group)


def _lists(lines: list[Line]) -> Iterator[ValueList | Unread]:
    """Lists that each begin a line and end one; anything else is reported once."""
    other: Line | None = None
    found = False
    position = 0
    while position < len(lines):
        end = _list_end(lines, position)
        values = _values("\n".join(line.inner for line in lines[position:end])) if end else None
        if values is not None:
            found = True
            yield ValueList(values, _span(lines[position], lines[end - 1]))
            position = end
            continue
        other = other or (lines[position] if lines[position].inner else None)
        position += 1
    if other is not None and not found:
        yield Unread("neither a table nor a list of values", other.span)


def _list_end(lines: list[Line], position: int) -> int:
    """The index after the line that closes the list opened in a line; 0 where none is opened."""
    if not lines[position].inner.startswith("["):
        return 0
    text = ""
    for index in range(position, min(position + 100, len(lines))):
        text += lines[index].inner + "\n"
        if "]" in lines[index].inner or len(text) > _MAX_LIST:
            return index + 1 if _LIST.fullmatch(text.strip()) and len(text) <= _MAX_LIST else 0
    return 0


def _span(first: Line, last: Line) -> Span:
    return Span(first.number, first.span.column, last.number, last.span.end_column)


def _values(text: str) -> tuple[str, ...] | None:
    """The items of a printed list, quoted as in Python or bare as in Spark; ``None`` for a list of anything else."""
    if "'" in text or '"' in text:
        match parse_python(text).body:
            case [ast.Expr(value=ast.List(elts=elements))] if elements:
                values = [element.value for element in elements if isinstance(element, ast.Constant)]
                return tuple(map(str, values)) if len(values) == len(elements) else None
    items = (item.strip() for item in text.strip()[1:-1].split(","))
    return tuple(item for item in items if item)
