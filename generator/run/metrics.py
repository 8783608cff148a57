"""Figures from known and predicted answers. Pure; scikit-learn and seqeval are imported where they are used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Literal

from generator.measurement import LabelMetrics
from generator.run.intervals import RowCounts

_AVERAGES = ("micro", "macro", "weighted")


@dataclass(frozen=True, slots=True)
class Figures:
    """What is measured on evaluation data; the parts of a ``BenchmarkRun``."""

    level: Literal["row", "token", "entity"]
    accuracy: float
    labels: list[LabelMetrics]
    averages: list[LabelMetrics]


def classification(gold: Sequence[Sequence[str]], predicted: Sequence[Sequence[str]], *, multi_label: bool) -> Figures:
    """Figures of a text classifier.

    Args:
        gold: The right labels of each row; one where not ``multi_label``.
        predicted: The predicted labels of each row.
        multi_label: Whether a row may have any number of labels. Accuracy is then that of the whole set.

    Raises:
        ValueError: There is no row, or not as many predictions as rows.
    """
    if not multi_label:
        return _flat([row[0] for row in gold], [row[0] for row in predicted], "row")
    from sklearn.metrics import precision_recall_fscore_support  # noqa: PLC0415  only benchmarks need it
    from sklearn.preprocessing import MultiLabelBinarizer  # noqa: PLC0415

    _same_length(gold, predicted)
    labels = sorted(set(chain.from_iterable(gold)) | set(chain.from_iterable(predicted)))
    binarizer = MultiLabelBinarizer(classes=labels).fit([])
    right, given = binarizer.transform(gold), binarizer.transform(predicted)
    exact = [set(a) == set(b) for a, b in zip(gold, predicted, strict=True)]

    def measure(average: str | None) -> Any:
        return precision_recall_fscore_support(right, given, average=average, zero_division=0)

    return _figures("row", sum(exact) / len(exact), labels, measure if labels else None)


def tagging(
    gold: Sequence[Sequence[str]], predicted: Sequence[Sequence[str]], scheme: Literal["bio", "plain"]
) -> Figures:
    """Figures of a token classifier: over entities for ``bio`` tags, over tokens for plain ones.

    Args:
        gold: The right tag of each word of each row.
        predicted: The predicted tags; ``""`` for a word that the model did not read. Accuracy is over words.
        scheme: What the model's tags are.

    Raises:
        ValueError: There is no row, or predictions and rows differ in length.
    """
    _same_length(gold, predicted)
    flat = list(chain.from_iterable(gold)), list(chain.from_iterable(predicted))
    if scheme == "plain":
        return _flat(*flat, "token")
    from seqeval.metrics import sequence_labeling  # noqa: PLC0415  only benchmarks need it

    right, given = [list(row) for row in gold], [[tag or "O" for tag in row] for row in predicted]
    labels = sorted({str(entity[0]) for tags in (right, given) for entity in sequence_labeling.get_entities(tags)})
    _same_length(*flat)

    def measure(average: str | None) -> Any:
        return sequence_labeling.precision_recall_fscore_support(right, given, average=average, zero_division=0)

    accuracy = sum(a == b for a, b in zip(*flat, strict=True)) / len(flat[0])
    return _figures("entity", accuracy, labels, measure if labels else None)


def row_counts(
    gold: Sequence[Sequence[str]], predicted: Sequence[Sequence[str]], level: Literal["row", "token", "entity"]
) -> list[RowCounts]:
    """What is counted in each row, so that figures of other draws of the rows can be measured.

    Args:
        gold: As the figures were measured with.
        predicted: Likewise.
        level: What one count of support is.
    """
    count = {"row": _of_row, "token": _of_tokens, "entity": _of_entities}[level]
    return [count(right, given) for right, given in zip(gold, predicted, strict=True)]


def _of_row(gold: Sequence[str], predicted: Sequence[str]) -> RowCounts:
    right, given = set(gold), set(predicted)
    return RowCounts(int(right == given), 1, Counter(right & given), Counter(given), Counter(right))


def _of_tokens(gold: Sequence[str], predicted: Sequence[str]) -> RowCounts:
    found = Counter(right for right, given in zip(gold, predicted, strict=True) if right == given)
    return RowCounts(found.total(), len(gold), found, Counter(filter(None, predicted)), Counter(gold))


def _of_entities(gold: Sequence[str], predicted: Sequence[str]) -> RowCounts:
    from seqeval.metrics.sequence_labeling import get_entities  # noqa: PLC0415  only benchmarks need it

    right, given = set(get_entities(list(gold))), set(get_entities([tag or "O" for tag in predicted]))
    same = sum(a == b for a, b in zip(gold, predicted, strict=True))
    found, guessed, known = (Counter(str(entity[0]) for entity in part) for part in (right & given, given, right))
    return RowCounts(same, len(gold), found, guessed, known)


def _flat(gold: Sequence[str], predicted: Sequence[str], level: Literal["row", "token"]) -> Figures:
    from sklearn.metrics import precision_recall_fscore_support  # noqa: PLC0415  only benchmarks need it

    _same_length(gold, predicted)
    labels = sorted((set(gold) | set(predicted)) - {""})

    def measure(average: str | None) -> Any:
        return precision_recall_fscore_support(gold, predicted, labels=labels, average=average, zero_division=0)

    right = sum(a == b for a, b in zip(gold, predicted, strict=True))
    return _figures(level, right / len(gold), labels, measure)


def _same_length(gold: Sequence[object], predicted: Sequence[object]) -> None:
    if not gold or len(gold) != len(predicted):
        raise ValueError(f"{len(gold)} known answers and {len(predicted)} predictions cannot be compared")


def _figures(
    level: Literal["row", "token", "entity"],
    accuracy: float,
    labels: Sequence[str],
    measure: Callable[[str | None], Any] | None,
) -> Figures:
    if measure is None:  # Neither the data nor the predictions hold a label or an entity.
        none = [_metrics(f"{name} avg", 0, 0, 0, 0) for name in _AVERAGES]
        return Figures(level, round(accuracy, 6), [], none)
    each = [_metrics(label, *row) for label, row in zip(labels, zip(*measure(None), strict=True), strict=True)]
    support = sum(metrics.support for metrics in each)
    averages = []
    for name in _AVERAGES:
        precision, recall, f1, _ = measure(name)
        averages.append(_metrics(f"{name} avg", precision, recall, f1, support))
    return Figures(level, round(accuracy, 6), each, averages)


def _metrics(label: str, precision: float, recall: float, f1: float, support: float) -> LabelMetrics:
    return LabelMetrics(
        label=label,
        precision=round(float(precision), 6),
        recall=round(float(recall), 6),
        f1=round(float(f1), 6),
        support=int(support),
    )
