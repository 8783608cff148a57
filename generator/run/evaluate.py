"""Evaluation rows and what the model predicted for them → figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from generator.measurement import BenchmarkRun, Interval, LabelMetrics, RowScore
from generator.part import significant
from generator.run import metrics
from generator.run.intervals import RESAMPLES, intervals
from generator.run.job import Answer
from generator.run.measures import MEASURES, Measured
from generator.run.mistakes import MOST_ERRORS, confusions, row_errors
from generator.run.plan import Request
from generator.run.rows import Row
from generator.run.trouble import RunFailed

#: The tasks that give one value a row.
_VALUED = frozenset({"regression", "sentence-embeddings"})


def evaluate(request: Request, rows: Sequence[Row], sha256: str, answer: Answer) -> BenchmarkRun:
    """The figures of one model on its evaluation data, whose digest is ``sha256``.

    Raises:
        RunFailed: The rows are not such as the model can be measured on, or its predictions are none; says where.
    """
    data = request.benchmark.place if request.benchmark else ""
    kind = kind_of(request.task, rows)
    _check_kind(kind, rows, answer)
    measure = MEASURES.get(kind)
    found = _whole(rows, measure(rows, answer.predictions)) if measure else _labelled(kind, rows, answer)
    return BenchmarkRun(data=data, sha256=sha256, rows=len(rows), resamples=RESAMPLES, **found)


def kind_of(task: str, rows: Sequence[Row]) -> str:
    """What is measured: the task, but for a text classifier on numbers, which is a ``regression``."""
    return "regression" if task == "text-classification" and rows and rows[0].value is not None else task


def _whole(rows: Sequence[Row], measured: Measured) -> dict[str, Any]:
    order = sorted(range(len(rows)), key=lambda at: (measured.rows[at], rows[at].line))
    worst = [at for at in order if measured.rows[at] < measured.best][:MOST_ERRORS]
    return {
        "level": "row",
        "metrics": measured.metrics,
        "worst": [RowScore(line=rows[at].line, value=significant(measured.rows[at])) for at in worst],
        "worst_by": measured.by,
        "wrong_rows": sum(value < measured.best for value in measured.rows),
    }


def _labelled(task: str, rows: Sequence[Row], answer: Answer) -> dict[str, Any]:
    gold = [row.gold for row in rows]
    given = [prediction.labels for prediction in answer.predictions]
    if task == "token-classification":
        _check_tags(rows, answer)
        figures = metrics.tagging(gold, given, answer.scheme)
    else:
        _check_labels(rows, answer)
        figures = metrics.classification(gold, given, multi_label=answer.activation == "sigmoid")
    counts = metrics.row_counts(gold, given, figures.level)
    around = intervals(counts, [label.label for label in figures.labels])
    aligned = figures.level != "row" or answer.activation == "softmax"
    sure = [prediction.confidence for prediction in answer.predictions]
    errors = row_errors([row.line for row in rows], gold, given, sure, aligned=aligned)
    return {
        "level": figures.level,
        "accuracy": figures.accuracy,
        "labels": [_with(label, around.labels) for label in figures.labels],
        "averages": [_with(average, around.averages) for average in figures.averages],
        "accuracy_interval": around.accuracy,
        "confusions": confusions(gold, given, aligned=aligned),
        "wrong_rows": len(errors),
        "errors": errors[:MOST_ERRORS],
    }


def _with(figures: LabelMetrics, around: Mapping[str, Interval]) -> LabelMetrics:
    return figures.model_copy(update={"f1_interval": around[figures.label]})


def _check_kind(kind: str, rows: Sequence[Row], answer: Answer) -> None:
    """See that rows and predictions are of one kind: what a worker answers may be anything."""
    mixed = next((row for row in rows if (row.value is None) != (rows[0].value is None)), None)
    if mixed:
        raise RunFailed(
            f"{mixed.where}: expected {'a label' if mixed.value is not None else 'a value'} as in the first row"
        )
    numbers = {prediction.value is not None for prediction in answer.predictions}
    if kind == "text-classification" and True in numbers:
        raise RunFailed("the model is a regression: it gives numbers, and the evaluation data has labels")
    if kind == "regression" and False in numbers:
        raise RunFailed("the model gives labels, and the evaluation data has numbers")
    if kind == "regression" and len(answer.labels) != 1:
        raise RunFailed(f"the model gives {len(answer.labels)} numbers, and a row of the evaluation data has one")
    for row, prediction in zip(rows, answer.predictions, strict=True):
        problem = _shape_problem(kind, row, prediction.labels, answer)
        if problem or (kind in _VALUED) != (prediction.value is not None):
            raise RunFailed(
                f"the worker's answer cannot be read: its prediction for {row.where} {problem or 'is no number'}"
            )


def _shape_problem(kind: str, row: Row, labels: Sequence[str], answer: Answer) -> str:
    """Why these cannot be the predicted labels of a row; empty where they can."""
    if kind in _VALUED or (kind == "fill-mask" and labels):
        return ""
    if kind == "token-classification":
        known, most = {*answer.labels, ""}, len(row.gold)
    elif kind == "multiple-choice":
        known, most = {*row.given["choices"]}, 1
    elif kind in MEASURES:
        known, most = {*labels}, 1
    else:
        known, most = {*answer.labels}, 1 if answer.activation == "softmax" else len(labels)
    if len(labels) != most:
        return f"has {len(labels)} labels; expected {most}"
    return "" if known.issuperset(labels) else "has a label that the model does not have"


def _check_labels(rows: Sequence[Row], answer: Answer) -> None:
    for row in rows:
        if answer.activation == "softmax" and len(row.gold) != 1:
            raise RunFailed(f"{row.where}: {len(row.gold)} labels, and the model gives exactly one")
        _check_known(row, row.gold, answer.labels)


def _check_tags(rows: Sequence[Row], answer: Answer) -> None:
    """The data may say B-PER where the model only has I-PER, so prefixes are left out."""

    def bare(tag: str) -> str:
        return tag.partition("-")[2] or tag if answer.scheme == "bio" else tag

    labels = [bare(label) for label in answer.labels]
    for row in rows:
        _check_known(row, [bare(tag) for tag in row.gold], labels)


def _check_known(row: Row, gold: Sequence[str], labels: Sequence[str]) -> None:
    if unknown := sorted(set(gold) - set(labels)):
        raise RunFailed(f"{row.where}: the model has no label {unknown[0]!r}; it has {', '.join(sorted(set(labels)))}")
