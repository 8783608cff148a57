"""Reads the figures of Benchmarking: tables, scikit-learn's reports, CoNLL's evaluation, single lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from generator.card import Report, Table
from generator.diagnostic import Span
from generator.read.figures import NUMBER, Figure, Metric, letters, metric_of, named_metric, row_name
from generator.read.printed import read_frame
from generator.read.report_rows import COUNTS, RawRow, Split, report, split_of
from generator.read.tables import Line, Unread, bar_table, groups, is_dashes

_LABELS = frozenset(
    {
        "label", "labels", "entity", "entities", "class", "tag", "tags", "nertag", "pos", "postag", "relation",
        "category", "type", "name", "language", "languages", "dataset", "sentiment",
    }
)  # fmt: skip
_PAIR = re.compile(r"(?P<key>[^:=;,]{1,80})[:=]\s*(?P<value>\d+(?:[.]\d*)?|[.]\d+)(?P<percent>\s*%)?(?=[\s;,.)]|$)")
_NOTHING = "nothing in it is called just precision, recall, F1, support or accuracy"
_REPORT = ["precision", "recall", "f1-score", "support"]
_BREAK = re.compile(r"#|processed \d+ tokens|.*:$")
_PHRASES = re.compile(r"processed \d+ tokens with (\d+) phrases; found: (\d+) phrases; correct: (\d+)[.]?")
#: Right phrases, phrases in the data, phrases found: what some print between a label and its figures.
_COUNTED = re.compile(r"(?<=[:;])\s*(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(?=prec)")
_DECIMAL = re.compile(r"\d[.,]\d")


def read_benchmark(lines: list[Line], *, title: str = "") -> Iterator[Report | Unread]:
    """Read a printed block of Benchmarking.

    Args:
        lines: Its lines.
        title: The line above it, which may name the data.
    """
    unread: list[Unread] = []
    found = False
    split = split_of(title)
    head: list[Line] = []
    for group in groups(lines):
        if group[0].in_table:
            head = _head(group) or head
            table = bar_table([*head, *group] if _goes_on(group) else group)
            items = [_table(table, group[0].span, split)]
        else:
            items = list(_text(group, split))
            split = _last_split(group, split)
        for item in items:
            if isinstance(item, Unread):
                unread.append(item)
            else:
                found = True
                yield item
    yield from unread if not found else [item for item in unread if item.why != _NOTHING]


def _head(group: Sequence[Line]) -> list[Line]:
    """The header of a table with the rule below it; empty where there is no rule."""
    name = next((index for index, line in enumerate(group) if not line.is_rule), len(group))
    return list(group[: name + 2]) if name + 1 < len(group) and group[name + 1].is_rule else []


def _goes_on(group: Sequence[Line]) -> bool:
    """Whether a table goes on here behind an empty line: no header of its own, figures at once."""
    return not _head(group) and any(map(_DECIMAL.search, group[0].inner.split("|")))


def _last_split(group: Sequence[Line], before: Split) -> Split:
    """What the last line says that names any data."""
    return next((found for line in reversed(group) if (found := split_of(line.inner))), before)


def _table(table: Table | Unread, where: Span, split: Split) -> Report | Unread:
    if isinstance(table, Unread):
        return table
    rows = _named_rows(table)
    subject = ""
    if not rows:
        label = _label_column(table)
        subject = letters(table.header[label]) if label is not None else ""
        spans = zip(table.rows, table.row_spans, strict=True)
        # The name of the only model says nothing about what its figures are of.
        whole = label is None or (subject == "model" and len(table.rows) == 1)
        rows = [
            _row("" if whole else row_name(cells[label or 0]), table.header, cells, label, span)
            for cells, span in spans
        ]
    return report(rows, subject=subject, split=split, trimmed=True, where=where) or Unread(_NOTHING, where)


def _row(name: str, header: Sequence[str], cells: Sequence[str], label: int | None, span: Span) -> RawRow:
    """A row of a table with a metric a column."""
    row = RawRow(name, span)
    for index, (column, cell) in enumerate(zip(header, cells, strict=True)):
        if index == label or not letters(column):
            continue
        metric, written = metric_of(column), cell.strip("* ")
        if metric is None:
            row.add(column, written)
        elif name != "accuracy":
            row.figures.append(Figure(name, metric, written, span))
        elif metric == "f1" and written:
            # In a report the accuracy stands in the F1 column, beside its support.
            row.figures.append(Figure("", "accuracy", written, span))
    return row


def _named_rows(table: Table) -> list[RawRow]:
    """The figures of a table with a metric a row: ``| Macro F1 | 0.54 |``."""
    rows = []
    if len(table.header) != 2:  # noqa: PLR2004 - name and figure
        return []
    for (name, cell), span in zip(table.rows, table.row_spans, strict=True):
        named, written = named_metric(name), cell.strip("* ")
        if named and NUMBER.fullmatch(written):
            rows.append(RawRow(named[0], span, [Figure(*named, written, span)]))
    return rows


def _label_column(table: Table) -> int | None:
    """The column of labels: the one called so, else the first whose cells are not all numbers."""
    names = [letters(name) for name in table.header]
    named = next((index for index, name in enumerate(names) if name in _LABELS), None)
    if named is not None:
        return named
    others = (index for index, name in enumerate(names) if not metric_of(name) and name not in COUNTS)
    return next((index for index in others if any(not NUMBER.fullmatch(row[index]) for row in table.rows)), None)


def _text(group: list[Line], split: Split) -> Iterator[Report | Unread]:
    """The figures of lines without leading bars: reports in columns, single figures with their names, frames."""
    found = False
    for lines in _stretches(group):
        split = next((name for line in lines if (name := split_of(line.inner))), split)
        for item in _reports(lines, split):
            found = True
            yield item
    first = next((line for line in group if line.inner), None)
    if not found and first is not None:
        yield _frame(group, split) or Unread(_NOTHING, first.span)


def _reports(lines: list[Line], split: Split) -> Iterator[Report]:
    """The table with bars between cells, the report in columns, and the single figures of one stretch."""
    table = _open_table(lines)
    item = _table(table, lines[0].span, split) if table else None
    if isinstance(item, Report):
        yield item
    # scikit-learn's report is known by its averages when its header was not copied.
    header = _REPORT if any(line.inner.startswith("macro avg") for line in lines) else []
    printed: list[RawRow] = []
    pairs: list[RawRow] = []
    for line in lines:
        if columns := _report_header(line.inner):
            header = columns
        elif header and (row := _report_row(line, header)):
            printed.append(row)
        else:
            pairs += _pairs(line)
    subject = next((letters(name) for name in header if letters(name) in _LABELS), "")
    for rows in (printed, pairs):
        if item := report(rows, subject=subject, split=split, trimmed=False, where=lines[0].span):
            yield item


def _stretches(group: list[Line]) -> Iterator[list[Line]]:
    """The lines of one report each: another begins with a title or another header."""
    stretch: list[Line] = []
    figures = False
    for line in group:
        if figures and (_BREAK.match(line.inner) or _report_header(line.inner)):
            yield stretch
            stretch, figures = [], False
        stretch.append(line)
        figures = figures or _DECIMAL.search(line.inner) is not None
    if stretch:
        yield stretch


def _open_table(lines: list[Line]) -> Table | Unread | None:
    """The first table with bars between cells only: a header, a line of dashes, rows."""
    for index in range(1, len(lines) - 1):
        if "|" in lines[index - 1].inner and "|" in lines[index].inner and is_dashes(lines[index].inner):
            rows = takewhile(lambda line: "|" in line.inner, lines[index + 1 :])
            return bar_table([lines[index - 1], *rows])
    return None


def _frame(group: list[Line], split: Split) -> Report | None:
    """The first frame of figures with columns that stand apart by blanks."""
    position = 0
    while position < len(group):
        printed = read_frame(group, position) if group[position].inner else None
        if printed and isinstance(printed.value, Table):
            item = _table(printed.value, group[position].span, split)
            if isinstance(item, Report):
                return item
        position = printed.end if printed else position + 1
    return None


def _report_header(text: str) -> list[str]:
    """The columns' names of a header such as ``precision recall f1-score support``; empty for any other line."""
    if _DECIMAL.search(text):
        return []
    names = re.sub(r"f1[ -]+score", "f1-score", text, flags=re.IGNORECASE).split()
    names = [name for name in names if letters(name)]
    metrics = [name for name in names if metric_of(name)]
    known = all(metric_of(name) or letters(name) in COUNTS | _LABELS for name in names)
    labelled = bool(metrics) and letters(names[0]) in _LABELS
    return names if known and (len(metrics) > 1 or labelled) else []


