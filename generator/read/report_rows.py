"""Gathers figures to the rows of a report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, TypeAlias

from msgspec import Struct, field

from generator.card import Report, ReportRow
from generator.diagnostic import Span
from generator.read.figures import NUMBER, Figure, claims_of, letters

Split: TypeAlias = Literal["", "train", "dev", "test"]

#: Counts in the tables of the field that are no claim of ours.
COUNTS = frozenset({"tp", "fp", "fn", "tn", "total", "examples", "count"})
_KEPT = frozenset({"tp", "fp", "fn", "tn", "total"})
_SPLITS: dict[str, Split] = {
    "test": "test", "testing": "test",
    "dev": "dev", "development": "dev", "validation": "dev", "val": "dev",
    "train": "train", "training": "train",
}  # fmt: skip
_WORD = re.compile(r"[a-z]+")
#: A longer line is a sentence about the data, no title of a table.
_TITLE = 80


class RawRow(Struct):
    """A row while it is read."""

    name: str
    span: Span
    figures: list[Figure] = field(default_factory=list)
    others: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, written: str) -> None:
        """Keep a figure that is not called by a metric's name."""
        if name and NUMBER.fullmatch(written) and re.search(r"\d", written):
            self.others.setdefault(name, written)


def split_of(text: str) -> Split:
    """The data that a title names; empty where it names none, or several."""
    if len(text) > _TITLE or re.search(r"\d[.,]\d", text):
        return ""
    found = {_SPLITS[word] for word in _WORD.findall(text.casefold()) if word in _SPLITS}
    return found.pop() if len(found) == 1 else ""


def report(rows: Sequence[RawRow], *, subject: str, split: Split, trimmed: bool, where: Span) -> Report | None:
    """Make a report of rows.

    Args:
        rows: Those of one table, or of lines that belong together.
        subject: What the rows are.
        split: The data that they are measured on.
        trimmed: As in ``claims_of``.
        where: The first line.

    Returns:
        ``None`` where there is no figure in them.
    """
    joined = _joined(rows)
    claims = iter(claims_of([figure for row in joined for figure in row.figures], trimmed=trimmed))
    finished = []
    for row in joined:
        metrics = tuple(claim for _ in row.figures if (claim := next(claims)))
        counts = {letters(name): int(float(value)) for name, value in row.others.items() if _is_count(name, value)}
        others = {name: value for name, value in row.others.items() if letters(name) not in COUNTS}
        if metrics or counts or others:
            finished.append(ReportRow(row.name, metrics, counts, others, row.span))
    return Report(subject, split, tuple(finished), where) if finished else None


def _is_count(name: str, value: str) -> bool:
    """Whether a figure is a whole number of cases; frames of Spark and pandas print ``12.0``."""
    return letters(name) in _KEPT and re.fullmatch(r"\d{1,12}(?:[.]0*)?", value) is not None


def _joined(rows: Sequence[RawRow]) -> list[RawRow]:
    """Rows, those of one name joined as long as none of their figures repeats."""
    found: list[RawRow] = []
    latest: dict[str, RawRow] = {}
    for row in rows:
        last = latest.get(row.name)
        has = {figure.metric for figure in last.figures} | set(last.others) if last else set()
        if last and not has & ({figure.metric for figure in row.figures} | set(row.others)):
            last.figures += row.figures
            last.others |= row.others
        else:
            found.append(row)
            latest[row.name] = row
    return found
