"""Printed figures as Markdown tables, with the lines between them.

Nothing of what was printed may be lost: every word and number of a line is in the tables, or the line stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import TypeAlias

from msgspec import Struct

from generator.card import Report, Table
from generator.read.figures import NUMBER, letters, metric_of, row_name
from generator.read.tables import Line, bar_table, groups

#: What the column of labels is called where its rows are just labels.
SUBJECTS = frozenset({"", "label", "labels", "entity", "entities", "class", "tag", "tags", "nertag", "category"})

_METRICS = ("precision", "recall", "f1", "support", "accuracy")
_COUNTS = ("tp", "fp", "fn", "tn", "total")
_ORDER = {name: place for place, name in enumerate((*_METRICS, *_COUNTS))}
#: Words that a table says by its columns.
_SAID = frozenset({"score", "macro", "micro", "weighted", "avg", "average"}) | SUBJECTS
_TOKEN = re.compile(r"[^\W\d]\w*|\d[\d.,]*")
#: No column is called so: figures in front of a name were taken for a part of it.
_NUMBERS = re.compile(r"\d\s+\d")
_NAMED = re.compile(r"[-*\s]*([^:=|]{1,80}?)\s*[:=]\s*(\d[\d.,]*%?)")
#: In a cell, what Markdown would make something else of; in a line of text, what it gets a backslash before.
_ACTIVE = re.compile(r"[<`\\]|&#?\w+;|(?<!\w)_+\w[^|]*_(?!\w)")
_MARKUP = re.compile(r"[\\`*{}\[\]<>|~&$]|(?<!\w)_|_(?!\w)|^[#+=-]|(?<=^\d)[.)]")


class Grid(Struct, frozen=True):
    """A table as it will be written."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Piece: TypeAlias = Grid | str


def pieces_of(lines: list[Line], reports: Sequence[Report]) -> list[Piece] | None:
    """The tables that say what lines say, and the other lines; ``None`` where something would be lost."""
    pieces: list[Piece] = []
    for group in groups(lines):
        found = _of_table(group) if group[0].in_table else _of_text(group, reports)
        if found is None:
            return None
        pieces += found
    grids = [piece for piece in pieces if isinstance(piece, Grid)]
    cells = (cell for grid in grids for row in (grid.header, *grid.rows) for cell in row)
    misread = any(_NUMBERS.search(name) for grid in grids for name in grid.header)
    return None if misread or any(map(_ACTIVE.search, cells)) else pieces


def written(pieces: Sequence[Piece]) -> list[str]:
    """The Markdown, line by line."""
    blocks = [_table_lines(piece) if isinstance(piece, Grid) else [_MARKUP.sub(r"\\\g<0>", piece)] for piece in pieces]
    return [line for number, block in enumerate(blocks) for line in ([""] if number else []) + block]


def _table_lines(grid: Grid) -> list[str]:
    columns = [[cell.replace("|", "\\|") for cell in column] for column in zip(grid.header, *grid.rows, strict=True)]
    return [f"| {' | '.join(row)} |" for row in zip(*map(_padded, columns), strict=True)]


def _padded(column: Sequence[str]) -> list[str]:
    """A column with the line below its name, all equally wide; figures to the right."""
    name, *cells = column
    width = max(3, *map(len, column))
    if all(map(NUMBER.fullmatch, cells)):
        return [name.rjust(width), "-" * (width - 1) + ":", *(cell.rjust(width) for cell in cells)]
    return [name.ljust(width), "-" * width, *(cell.ljust(width) for cell in cells)]


def _of_table(group: list[Line]) -> list[Piece] | None:
    """The table that is printed with bars, with its columns in their usual order."""
    table = bar_table(group)
    rows = [row for row in table.rows if any(row)] if isinstance(table, Table) else []
    if not isinstance(table, Table) or not rows:
        return None
    columns = list(zip(table.header, zip(*rows, strict=True), strict=True))
    columns = columns[1:] if len(columns) > 1 and _is_index(*columns[0]) else columns
    # What stands before the figures is what they are of.
    subjects = list(takewhile(lambda column: _usual(column[0]) not in _ORDER, columns))
    figures = sorted(columns[len(subjects) :], key=lambda column: _ORDER.get(_usual(column[0]), len(_ORDER)))
    named = [("label" if letters(name) in SUBJECTS else name, map(row_name, cells)) for name, cells in subjects]
    header, cells = zip(*named, *((_usual(name), cells) for name, cells in figures), strict=True)
    return [Grid(header, tuple(zip(*cells, strict=True)))]


