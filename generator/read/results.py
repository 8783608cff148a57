"""Reads what the card says that the model answers: printed tables, lists, dictionaries and frames."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

from generator.card import Table, ValueList
from generator.read.printed import Printed, joined_span, print_end, read_frame, read_print
from generator.read.python_code import parse_python
from generator.read.tables import Line, Unread, bar_table, groups

_LIST = re.compile(r"\[[^\[\]{}]*\]")
_WORD = re.compile(r"(['\"]?)\w[\w/.&+-]{0,60}\1")
_NOTHING = "neither a table nor a list of values"


def read_results(lines: list[Line]) -> Iterator[Table | ValueList | Unread]:
    """Read a printed block of Results.

    Args:
        lines: Its lines.
    """
    written = [line for line in lines if line.inner]
    if len(written) == 1 and _WORD.fullmatch(written[0].inner):
        yield ValueList((written[0].inner.strip("'\""),), written[0].span)
        return
    items = [item for group in groups(lines) for item in _group(group)]
    found = any(not isinstance(item, Unread) for item in items)
    # Words beside something that was read explain it: "only showing top 20 rows".
    yield from (item for item in items if not (found and isinstance(item, Unread) and item.why == _NOTHING))


def _group(group: list[Line]) -> Iterator[Table | ValueList | Unread]:
    if group[0].in_table:
        yield bar_table(group)
    else:
        yield from _values(group)


def _values(lines: list[Line]) -> Iterator[Table | ValueList | Unread]:
    """Whatever begins in a line and can be read; anything else is reported once, if nothing can."""
    other: Unread | None = None
    found = False
    closed = True
    position = 0
    while position < len(lines):
        line = lines[position]
        if not line.inner:
            position += 1
            continue
        bracket = line.inner.startswith(("[", "{"))
        end = print_end(lines, position) if bracket and closed else 0
        closed = closed and (not bracket or end > 0)
        printed = _closed(lines[position:end], end) if end else None if bracket else read_frame(lines, position)
        if printed is None:
            other = other or Unread(_NOTHING, line.span)
        elif isinstance(printed.value, Unread):
            other = printed.value
        else:
            found = True
            yield printed.value
        position = printed.end if printed else max(end, position + 1)
    if other is not None and not found:
        yield other


def _closed(lines: Sequence[Line], end: int) -> Printed | None:
    """A value in brackets."""
    text = "\n".join(line.inner for line in lines).strip()
    span = joined_span(lines[0], lines[-1])
    if _LIST.fullmatch(text) and "Row(" not in text and (values := _items(text)) is not None:
        return Printed(ValueList(values, span), end)
    value = read_print(text, span)
    return Printed(value, end) if value else None


def _items(text: str) -> tuple[str, ...] | None:
    """The items of a printed list, quoted as in Python or bare as in Spark; ``None`` for a list of anything else."""
    if "'" in text or '"' in text:
        match parse_python(text).body:
            case [ast.Expr(value=ast.List(elts=elements))] if elements:
                values = [element.value for element in elements if isinstance(element, ast.Constant)]
                return tuple(map(str, values)) if len(values) == len(elements) else None
    items = (item.strip() for item in text[1:-1].split(","))
    return tuple(item for item in items if item)
