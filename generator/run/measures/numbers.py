"""Numbers beside the right ones: of regressions, and how alike two texts are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from generator.measurement import Metric
from generator.part import significant
from generator.run.intervals import interval_of_rows, interval_of_sums
from generator.run.job import Prediction
from generator.run.measures.measured import Measured, signed
from generator.run.rows import Row
from generator.run.trouble import RunFailed

#: A spread this small, as a share of the squares that it is the difference of, is what rounding leaves of none.
_NOISE = 1e-12


def regression(rows: Sequence[Row], predictions: Sequence[Prediction]) -> Measured:
    """Pearson's and Spearman's correlation, mean absolute and mean squared error."""
    right, given = _numbers(rows, predictions)
    errors = [abs(a - b) for a, b in zip(right, given, strict=True)]
    metrics = [
        *(metric for metric in (_pearson(right, given), _spearman(right, given)) if metric),
        *(_error(name, errors, power) for name, power in (("mae", 1), ("mse", 2))),
    ]
    return Measured(metrics, "-error", [-error for error in errors], best=0.0)


def similarity(rows: Sequence[Row], predictions: Sequence[Prediction]) -> Measured:
    """Spearman's correlation of the cosines with the right scores, as STS is measured, and Pearson's.

    The rows are told apart by how far the two ranks lie from each other, as a share of all ranks.
    """
    from scipy.stats import rankdata  # noqa: PLC0415  only benchmarks need it

    right, given = _numbers(rows, predictions)
    metrics = [metric for metric in (_spearman(right, given), _pearson(right, given)) if metric]
    if not metrics:
        raise RunFailed("the evaluation data or the model has only one number: there is no correlation to measure")
    apart = abs(rankdata(right) - rankdata(given)) / len(right)
    return Measured(metrics, "-rank error", [-float(distance) for distance in apart], best=0.0)


def _numbers(rows: Sequence[Row], predictions: Sequence[Prediction]) -> tuple[list[float], list[float]]:
    right = [row.value for row in rows if row.value is not None]
    given = [prediction.value for prediction in predictions if prediction.value is not None]
    return right, given


def _pearson(right: Sequence[float], given: Sequence[float]) -> Metric | None:
    """``None`` where one side has only one number."""
    from scipy.stats import pearsonr  # noqa: PLC0415  only benchmarks need it

    if _is_constant(right) or _is_constant(given):
        return None
    sums = [[1, a, b, a * a, b * b, a * b] for a, b in zip(_centred(right), _centred(given), strict=True)]
    value = float(pearsonr(right, given).statistic)
    around = interval_of_sums(sums, _correlations)
    return Metric(name="pearson", value=significant(value), unit="number", interval=around, signature=signed("scipy"))


def _centred(values: Sequence[float]) -> list[float]:
    """Without this, squares of large numbers that differ little would cancel each other."""
    middle = math.fsum(values) / len(values)
    return [value - middle for value in values]


def _correlations(sums: Any) -> Any:
    """Pearson's correlation of each draw; NaN where one side of it has only one number."""
    import numpy as np  # noqa: PLC0415  only benchmarks need it

    count, a, b, aa, bb, ab = sums.T
    one, other = count * aa - a * a, count * bb - b * b
    differ = (one > _NOISE * count * aa) & (other > _NOISE * count * bb)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(differ, (count * ab - a * b) / np.sqrt(one * other), np.nan).clip(-1, 1)


def _spearman(right: Sequence[float], given: Sequence[float]) -> Metric | None:
    """``None`` where one side has only one number."""
    import numpy as np  # noqa: PLC0415  only benchmarks need it
    from scipy.stats import rankdata, spearmanr  # noqa: PLC0415

    if _is_constant(right) or _is_constant(given):
        return None
    both = np.array([right, given])

    def correlation(at: Any) -> float:
        ranks = rankdata(both[:, at], axis=1)
        ranks -= ranks.mean(1, keepdims=True)
        spread = math.sqrt(float((ranks[0] @ ranks[0]) * (ranks[1] @ ranks[1])))
        return float(ranks[0] @ ranks[1]) / spread if spread else math.nan

    value = float(spearmanr(right, given).statistic)
    around = interval_of_rows(len(right), correlation)
    return Metric(name="spearman", value=significant(value), unit="number", interval=around, signature=signed("scipy"))


def _is_constant(values: Sequence[float]) -> bool:
    return len({*values}) == 1


def _error(name: str, errors: Sequence[float], power: int) -> Metric:
    values = [error**power for error in errors]
    around = interval_of_sums([[value] for value in values], lambda sums: sums[:, 0] / len(values))
    value = significant(math.fsum(values) / len(values))
    return Metric(name=name, value=value, unit="number", interval=around, signature="unit:of the rows")