def _usual(name: str) -> str:
    """A column's usual name; the name as it is where it has none."""
    known = letters(name)
    return metric_of(name) or (known if known in _COUNTS else name)


def _is_index(name: str, cells: Sequence[str]) -> bool:
    """Whether a column only numbers the rows, as frames of pandas do."""
    numbers = [cell for cell in cells if cell]
    return not name and all(map(str.isdecimal, numbers)) and numbers == sorted(set(numbers), key=int)


def _of_text(group: list[Line], reports: Sequence[Report]) -> list[Piece] | None:
    """The reports of lines without bars, and those lines that they do not say."""
    grids: dict[int, Grid] = {}
    holding: set[int] = set()
    for report in reports:
        numbers = set(_numbers(report))
        lines = [line for line in group if line.number in numbers]
        if lines:
            grid = next((grid for grid in (_grid(report, lines), _list(lines)) if grid and _says(grid, lines)), None)
            if grid is None:
                return None
            grids[lines[0].number] = grid
            holding |= numbers
    pieces: list[Piece] = []
    for line in group:
        if line.number in grids:
            pieces.append(grids[line.number])
        elif line.number not in holding and not any(_says(grid, [line]) for grid in grids.values()):
            pieces += [line.inner] if _tokens_of([line]) else []
    return pieces


def _says(grid: Grid, lines: Sequence[Line]) -> bool:
    """Whether every word of lines is in a table, and every number as often as in them."""
    said = _tokens([cell for row in (grid.header, *grid.rows) for cell in row])
    return all(said[token] >= (count if token[0].isdecimal() else 1) for token, count in _tokens_of(lines).items())


def _numbers(report: Report) -> Iterator[int]:
    """The lines that a report's figures stand in."""
    for row in report.rows:
        yield row.span.line
        yield from (claim.span.line for claim in row.metrics)


def _tokens_of(lines: Sequence[Line]) -> Counter[str]:
    return _tokens([line.inner for line in lines])


def _tokens(texts: Sequence[str]) -> Counter[str]:
    """Words and numbers, but for those that any table of figures says."""
    words = (match[0].casefold().rstrip(".,") for text in texts for match in _TOKEN.finditer(text))
    return Counter(word for word in words if word not in _SAID and not metric_of(word))


def _list(lines: Sequence[Line]) -> Grid | None:
    """Single figures by their full names, where a column would not say all: ``Test set accuracy: 0.93``."""
    pairs = [match.groups() for line in lines if (match := _NAMED.fullmatch(line.inner))]
    return Grid(("metric", "value"), tuple(pairs)) if len(pairs) == len(lines) else None


def _grid(report: Report, lines: Sequence[Line]) -> Grid:
    """A report as a table, one figure a cell."""
    with_f1 = any(claim.metric == "f1" for row in report.rows for claim in row.metrics)
    words = {line.number: line.inner.split() for line in lines}
    rows = []
    for row in report.rows:
        # In a report the accuracy stands in the column of F1, beside its support.
        in_f1 = row.name == "accuracy" and with_f1
        behind = words.get(row.span.line, [])[2:]
        cells = {"support": behind[-1]} if in_f1 and behind else {}
        for claim in row.metrics:
            cells["f1" if in_f1 and claim.metric == "accuracy" else claim.metric] = claim.written
        cells |= {name: str(count) for name, count in row.counts.items()} | dict(row.others)
        rows.append((row.name, cells))
    names = dict.fromkeys(name for _, cells in rows for name, cell in cells.items() if cell)
    columns = sorted(names, key=lambda name: _ORDER.get(name, len(_ORDER)))
    body = [[cells.get(name, "") for name in columns] for _, cells in rows]
    if any(name for name, _ in rows):
        columns = ["label" if report.subject in SUBJECTS else report.subject, *columns]
        body = [[name, *cells] for (name, _), cells in zip(rows, body, strict=True)]
    return Grid(tuple(columns), tuple(map(tuple, body)))
