"""Evaluation data: rows with known answers, from JSON lines, CSV, CoNLL or Parquet, told by the file's ending."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.errors import UsageError
from generator.evaluation_data import EvaluationData
from generator.run.class_labels import LABELLED, with_names
from generator.run.evaluate import kind_of
from generator.run.extra import measuring, require
from generator.run.held_files import HeldFiles
from generator.run.inputs import input_files
from generator.run.parquet_rows import class_names, parquet_rows
from generator.run.plan import Request
from generator.run.rows import Row, row_of
from generator.run.samples import files_of_samples
from generator.run.trouble import MissingExtra, NotStarted, RunFailed
from generator.store import inside, sha256_of
from generator.verify_block import TaskName

#: Columns of a table that hold several texts, with bars between them.
_BARRED = frozenset({"labels", "answers", "targets", "choices"})
_ABSENT = object()
#: A row as the file has it, with the number of its line.
_Numbered = tuple[int, Mapping[str, Any]]


def rows_for(root: Path, request: Request) -> tuple[list[Row], str]:
    """The evaluation rows of the hub and their file's digest.

    The digest is taken first: a change while running makes the record stale.

    Raises:
        RunFailed: As ``read_rows``, or a row's own file is not there.
        NotStarted: What reads this kind of file is not installed.
    """
    if not request.benchmark or request.benchmark.data is None:
        return [], ""
    try:
        path = inside(root, request.benchmark.data)
    except UsageError as error:
        raise RunFailed(str(error)) from None
    sha256 = sha256_of(path) if path.is_file() else ""
    rows = read_rows(path, request.benchmark, request.task)
    for row in rows:
        _check_files(root, row)
    return rows, sha256


def libraries_for(request: Request, rows: list[Row]) -> tuple[str, ...]:
    """The libraries that will measure; nothing where there is nothing to measure.

    Raises:
        MissingExtra: Those that any measuring needs are not installed.
        NotStarted: Those that only these figures need are not.
    """
    if not rows:
        return ()
    extra, libraries = measuring(kind_of(request.task, rows))
    try:
        require(*libraries, extra=extra)
    except MissingExtra as missing:
        if extra == "run":
            raise
        raise NotStarted(str(missing), passing=True) from None  # Only these figures need them.
    return libraries


def _check_files(root: Path, row: Row) -> None:
    """See that the pictures and recordings of a row are there.

    Raises:
        RunFailed: There is none, or it lies outside of the hub.
    """
    try:
        input_files(root, files_of_samples([row.given]))
    except RunFailed as error:
        raise RunFailed(f"{row.where}: {error}") from None


def read_rows(path: Path, data: EvaluationData, task: TaskName, held: HeldFiles | None = None) -> list[Row]:
    """Read every row of ``path``; empty lines are passed over.

    Args:
        path: The file.
        data: How the card names it, and its columns.
        task: What kind of row is expected.
        held: Takes pictures and recordings out of the rows; without, rows name files of the hub.

    Raises:
        RunFailed: The file cannot be read, has no row, or a row is wrong; says where.
        NotStarted: The file is Parquet, and pyarrow is not installed.
    """
    try:
        return _rows(path, data, task, held)
    except MissingExtra as missing:  # Only this kind of file needs it: the other models can run.
        raise NotStarted(str(missing), passing=True) from None


def _rows(path: Path, data: EvaluationData, task: TaskName, held: HeldFiles | None) -> list[Row]:
    ending = path.suffix.casefold()
    if ending not in _READERS:
        raise RunFailed(f"{data.place}: evaluation data ends in {', '.join(_READERS)}, not in {ending or 'nothing'}")
    try:
        names = _label_names(path, data)
        rows = []
        for line, content in _READERS[ending](path, data):
            where = f"{data.place}:{line}"
            columns = _named(content, data)
            if task != "multiple-choice":  # There the number of a choice is its label.
                columns = with_names(columns, names, where)
            if held:
                columns = held.taken_out(columns, where)
            rows.append(row_of(task, columns, where, line))
    except OSError as error:
        raise RunFailed(f"{data.place}: the evaluation data cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise RunFailed(f"{data.place}: the evaluation data is not UTF-8") from None
    if not rows:
        raise RunFailed(f"{data.place}: the evaluation data has no rows")
    return rows


def _label_names(path: Path, data: EvaluationData) -> dict[str, list[str]]:
    """What numbers stand for in the columns of labels."""
    if data.labels:
        return dict.fromkeys(LABELLED, data.labels)
    known = class_names(path, data) if path.suffix.casefold() == ".parquet" else {}
    names: dict[str, str] = dict(data.columns.items())
    return {role: known.get(names.get(role, role), []) for role in LABELLED}


def _named(content: Mapping[str, Any], data: EvaluationData) -> Mapping[str, Any]:
    """The columns by the names that rows have."""
    if not data.columns:
        return content
    found = {role: _at(content, name) for role, name in data.columns.items()}
    return {role: value for role, value in found.items() if value is not _ABSENT}


def _at(content: Mapping[str, Any], name: str) -> Any:
    """The value of a column: ``translation.fr`` is ``fr`` within ``translation`` where no column is called so."""
    if name in content:
        return content[name]
    value: Any = content
    for part in name.split("."):
        value = value.get(part, _ABSENT) if isinstance(value, Mapping) else _ABSENT
    return value


def _json_lines(path: Path, data: EvaluationData) -> Iterator[_Numbered]:
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), 1):
        if line.strip():
            try:
                content = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise RunFailed(f"{data.place}:{number}: invalid JSON: {error}") from None
            if not isinstance(content, dict):
                raise RunFailed(f"{data.place}:{number}: expected a JSON object")
            yield number, content


def _comma_separated(path: Path, data: EvaluationData) -> Iterator[_Numbered]:
    """The first line names the columns. Words stand between blanks, and several labels between bars."""
    text = path.read_text(encoding="utf-8-sig")
    delimiter = "\t" if path.suffix.casefold() == ".tsv" else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    roles = {name: role for role, name in data.columns.items()}
    try:
        for cells in reader:
            if None in cells or None in cells.values():
                raise RunFailed(f"{data.place}:{reader.line_num}: not as many cells as the first line has names")
            yield reader.line_num, {name: _cell(cell, roles.get(name, name)) for name, cell in cells.items()}
    except csv.Error as error:
        raise RunFailed(f"{data.place}:{reader.line_num}: invalid CSV: {error}") from None


def _cell(cell: str, role: str) -> str | list[str]:
    if role in _BARRED:
        return [part.strip() for part in cell.split("|") if part.strip()]
    return cell.split() if role in {"tokens", "tags"} else cell


def _conll(path: Path, data: EvaluationData) -> Iterator[_Numbered]:
    """A word a line, its tag in the last column; sentences stand between empty lines."""
    words: list[list[str]] = []
    first = 1
    for number, line in enumerate([*path.read_text(encoding="utf-8-sig").split("\n"), ""], 1):
        cells = line.split()
        if cells and cells[0] != "-DOCSTART-":
            if len(cells) == 1:
                raise RunFailed(f"{data.place}:{number}: expected a word and, in the last column, its tag")
            first = first if words else number
            words.append(cells)
        elif words:
            yield first, {"tokens": [cells[0] for cells in words], "tags": [cells[-1] for cells in words]}
            words = []


_READERS: Mapping[str, Callable[[Path, EvaluationData], Iterable[_Numbered]]] = {
    ".jsonl": _json_lines,
    ".csv": _comma_separated,
    ".tsv": _comma_separated,
    ".conll": _conll,
    ".bio": _conll,
    ".parquet": parquet_rows,
}