def _report_row(line: Line, header: list[str]) -> RawRow | None:
    """One line of a report: a label of any words, then a number a column."""
    columns = [name for name in header if letters(name) not in _LABELS]
    words = line.inner.split()
    label, numbers = words[: -len(columns)], words[-len(columns) :]
    if len(words) > 1 and words[0].casefold().rstrip(":") == "accuracy" and all(map(NUMBER.fullmatch, words[1:])):
        # The report leaves out precision and recall: accuracy and support are what remains.
        written = words[-2] if len(words) > 2 else words[1]  # noqa: PLR2004 - figure and support
        return RawRow("accuracy", line.span, [Figure("", "accuracy", written, line.span)])
    wider = len(label) > 1 and _DECIMAL.search(label[-1])
    if not label or wider or len(numbers) < len(columns) or not all(map(NUMBER.fullmatch, numbers)):
        return None
    row = RawRow(row_name(" ".join(label)), line.span)
    for column, number in zip(columns, numbers, strict=True):
        metric: Metric | None = metric_of(column)
        if metric:
            row.figures.append(Figure(row.name, metric, number, line.span))
        else:
            row.add(column, number)
    return row


def _pairs(line: Line) -> list[RawRow]:
    """``accuracy: 0.93``, ``B-PER: precision: 88.34%; recall: 95.20%; FB1: 91.64``."""
    text = line.inner
    if "non-O" in text:
        return []
    if match := _PHRASES.fullmatch(text):
        gold, found, correct = map(int, match.groups())
        return [RawRow("", line.span, others=_counts(correct, gold, found))]
    counted = _COUNTED.search(text)
    text = _COUNTED.sub(" ", text, count=1)
    head, _, rest = text.partition(":")
    row = ""
    label = head.strip() if rest and ":" in rest and not named_metric(head) and re.match(r"\s*[A-Za-z]", rest) else ""
    # Without a label it is the line below that of the phrases, which has the same counts.
    rows = [RawRow(label, line.span, others=_counts(*map(int, counted.groups())))] if label and counted else []
    for match in _PAIR.finditer(rest if label else text):
        named = named_metric(match["key"])
        # An average is named once: ``Macro-average prec: 0.9, rec: 0.8``.
        row = (named and named[0]) or row
        name = label or row
        if not rows or rows[-1].name != name:
            rows.append(RawRow(name, line.span))
        written = match["value"] + ("%" if match["percent"] else "")
        if named:
            rows[-1].figures.append(Figure(name, named[1], written, line.span))
        else:
            rows[-1].add(match["key"].strip(" \t*-\"'{("), written)
    return rows


def _counts(correct: int, gold: int, found: int) -> dict[str, str]:
    """What is right, wrong and left out, of phrases in the data and of those that were found."""
    return {"tp": str(correct), "fp": str(found - correct), "fn": str(gold - correct)}
