from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.card import MetricClaim
from generator.diagnostic import Span
from generator.lint.reports import Interval, harmonic, interval, mean


def claim(value: float, decimals: int, written: str = "") -> MetricClaim:
    return MetricClaim("x", "precision", value, decimals, written, Span(1))


@pytest.mark.parametrize(
    ("figure", "low", "high"),
    [
        (claim(0.5, 2), 0.49, 0.51),
        (claim(0.0, 2), 0.0, 0.01),
        (claim(0.123456789, 9), 0.123356789, 0.123556789),
        (claim(0.83, 9, "0.830"), 0.829, 0.831),
        (claim(0.9, 9, "0.9"), 0.8999, 0.9001),
        (MetricClaim("x", "support", 7, 0, "7", Span(1)), 7.0, 7.0),
    ],
)
def test_what_a_figure_stands_for(figure: MetricClaim, low: float, high: float) -> None:
    found = interval(figure)
    assert (found.low, found.high) == pytest.approx((low, high))


def test_intervals_meet_where_they_have_a_point_in_common() -> None:
    assert Interval(0.1, 0.2).meets(Interval(0.2, 0.3))
    assert not Interval(0.1, 0.2).meets(Interval(0.21, 0.3))


@given(precision=st.floats(0, 1), recall=st.floats(0, 1), decimals=st.integers(2, 4))
def test_rounding_never_parts_an_f1_from_its_figures(*, precision: float, recall: float, decimals: int) -> None:
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    rounded = [interval(claim(round(value, decimals), decimals)) for value in (precision, recall, f1)]
    assert harmonic(*rounded[:2]).meets(rounded[2])


def test_a_mean_without_weight_is_none() -> None:
    assert mean([Interval(0.1, 0.2)], [0]) is None
    assert mean([Interval(0, 0.5), Interval(1, 1)], [1, 3]) == Interval(0.75, 0.875)
