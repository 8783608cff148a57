"""Reads the figures of Benchmarking: tables, scikit-learn's reports, CoNLL's evaluation, single lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from generator.card import MetricClaim, Table
from generator.diagnostic import Span
from generator.read.tables import Line, Unread, bar_table, groups

Metric: TypeAlias = Literal["precision", "recall", "f1", "support", "accuracy"]

_METRICS: dict[str, Metric] = {
    "precision": "precision", "prec": "precision", "p": "precision",
    "recall": "recall", "rec": "recall", "r": "recall",
    "f1": "f1", "f1score": "f1", "fscore": "f1", "fb1": "f1", "f1measure": "f1", "fmeasure": "f1", "f": "f1",
    "support": "support",
    "accuracy": "accuracy", "acc": "accuracy",
}  # fmt: skip
_LABELS = frozenset(
    {"label", "labels", "entity", "entities", "class", "tag", "postag", "relation", "category", "type", "name"}
)
#: Counts in the tables of the field that are no claim of ours.
_COUNTS = frozenset({"tp", "fp", "fn", "tn", "total", "examples", "count"})
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:[.,]\d*)?%?")
_PAIR = re.compile(r"(?P<key>[^:=;,]{1,80})[:=]\s*(?P<value>\d+(?:[.]\d*)?|[.]\d+)(?P<percent>\s*%)?(?=[\s;,.)]|$)")
_REPORT = ["precision", "recall", "f1-score", "support"]
#: Words around a metric's name in single lines that do not change what it is the figure of.
_PLAIN = frozenset(
    {"test", "set", "eval", "evaluation", "validation", "dev", "val", "overall", "model", "final", "the", "on", "score"}
)


@dataclass(frozen=True, slots=True)
class _Figure:
    row: str
    metric: Metric
    written: str
    span: Span


def read_benchmark(lines: list[Line]) -> Iterator[MetricClaim | Unread]:
    """Read a printed block of Benchmarking.

    Args:
        lines: Its lines.
    """
    unread: list[Unread] = []
    found = False
    for group in groups(lines):
        for item in _bars(group) if group[0].in_table else _text(group):
            if isinstance(item, Unread):
                unread.append(item)
            else:
                found = True
                yield item
    yield from unread if not found else [item for item in unread if item.why != _NOTHING]


_NOTHING = "no precision, recall, F1, support or accuracy"


def _bars(group: list[Line]) -> Iterator[MetricClaim | Unread]:
    table = bar_table(group)
    if isinstance(table, Unread):
        yield table
        return
    yield from _columns(table, group[0].span)


def _columns(table: Table, where: Span) -> Iterator[MetricClaim | Unread]:
    """The figures of a table with a metric a column."""
    columns = {index: metric for index, name in enumerate(table.header) if (metric := _metric(name))}
    label = _label_column(table, columns)
    if not columns:
        figures = _named_rows(table)
        yield from _claims(figures) if figures else [Unread(_NOTHING, where)]
        return
    figures = []
    for cells, span in zip(table.rows, table.row_spans, strict=True):
        row = _row_name(cells[label]) if label is not None else ""
        for index, metric in columns.items():
            figure = _Figure(row, metric, cells[index], span)
            figures += _accuracy_row(figure) if row == "accuracy" else [figure]
    yield from _claims(figures)


def _named_rows(table: Table) -> list[_Figure]:
    """The figures of a table with a metric a row: ``| Macro F1 | 0.54 |``."""
    figures = []
    for cells, span in zip(table.rows, table.row_spans, strict=True):
        named = _named_metric(cells[0])
        if len(cells) == 2 and named and _NUMBER.fullmatch(cells[1]):  # noqa: PLR2004 - name and figure
            figures.append(_Figure(*named, cells[1], span))
    return figures


def _label_column(table: Table, columns: dict[int, Metric]) -> int | None:
    """The column of labels: the one called so, else the first whose cells are not all numbers."""
    names = [_letters(name) for name in table.header]
    named = next((index for index, name in enumerate(names) if name in _LABELS), None)
    if named is not None:
        return named
    others = (index for index, name in enumerate(names) if index not in columns and name not in _COUNTS)
    return next((index for index in others if any(not _NUMBER.fullmatch(row[index]) for row in table.rows)), None)


def _text(group: list[Line]) -> Iterator[MetricClaim | Unread]:
    """The figures of lines without bars: reports in columns, and single figures with their names."""
    figures: list[_Figure] = []
    # scikit-learn's report is known by its averages when its header was not copied.
    headless = any(line.inner.startswith("macro avg") for line in group)
    header = _REPORT if headless else []
    report: list[_Figure] = []
    for line in group:
        if columns := _report_header(line.inner):
            header = columns
        elif header and (row := _report_row(line, header)):
            report += row
        else:
            figures += _pairs(line)
    claims = [*_claims(report), *_claims(figures)]
    yield from claims
    first = next((line for line in group if line.inner), None)
    if not claims and first is not None:
        yield Unread(_NOTHING, first.span)


def _report_header(text: str) -> list[str]:
    """The columns' names of a header such as ``precision recall f1-score support``; empty for any other line."""
    names = re.sub(r"f1[ -]+score", "f1-score", text, flags=re.IGNORECASE).split()
    metrics = [name for name in names if _metric(name)]
    known = all(_metric(name) or _letters(name) in _COUNTS | _LABELS for name in names)
    return names if len(metrics) > 1 and known else []


