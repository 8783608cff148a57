"""Evaluation data: rows with known answers, from JSON lines, CSV, CoNLL or Parquet, told by the file's ending."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from generator.run.trouble import MissingExtra, RunFailed
from generator.verify_block import EvaluationData, TaskName


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


_Kind = TypeVar("_Kind", bound=_Row)


class _TextRow(_Row):
    text: Annotated[str, Field(min_length=1)]
    label: str | None = None
    labels: list[str] | None = None


class _TaggedRow(_Row):
    tokens: Annotated[list[Annotated[str, Field(min_length=1)]], Field(min_length=1)]
    tags: list[str]


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes:
        where: ``path:line``, for messages; for a file without lines, the row's number.
        line: The same number alone.
        pieces: The text alone, or the words of a tagged row.
        gold: The right labels, or the right tag of each word.
    """

    where: str
    line: int
    pieces: list[str]
    gold: list[str]


#: A row as the file has it, with the number of its line.
_Numbered = tuple[int, Mapping[str, Any]]


def read_rows(path: Path, data: EvaluationData, task: TaskName) -> list[Row]:
    """Read every row of ``path``; empty lines are passed over.

    Args:
        path: The file.
        data: How the card names it, and its columns.
        task: What kind of row is expected.

    Raises:
        RunFailed: The file cannot be read, has no row, or a row is wrong; says where.
        MissingExtra: The file is Parquet, and pyarrow is not installed.
    """
    tagged = task == "token-classification"
    ending = path.suffix.casefold()
    if ending not in _READERS:
        raise RunFailed(f"{data.data}: evaluation data ends in {', '.join(_READERS)}, not in {ending or 'nothing'}")
    try:
        rows = [
            _row(content, f"{data.data}:{line}", line, data, tagged) for line, content in _READERS[ending](path, data)
        ]
    except OSError as error:
        raise RunFailed(f"{data.data}: the evaluation data cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise RunFailed(f"{data.data}: the evaluation data is not UTF-8") from None
    if not rows:
        raise RunFailed(f"{data.data}: the evaluation data has no rows")
    return rows


def _row(content: Mapping[str, Any], where: str, line: int, data: EvaluationData, tagged: bool) -> Row:  # noqa: FBT001  which of two kinds
    if data.columns:
        content = {role: content[name] for role, name in data.columns.items() if name in content}
    if tagged:
        words = _validated(_TaggedRow, content, where)
        if len(words.tokens) != len(words.tags):
            raise RunFailed(f"{where}: {len(words.tokens)} tokens and {len(words.tags)} tags; expected one tag a token")
        return Row(where, line, words.tokens, words.tags)
    row = _validated(_TextRow, content, where)
    if (row.label is None) == (row.labels is None):
        raise RunFailed(f"{where}: expected either label or labels")
    return Row(where, line, [row.text], [row.label] if row.label is not None else row.labels or [])


def _validated(kind: type[_Kind], content: Mapping[str, Any], where: str) -> _Kind:
    try:
        return kind.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise RunFailed(f"{where}: {place + ': ' if place else ''}{first['msg']}") from None


def _json_lines(path: Path, data: EvaluationData) -> Iterator[_Numbered]:
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), 1):
        if line.strip():
            try:
                content = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise RunFailed(f"{data.data}:{number}: invalid JSON: {error}") from None
            if not isinstance(content, dict):
                raise RunFailed(f"{data.data}:{number}: expected a JSON object")
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
                raise RunFailed(f"{data.data}:{reader.line_num}: not as many cells as the first line has names")
            yield reader.line_num, {name: _cell(cell, roles.get(name, name)) for name, cell in cells.items()}
    except csv.Error as error:
        raise RunFailed(f"{data.data}:{reader.line_num}: invalid CSV: {error}") from None


def _cell(cell: str, role: str) -> str | list[str]:
    if role == "labels":
        return [label.strip() for label in cell.split("|") if label.strip()]
    return cell.split() if role in {"tokens", "tags"} else cell


def _conll(path: Path, data: EvaluationData) -> Iterator[_Numbered]:
    """A word a line, its tag in the last column; sentences stand between empty lines."""
    words: list[list[str]] = []
    first = 1
    for number, line in enumerate([*path.read_text(encoding="utf-8-sig").split("\n"), ""], 1):
        cells = line.split()
        if cells and cells[0] != "-DOCSTART-":
            if len(cells) == 1:
                raise RunFailed(f"{data.data}:{number}: expected a word and, in the last column, its tag")
            first = first if words else number
            words.append(cells)
        elif words:
            yield first, {"tokens": [cells[0] for cells in words], "tags": [cells[-1] for cells in words]}
            words = []


def _parquet(path: Path, data: EvaluationData) -> Iterator[_Numbered]:
    try:
        from pyarrow import ArrowException, parquet  # noqa: PLC0415  an extra, for this kind of file alone
    except ImportError:
        raise MissingExtra(["pyarrow"], "parquet") from None
    columns = list(data.columns.values()) or None
    number = 0
    try:
        for batch in parquet.ParquetFile(path).iter_batches(columns=columns):
            for content in batch.to_pylist():
                number += 1
                yield number, {name: value for name, value in content.items() if value is not None}
    except ArrowException as error:
        raise RunFailed(f"{data.data}: the evaluation data cannot be read: {error}") from None


_READERS: Mapping[str, Callable[[Path, EvaluationData], Iterable[_Numbered]]] = {
    ".jsonl": _json_lines,
    ".csv": _comma_separated,
    ".tsv": _comma_separated,
    ".conll": _conll,
    ".bio": _conll,
    ".parquet": _parquet,
}
