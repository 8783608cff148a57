"""Reads the figures of Benchmarking: tables, scikit-learn's reports, CoNLL's evaluation, single lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.card import MetricClaim, Table
from generator.diagnostic import Span
from generator.read.figures import NUMBER, Figure, Metric, claims_of, letters, metric_of, named_metric, row_name
from generator.read.tables import Line, Unread, bar_table, groups

_LABELS = frozenset(
    {"label", "labels", "entity", "entities", "class", "tag", "postag", "relation", "category", "type", "name"}
)
#: Counts in the tables of the field that are no claim of ours.
_COUNTS = frozenset({"tp", "fp", "fn", "tn", "total", "examples", "count"})
_PAIR = re.compile(r"(?P<key>[^:=;,]{1,80})[:=]\s*(?P<value>\d+(?:[.]\d*)?|[.]\d+)(?P<percent>\s*%)?(?=[\s;,.)]|$)")
_NOTHING = "no precision, recall, F1, support or accuracy"
_REPORT = ["precision", "recall", "f1-score", "support"]


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


def _bars(group: list[Line]) -> Iterator[MetricClaim | Unread]:
    table = bar_table(group)
    if isinstance(table, Unread):
        yield table
        return
    yield from _columns(table, group[0].span)


def _columns(table: Table, where: Span) -> Iterator[MetricClaim | Unread]:
    """The figures of a table with a metric a column."""
    columns = {index: metric for index, name in enumerate(table.header) if (metric := metric_of(name))}
    label = _label_column(table, columns)
    if label is not None and letters(table.header[label]) == "model":
        if len(table.rows) > 1:
            yield Unread("a table that compares models", where)
            return
        label = None
    if not columns:
        figures = _named_rows(table)
        yield from claims_of(figures, trimmed=True) if figures else [Unread(_NOTHING, where)]
        return
    figures = []
    for cells, span in zip(table.rows, table.row_spans, strict=True):
        row = row_name(cells[label]) if label is not None else ""
        for index, metric in columns.items():
            figure = Figure(row, metric, cells[index], span)
            figures += _accuracy_row(figure) if row == "accuracy" else [figure]
    yield from claims_of(figures, trimmed=True)


def _named_rows(table: Table) -> list[Figure]:
    """The figures of a table with a metric a row: ``| Macro F1 | 0.54 |``."""
    figures = []
    for cells, span in zip(table.rows, table.row_spans, strict=True):
        named = named_metric(cells[0])
        if len(cells) == 2 and named and NUMBER.fullmatch(cells[1]):  # noqa: PLR2004 - name and figure
            figures.append(Figure(*named, cells[1], span))
    return figures


def _label_column(table: Table, columns: dict[int, Metric]) -> int | None:
    """The column of labels: the one called so, else the first whose cells are not all numbers."""
    names = [letters(name) for name in table.header]
    named = next((index for index, name in enumerate(names) if name in _LABELS), None)
    if named is not None:
        return named
    others = (index for index, name in enumerate(names) if index not in columns and name not in _COUNTS)
    return next((index for index in others if any(not NUMBER.fullmatch(row[index]) for row in table.rows)), None)


def _text(group: list[Line]) -> Iterator[MetricClaim | Unread]:
    """The figures of lines without bars: reports in columns, and single figures with their names."""
    figures: list[Figure] = []
    # scikit-learn's report is known by its averages when its header was not copied.
    headless = any(line.inner.startswith("macro avg") for line in group)
    header = _REPORT if headless else []
    report: list[Figure] = []
    for line in group:
        if columns := _report_header(line.inner):
            header = columns
        elif header and (row := _report_row(line, header)):
            report += row
        else:
            figures += _pairs(line)
    claims = [*claims_of(report, trimmed=False), *claims_of(figures, trimmed=False)]
    yield from claims
    first = next((line for line in group if line.inner), None)
    if not claims and first is not None:
        yield Unread(_NOTHING, first.span)


def _report_header(text: str) -> list[str]:
    """The columns' names of a header such as ``precision recall f1-score support``; empty for any other line."""
    names = re.sub(r"f1[ -]+score", "f1-score", text, flags=re.IGNORECASE).split()
    metrics = [name for name in names if metric_of(name)]
    known = all(metric_of(name) or letters(name) in _COUNTS | _LABELS for name in names)
    return names if len(metrics) > 1 and known else []


def _report_row(line: Line, header: list[str]) -> list[Figure]:
    """The figures of one line: a label of any words, then a number a column."""
    columns = [name for name in header if letters(name) not in _LABELS]
    words = line.inner.split()
    label, numbers = words[: -len(columns)], words[-len(columns) :]
    if len(words) > 1 and words[0].casefold().rstrip(":") == "accuracy" and all(map(NUMBER.fullmatch, words[1:])):
        # The report leaves out precision and recall: accuracy and support are what remains.
        return [Figure("", "accuracy", words[-2] if len(words) > 2 else words[1], line.span)]  # noqa: PLR2004
    if not label or len(numbers) < len(columns) or not all(map(NUMBER.fullmatch, numbers)):
        return []
    named = [(metric_of(column), number) for column, number in zip(columns, numbers, strict=True)]
    return [Figure(row_name(" ".join(label)), metric, number, line.span) for metric, number in named if metric]


def _pairs(line: Line) -> list[Figure]:
    """``accuracy: 0.93``, ``B-PER: precision: 88.34%; recall: 95.20%; FB1: 91.64``."""
    text = line.inner
    if "non-O" in text:
        return []
    head, _, rest = text.partition(":")
    row = ""
    label = head.strip() if rest and ":" in rest and not named_metric(head) and re.match(r"\s*[A-Za-z]", rest) else ""
    figures = []
    for match in _PAIR.finditer(rest if label else text):
        named = named_metric(match["key"])
        if named:
            # An average is named once: ``Macro-average prec: 0.9, rec: 0.8``.
            row = named[0] or row
            written = match["value"] + ("%" if match["percent"] else "")
            figures.append(Figure(label or row, named[1], written, line.span))
    return figures


def _accuracy_row(figure: Figure) -> list[Figure]:
    """In a report the accuracy stands in the F1 column, beside its support."""
    if figure.metric != "f1" or not figure.written:
        return []
    return [Figure("", "accuracy", figure.written, figure.span)]