def _report_row(line: Line, header: list[str]) -> list[_Figure]:
    """The figures of one line: a label of any words, then a number a column."""
    columns = [name for name in header if _letters(name) not in _LABELS]
    words = line.inner.split()
    label, numbers = words[: -len(columns)], words[-len(columns) :]
    if len(words) > 1 and words[0].casefold().rstrip(":") == "accuracy" and all(map(_NUMBER.fullmatch, words[1:])):
        # The report leaves out precision and recall: accuracy and support are what remains.
        return [_Figure("", "accuracy", words[-2] if len(words) > 2 else words[1], line.span)]  # noqa: PLR2004
    if not label or len(numbers) < len(columns) or not all(map(_NUMBER.fullmatch, numbers)):
        return []
    named = [(_metric(column), number) for column, number in zip(columns, numbers, strict=True)]
    return [_Figure(_row_name(" ".join(label)), metric, number, line.span) for metric, number in named if metric]


def _pairs(line: Line) -> list[_Figure]:
    """``accuracy: 0.93``, ``B-PER: precision: 88.34%; recall: 95.20%; FB1: 91.64``."""
    text = line.inner
    if "non-O" in text:
        return []
    head, _, rest = text.partition(":")
    label = head.strip() if rest and ":" in rest and not _named_metric(head) and re.match(r"\s*[A-Za-z]", rest) else ""
    figures = []
    for match in _PAIR.finditer(rest if label else text):
        named = _named_metric(match["key"])
        if named:
            row, metric = named
            written = match["value"] + ("%" if match["percent"] else "")
            figures.append(_Figure(label or row, metric, written, line.span))
    return figures


def _named_metric(key: str) -> tuple[str, Metric] | None:
    """Row and metric of a name such as ``Test set accuracy`` or ``macro f1``; ``None`` where it says anything else."""
    words = [word for word in re.split(r"[^a-z0-9]+", key.casefold()) if word]
    row = next((f"{word} avg" for word in words if word in ("macro", "micro", "weighted")), "")
    rest = [
        word for word in words if word not in _PLAIN and word not in ("macro", "micro", "weighted", "avg", "average")
    ]
    metric = _METRICS.get(rest[0]) if len(rest) == 1 and len(rest[0]) > 1 else None
    return (row, metric) if metric else None


def _accuracy_row(figure: _Figure) -> list[_Figure]:
    """In a report the accuracy stands in the F1 column, beside its support."""
    if figure.metric != "f1" or not figure.written:
        return []
    return [_Figure("", "accuracy", figure.written, figure.span)]


def _claims(figures: Sequence[_Figure]) -> list[MetricClaim]:
    """The figures that are numbers, as fractions.

    A column is written in percent where a value of it is above 1, and has as many decimals as its longest value,
    since tables leave out zeros at the end.
    """
    claims: list[MetricClaim] = []
    for metric in dict.fromkeys(figure.metric for figure in figures):
        column = [figure for figure in figures if figure.metric == metric and any(map(str.isdigit, figure.written))]
        column = [figure for figure in column if _NUMBER.fullmatch(figure.written)]
        decimals = max((_decimals(figure.written) for figure in column), default=0)
        percent = metric != "support" and any(_number(figure.written) > 1 for figure in column)
        for figure in column:
            claims += _claim(figure, decimals, percent=percent)
    return sorted(claims, key=lambda claim: claim.span)


def _claim(figure: _Figure, decimals: int, *, percent: bool) -> Iterator[MetricClaim]:
    value = _number(figure.written)
    if figure.metric == "support":
        if value.is_integer():
            yield MetricClaim(figure.row, "support", value, 0, figure.written, figure.span)
        return
    if percent:
        value, decimals = value / 100, decimals + 2
    if 0 <= value <= 1:
        yield MetricClaim(figure.row, figure.metric, round(value, decimals), decimals, figure.written, figure.span)


def _number(written: str) -> float:
    text = written.rstrip("%")
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d*)?", text) and not text.startswith("0,"):
        return float(text.replace(",", ""))
    return float(text.replace(",", "."))


def _decimals(written: str) -> int:
    return len(written.rstrip("%").replace(",", ".").partition(".")[2])


def _metric(name: str) -> Metric | None:
    letters = _letters(name).removeprefix("eval").removeprefix("test")
    return _METRICS.get(letters)


def _row_name(text: str) -> str:
    """Averages under one spelling: ``Macro-average`` is ``macro avg``."""
    letters = _letters(text)
    match = re.fullmatch(r"(macro|micro|weighted)(avg|average)?", letters)
    if match:
        return f"{match[1]} avg"
    if re.fullmatch(r"(avg|average)(macro|micro|weighted)", letters):
        return f"{letters[-5:] if not letters.endswith('weighted') else 'weighted'} avg"
    return "accuracy" if letters in ("accuracy", "acc") else text.strip()


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.casefold())
