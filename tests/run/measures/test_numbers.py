from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.measurement import Metric
from generator.run.job import Prediction
from generator.run.measures import MEASURES
from generator.run.rows import Row
from generator.run.trouble import RunFailed


def measured(task: str, right: list[float], predicted: list[float]) -> dict[str, Metric]:
    rows = [Row(f"d:{at}", at, {"text": "x"}, [], value) for at, value in enumerate(right, 1)]
    found = MEASURES[task](rows, [Prediction(value=value) for value in predicted])
    assert len(found.rows) == len(right)
    return {metric.name: metric for metric in found.metrics}


def test_a_regression() -> None:
    found = measured("regression", [1, 2, 3, 4], [1, 2, 4, 3])
    assert {name: metric.value for name, metric in found.items()} == {
        "pearson": pytest.approx(0.8),
        "spearman": pytest.approx(0.8),
        "mae": 0.5,
        "mse": 0.5,
    }


def test_one_number_has_no_correlation() -> None:
    assert [*measured("regression", [1, 1], [1, 2])] == ["mae", "mse"]
    with pytest.raises(RunFailed, match="no correlation to measure"):
        measured("sentence-embeddings", [1, 1], [1, 2])


@settings(max_examples=20)
@given(st.integers(0, 2**16), st.floats(-1e6, 1e6), st.floats(1e-3, 1e3))
def test_intervals_are_those_of_rows_drawn_one_by_one(seed: int, middle: float, scale: float) -> None:
    """Sums over the rows, which are fast, give what numpy gives for the rows themselves, wherever they lie."""
    generator = np.random.default_rng(seed)
    right = generator.normal(middle, scale, 30)
    predicted = right + generator.normal(0, scale, 30)
    metric = measured("regression", right.tolist(), predicted.tolist())["pearson"]
    drawn = []
    chooser = np.random.Generator(np.random.PCG64(0))
    for weights in chooser.multinomial(30, np.full(30, 1 / 30), size=1000):
        at = np.repeat(np.arange(30), weights)
        drawn.append(np.corrcoef(right[at], predicted[at])[0, 1])
    low, high = np.percentile(drawn, (2.5, 97.5))
    assert metric.interval is not None
    assert (metric.interval.low, metric.interval.high) == pytest.approx((low, high), abs=1e-4)
