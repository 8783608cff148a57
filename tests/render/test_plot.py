"""Axes have round, evenly spaced ticks, and every dot lies between them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.plot import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, Dot, decimals, linear_ticks, log_ticks, plot


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        (0.81, 0.97, [0.85, 0.9, 0.95]),
        (-3, 30, [0, 10, 20, 30]),
    ],
)
def test_linear_ticks(low: float, high: float, ticks: list[float]) -> None:
    assert linear_ticks(low, high) == pytest.approx(ticks)


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (3e5, 2e9, [1e6, 1e7, 1e8, 1e9]),
        (4e6, 3e7, [5e6, 1e7, 2e7]),
        (1e8, 1.2e8, [1e8, 1.05e8, 1.1e8, 1.15e8, 1.2e8]),
    ],
)
def test_logarithmic_ticks(low: float, high: float, ticks: list[float]) -> None:
    assert log_ticks(low, high) == pytest.approx(ticks)


@given(
    st.lists(
        st.tuples(st.floats(1e-6, 1e13), st.floats(-1e6, 1e6), st.floats(0, 1e3), st.floats(0, 1e3)),
        min_size=1,
        max_size=20,
    )
)
def test_every_dot_lies_on_the_drawing(values: list[tuple[float, float, float, float]]) -> None:
    dots = [
        Dot(x, y, y - below, y + above, str(number), "", "open")
        for number, (x, y, below, above) in enumerate(values, 1)
    ]
    drawn = plot(dots, title="t", x_name="x", y_name="y", x_label="{:g}".format)
    assert [point.dot.label for point in reversed(drawn.points)] == [dot.label for dot in dots]
    for point in drawn.points:
        assert LEFT <= point.x <= WIDTH - RIGHT
        assert TOP <= point.high <= point.y <= point.low <= HEIGHT - BOTTOM
    across, up = [tick.at for tick in drawn.x_ticks], [tick.at for tick in drawn.y_ticks]
    assert across == sorted(across)
    assert up == sorted(up, reverse=True)
    assert all(LEFT - 0.1 <= at <= WIDTH - RIGHT + 0.1 for at in across)
    assert all(TOP - 0.1 <= at <= HEIGHT - BOTTOM + 0.1 for at in up)
    assert len(up) <= 12
    assert len(across) <= 12
    labels = [tick.label for tick in drawn.y_ticks]
    assert len(set(labels)) == len(labels)


@given(st.floats(-1e6, 1e6), st.floats(1e-6, 1e6))
def test_labels_of_linear_ticks_differ(low: float, width: float) -> None:
    ticks = linear_ticks(low, low + width)
    digits = decimals(ticks)
    if width > abs(low) * 1e-9:
        assert len({f"{tick:.{digits}f}" for tick in ticks}) == len(ticks)
    assert all(math.isfinite(tick) for tick in ticks)
