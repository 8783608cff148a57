"""How far figures may be off because the evaluation data is only a sample. Pure; numpy and scipy are imported on use.

A percentile bootstrap (Efron and Tibshirani 1993, chapter 13): the rows are drawn anew, with replacement, 1,000 times
from one seed; 95 % of the figures measured on those draws lie in the interval. Rows are drawn whole, since the words of
one sentence are not independent of each other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from generator.measurement import Bounds, Interval
from generator.part import significant

RESAMPLES = 1_000
_SEED = 0
_ENDS = (2.5, 97.5)
#: Numbers held at once while drawing.
_MOST_DRAWN = 5_000_000


@dataclass(frozen=True, slots=True)
class RowCounts:
    """What is counted in one row.

    Attributes:
        right: How much is right: rows or words.
        total: How much could be right.
        found: How often each label was predicted and right.
        predicted: How often each label was predicted.
        gold: How often each label is right.
    """

    right: int
    total: int
    found: dict[str, int]
    predicted: dict[str, int]
    gold: dict[str, int]


@dataclass(frozen=True, slots=True)
class Intervals:
    """The intervals of the accuracy, and of F1 for each label and each average."""

    accuracy: Interval
    labels: dict[str, Interval]
    averages: dict[str, Interval]


def intervals(rows: Sequence[RowCounts], labels: Sequence[str]) -> Intervals:
    """Draw the rows anew and measure each draw.

    Args:
        rows: What was counted, row by row; at least one.
        labels: Those that have figures.
    """
    import numpy as np  # noqa: PLC0415  only benchmarks need it

    drawn = [_measured(np, rows, labels, weights) for weights in _draws(np, len(rows))]
    accuracy, *averages = (np.concatenate([part[name] for part in drawn]) for name in ("accuracy", *_AVERAGES))
    each = np.concatenate([part["labels"] for part in drawn])
    return Intervals(
        _interval(np, accuracy),
        {label: _interval(np, each[:, at]) for at, label in enumerate(labels)},
        {f"{name} avg": _interval(np, values) for name, values in zip(_AVERAGES, averages, strict=True)},
    )


def interval_of_sums(sums: Sequence[Sequence[float]], value: Callable[[Any], Sequence[float]]) -> Bounds:
    """The interval of a figure that follows from sums over the rows.

    Args:
        sums: What is added up, row by row; at least one row, and as many numbers in each.
        value: Added up numbers to figures: an array of draws by numbers to one figure a draw.
    """
    import numpy as np  # noqa: PLC0415  only benchmarks need it

    each = np.array(sums, dtype=np.float64)
    return _bounds(np, np.concatenate([np.asarray(value(weights @ each)) for weights in _draws(np, len(each))]))


def interval_of_rows(rows: int, value: Callable[[Any], float]) -> Bounds:
    """The interval of a figure that has to be computed from the drawn rows themselves.

    Args:
        rows: How many there are.
        value: The figure of the rows with these positions, some of them several times.
    """
    import numpy as np  # noqa: PLC0415  only benchmarks need it

    at = np.arange(rows)
    drawn = (weights for portion in _draws(np, rows) for weights in portion)
    return _bounds(np, np.array([value(np.repeat(at, weights.astype(np.int64))) for weights in drawn]))


def _bounds(np: Any, values: Any) -> Bounds:
    """Draws of which the figure does not exist, such as a correlation of equal numbers, say nothing."""
    low, high = np.percentile(values[np.isfinite(values)], _ENDS)
    return Bounds(low=significant(float(low)), high=significant(float(high)))


_AVERAGES = ("micro", "macro", "weighted")


def _draws(np: Any, rows: int) -> Any:
    """How often each row was drawn, in portions: arrays of draws by rows."""
    generator = np.random.Generator(np.random.PCG64(_SEED))
    portion = max(1, min(RESAMPLES, _MOST_DRAWN // rows))
    for start in range(0, RESAMPLES, portion):
        size = min(portion, RESAMPLES - start)
        yield generator.multinomial(rows, np.full(rows, 1 / rows), size=size).astype(np.float64)


def _measured(np: Any, rows: Sequence[RowCounts], labels: Sequence[str], weights: Any) -> dict[str, Any]:
    """The figures of each draw. ``weights``: draws by rows."""
    right, total = (np.array([getattr(row, name) for row in rows], dtype=np.float64) for name in ("right", "total"))
    found, predicted, gold = (_matrix(np, [getattr(row, name) for row in rows], labels) for name in _COUNTS)
    # The products of a dense and a sparse matrix come out dense.
    hits, guesses, truths = ((matrix.T @ weights.T).T for matrix in (found, predicted, gold))
    f1 = _ratio(np, 2 * hits, guesses + truths)
    there = (guesses + truths) > 0
    return {
        "accuracy": _ratio(np, weights @ right, weights @ total),
        "labels": f1,
        "micro": _ratio(np, 2 * hits.sum(1), (guesses + truths).sum(1)),
        # A label that was not drawn says nothing of the model.
        "macro": _ratio(np, (f1 * there).sum(1), there.sum(1)),
        "weighted": _ratio(np, (f1 * truths).sum(1), truths.sum(1)),
    }


_COUNTS = ("found", "predicted", "gold")


def _matrix(np: Any, counts: Sequence[dict[str, int]], labels: Sequence[str]) -> Any:
    from scipy.sparse import csr_matrix  # noqa: PLC0415  only benchmarks need it

    numbers = {label: at for at, label in enumerate(labels)}
    cells = [(row, numbers[label], count) for row, given in enumerate(counts) for label, count in given.items()]
    at, column, values = (np.array([cell[part] for cell in cells], dtype=np.int64) for part in range(3))
    return csr_matrix((values.astype(np.float64), (at, column)), shape=(len(counts), len(labels)))


def _ratio(np: Any, part: Any, whole: Any) -> Any:
    return np.divide(part, whole, out=np.zeros_like(part, dtype=np.float64), where=whole > 0)


def _interval(np: Any, values: Any) -> Interval:
    low, high = np.percentile(values, _ENDS)
    return Interval(low=round(float(low), 6), high=round(float(high), 6))
