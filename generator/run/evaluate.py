"""Evaluation rows and what the model predicted for them → figures."""

from __future__ import annotations

from collections.abc import Sequence

from generator.record import BenchmarkRun
from generator.run import metrics
from generator.run.data import Row
from generator.run.job import Answer
from generator.run.plan import Request
from generator.run.trouble import RunFailed


def evaluate(request: Request, rows: Sequence[Row], sha256: str, answer: Answer) -> BenchmarkRun:
    """The figures of one model on its evaluation data, whose digest is ``sha256``.

    Raises:
        RunFailed: The rows' labels are not the model's; says where.
    """
    gold = [row.gold for row in rows]
    if request.task == "token-classification":
        _check_tags(rows, answer)
        figures = metrics.tagging(gold, answer.predictions, answer.scheme)
    else:
        _check_labels(rows, answer)
        figures = metrics.classification(gold, answer.predictions, multi_label=answer.activation == "sigmoid")
    return BenchmarkRun(
        data=request.benchmark,
        sha256=sha256,
        rows=len(rows),
        level=figures.level,
        accuracy=figures.accuracy,
        labels=figures.labels,
        averages=figures.averages,
    )


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
