"""The history is drawn as bands, one a status, one above the other."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from generator.listing import HistoryPoint
from generator.render.history_plot import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, history_plot

COUNTS = st.integers(0, 100_000)
POINTS = st.lists(st.tuples(st.integers(1, 400), *[COUNTS] * 6), min_size=2, max_size=20)


def points(days: list[tuple[int, ...]]) -> list[HistoryPoint]:
    """Days so many apart, with these counts."""
    day, found = date(2026, 1, 1), []
    for gap, *counts in days:
        day += timedelta(gap)
        found.append(HistoryPoint(day.isoformat(), sum(counts), *counts))
    return found


def test_one_day_is_no_line() -> None:
    assert history_plot([]) is None
    assert history_plot([HistoryPoint("2026-01-01", 3, 3)]) is None


def test_bands_are_stacked_in_steps_worst_below() -> None:
    plot = history_plot([HistoryPoint("2026-01-01", 4, 1, not_run=3), HistoryPoint("2026-01-11", 4, 3, not_run=1)])
    assert plot
    assert [(band.status, band.count) for band in plot.bands] == [("not-run", 1), ("verified", 3)]
    # From the left, at three quarters of the height, to the right; there up to a quarter.
    assert plot.bands[0].outline == "M56.0 78.0H490.0V202.0V264.0V264.0H56.0Z"
    assert [tick.label for tick in plot.x_ticks] == ["2026-01-01", "2026-01-11"]
    assert [tick.label for tick in plot.y_ticks] == ["0", "1", "2", "3", "4"]


@given(POINTS)
def test_everything_lies_on_the_drawing_and_names_do_not_overlap(days: list[tuple[int, ...]]) -> None:
    plot = history_plot(points(days))
    assert plot
    for band in plot.bands:
        places = re.findall(r"M([\d.]+) ([\d.]+)|H([\d.]+)|V([\d.]+)", band.outline)
        for x, y in ((a or c, b or d) for a, b, c, d in places):
            assert not x or LEFT <= float(x) <= WIDTH - RIGHT
            assert not y or TOP <= float(y) <= HEIGHT - BOTTOM
    labels = sorted(band.label for band in plot.bands if band.count)
    assert all(TOP <= label <= HEIGHT for label in labels)
    assert all(above - below >= 16 for below, above in pairwise(labels))
