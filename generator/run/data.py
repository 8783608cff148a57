"""Evaluation data: rows with known answers, one JSON object a line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from generator.run.trouble import RunFailed
from generator.verify_block import TaskName


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
        where: ``path:line``, for messages.
        pieces: The text alone, or the words of a tagged row.
        gold: The right labels, or the right tag of each word.
    """

    where: str
    pieces: list[str]
    gold: list[str]


def read_rows(path: Path, shown: str, task: TaskName) -> list[Row]:
    """Read every row of ``path``; empty lines are passed over.

    Args:
        path: The file.
        shown: The file as users see it.
        task: What kind of row is expected.

    Raises:
        RunFailed: The file cannot be read, has no row, or a row is wrong; says where.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise RunFailed(f"{shown}: the evaluation data cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise RunFailed(f"{shown}: the evaluation data is not UTF-8") from None
    read = _tagged_row if task == "token-classification" else _text_row
    rows = [read(line, f"{shown}:{number}") for number, line in enumerate(lines, 1) if line.strip()]
    if not rows:
        raise RunFailed(f"{shown}: the evaluation data has no rows")
    return rows


def _text_row(line: str, where: str) -> Row:
    row = _validated(_TextRow, line, where)
    if (row.label is None) == (row.labels is None):
        raise RunFailed(f"{where}: expected either label or labels")
    return Row(where, [row.text], [row.label] if row.label is not None else row.labels or [])


def _tagged_row(line: str, where: str) -> Row:
    row = _validated(_TaggedRow, line, where)
    if len(row.tokens) != len(row.tags):
        raise RunFailed(f"{where}: {len(row.tokens)} tokens and {len(row.tags)} tags; expected one tag a token")
    return Row(where, row.tokens, row.tags)


def _validated(kind: type[_Kind], line: str, where: str) -> _Kind:
    try:
        return kind.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise RunFailed(f"{where}: {place + ': ' if place else ''}{first['msg']}") from None
