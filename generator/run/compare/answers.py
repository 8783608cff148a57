"""What Results says that the model answers, and to which sample.

A table has a row a sample; the printed lists together are one a sample. Which sample it is follows from the text that
stands in the row, and without it from the order, provided there are as many answers as samples.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.card import Card, Table, ValueList
from generator.record import SampleRun
from generator.run.samples import shown_inputs, text_of
from generator.run.tasks import task_of

CUT = "..."  # Spark's `show()` cuts cells of more than 20 characters to that length and ends them so.
CUT_LENGTH = 20

_TEXT_COLUMNS = frozenset({"text", "sentence", "sentences", "document", "input"})
_SCORE_COLUMNS = frozenset({"score", "confidence", "probability"})


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer that the card shows.

    Attributes:
        text: The sample that it belongs to, as the card shows it; empty where it does not.
        value: The labels or tags as written.
        score: The score as written; empty for none.
    """

    line: int
    text: str
    value: str
    score: str = ""


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample that the card shows: its number, from 1, and its run, if it was run."""

    number: int
    run: SampleRun | None


def shown_samples(card: Card, runs: Sequence[SampleRun]) -> list[Sample]:
    """The samples that Results speaks of: those of the snippet, or, where it has none, those that were run."""
    by_input = {_asked(run.input): run for run in runs}
    shown = [_asked(columns) for columns in shown_inputs(card, task_of(card)[0])] or list(by_input)
    return [Sample(position, by_input.get(asked)) for position, asked in enumerate(shown, 1)]


def _asked(columns: Mapping[str, str]) -> tuple[str, str, str]:
    """What tells samples apart, whatever the text's column is called: several questions may be about one context."""
    return columns.get("question", ""), columns.get("choices", ""), text_of(columns)


def column(table: Table, names: Collection[str]) -> int | None:
    """The first column with one of these names, whatever its case."""
    return next((at for at, name in enumerate(table.header) if name.strip().casefold() in names), None)


def answers_of_table(table: Table, value: int) -> list[Answer]:
    """The rows of a table whose column ``value`` holds the answer."""
    text, score = column(table, _TEXT_COLUMNS), column(table, _SCORE_COLUMNS)
    return [
        Answer(
            line=span.line,
            text=row[text] if text is not None else "",
            value=row[value],
            score=row[score] if score is not None else "",
        )
        for row, span in zip(table.rows, table.row_spans, strict=True)
    ]


def answers_of_lists(lists: Sequence[ValueList], samples: int) -> list[Answer]:
    """One answer a list; where one list has as many values as there are samples, one answer a value."""
    if len(lists) == 1 and len(lists[0].values) == samples > 1:
        return [Answer(lists[0].span.line, "", value) for value in lists[0].values]
    return [Answer(item.span.line, "", f"[{', '.join(item.values)}]") for item in lists]


def assign(answers: Sequence[Answer], samples: Sequence[Sample]) -> list[Sample | str]:
    """The sample of each answer, or why it cannot be told."""
    return [_sample_of(answer, at, len(answers), samples) for at, answer in enumerate(answers)]


def _sample_of(answer: Answer, at: int, count: int, samples: Sequence[Sample]) -> Sample | str:
    if answer.text:
        found = [s for s in samples if s.run is not None and same_text(answer.text, text_of(s.run.input))]
        if len(found) == 1:
            return found[0]
        if not found:
            return "no sample that was run has this text"
        return "several samples begin with this text" if len(samples) != count else samples[at]
    if count != len(samples):
        return f"answers shown: {count}, samples: {len(samples)}, so which belongs to which cannot be told"
    return samples[at]


def same_text(cell: str, text: str) -> bool:
    """Whether a cell shows ``text``: runs of white space are one, and the end may be cut off.

    A column of arrays shows each text in brackets.
    """
    cell, text = " ".join(cell.split()), " ".join(text.split())
    if cell.startswith("[") and not text.startswith("["):
        cell = cell[1:].removesuffix("]")
    return cell == text or (cell.endswith(CUT) and len(cell) > len(CUT) and text.startswith(cell.removesuffix(CUT)))


def split_labels(cell: str, known: Iterable[str]) -> tuple[str, ...]:
    """The labels of ``[pos, pos]``, ``['Sci/Tech']`` or ``World``; a known label may hold commas itself."""
    inner = cell.strip()
    known = set(known)
    if inner in known:
        return (inner,)
    if inner.startswith("[") and inner.endswith("]"):
        inner = inner[1:-1]
    pieces = [re.sub(r"""^(['"`])(.*)\1$""", r"\2", piece.strip()) for piece in inner.split(",")]
    labels: list[str] = []
    while pieces:
        lengths = range(len(pieces), 1, -1)
        length = next((n for n in lengths if ", ".join(pieces[:n]) in known), 1)
        labels.append(", ".join(pieces[:length]))
        pieces = pieces[length:]
    return tuple(label for label in labels if label)
