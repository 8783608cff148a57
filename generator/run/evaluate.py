"""Evaluation rows and what the model predicted for them → figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.measurement import BenchmarkRun, Interval, LabelMetrics
from generator.run import metrics
from generator.run.data import Row
from generator.run.intervals import RESAMPLES, intervals
from generator.run.job import Answer
from generator.run.mistakes import MOST_ERRORS, confusions, row_errors
from generator.run.plan import Request
from generator.run.trouble import RunFailed


def evaluate(request: Request, rows: Sequence[Row], sha256: str, answer: Answer) -> BenchmarkRun:
    """The figures of one model on its evaluation data, whose digest is ``sha256``.

    Raises:
        RunFailed: The rows' labels are not the model's; says where.
    """
    data = request.benchmark.data if request.benchmark else ""
    gold = [row.gold for row in rows]
    if request.task == "token-classification":
        _check_tags(rows, answer)
        figures = metrics.tagging(gold, answer.predictions, answer.scheme)
    else:
        _check_labels(rows, answer)
        figures = metrics.classification(gold, answer.predictions, multi_label=answer.activation == "sigmoid")
    counts = metrics.row_counts(gold, answer.predictions, figures.level)
    around = intervals(counts, [label.label for label in figures.labels])
    aligned = figures.level != "row" or answer.activation == "softmax"
    lines = [row.line for row in rows]
    errors = row_errors(lines, gold, answer.predictions, answer.confidences, aligned=aligned)
    return BenchmarkRun(
        data=data,
        sha256=sha256,
        rows=len(rows),
        level=figures.level,
        accuracy=figures.accuracy,
        labels=[_with(label, around.labels) for label in figures.labels],
        averages=[_with(average, around.averages) for average in figures.averages],
        accuracy_interval=around.accuracy,
        resamples=RESAMPLES,
        confusions=confusions(gold, answer.predictions, aligned=aligned),
        wrong_rows=len(errors),
        errors=errors[:MOST_ERRORS],
    )


def _with(figures: LabelMetrics, around: Mapping[str, Interval]) -> LabelMetrics:
    return figures.model_copy(update={"f1_interval": around[figures.label]})


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
