"""Geometry of the history: the statuses of a hub's models over time, one above the other. A template draws it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from generator.hub import STATUSES, Status
from generator.listing import HistoryPoint
from generator.render.plot import Tick, linear_ticks

#: The drawing, and what its axes leave, in the units of its view box. At the right there is room for the names.
WIDTH, HEIGHT = 640, 300
LEFT, RIGHT, TOP, BOTTOM = 56, 150, 16, 36
#: Between two names.
_LINE = 17


@dataclass(frozen=True, slots=True)
class Band:
    """The models of one status over time.

    Attributes:
        outline: As ``d`` of a path.
        count: On the last day.
        middle: Where the band ends at the right, and ``label`` where its name stands; 0 for a band that ended before.
    """

    status: Status
    outline: str
    count: int
    middle: float
    label: float


@dataclass(frozen=True, slots=True)
class HistoryPlot:
    """A whole drawing."""

    bands: tuple[Band, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]


def history_plot(history: Sequence[HistoryPoint]) -> HistoryPlot | None:
    """Lay out the days, oldest first; ``None`` for fewer than two. What a day says holds until the next."""
    if len(history) < 2:  # noqa: PLR2004  as the docstring says
        return None
    days = [date.fromisoformat(point.date).toordinal() for point in history]
    stacks = [list(accumulate((point.count(status) for status in reversed(STATUSES)), initial=0)) for point in history]
    most = max(1, *(stack[-1] for stack in stacks))

    def across(day: int) -> float:
        return round(LEFT + (day - days[0]) / (days[-1] - days[0]) * (WIDTH - RIGHT - LEFT), 1)

    def up(count: float) -> float:
        return round(HEIGHT - BOTTOM - count / most * (HEIGHT - BOTTOM - TOP), 1)

    places = [across(day) for day in days]
    bands = []
    for number, status in enumerate(reversed(STATUSES)):
        below, above = [up(stack[number]) for stack in stacks], [up(stack[number + 1]) for stack in stacks]
        if below != above:
            count = history[-1].count(status)
            middle = (below[-1] + above[-1]) / 2 if count else 0
            bands.append(Band(status, _outline(places, below, above), count, middle, 0))
    ticks = [tick for tick in linear_ticks(0, most) if tick == int(tick)]
    return HistoryPlot(
        tuple(_named(bands)),
        tuple(Tick(across(days[at]), history[at].date) for at in (0, -1)),
        tuple(Tick(up(tick), f"{tick:,.0f}") for tick in ticks),
    )


def _outline(places: Sequence[float], below: Sequence[float], above: Sequence[float]) -> str:
    """Along the upper edge in steps, and back along the lower one."""
    there = [f"M{places[0]} {above[0]}"]
    there += [f"H{x}V{y}" for x, y in zip(places[1:], above[1:], strict=True)]
    back = [f"V{below[-1]}"]
    back += [f"V{y}H{x}" for x, y in zip(reversed(places[:-1]), reversed(below[:-1]), strict=True)]
    return "".join([*there, *back, "Z"])


def _named(bands: Sequence[Band]) -> list[Band]:
    """With the places of their names: beside the bands, and none on another. The lowest band comes first."""
    present = [band for band in bands if band.count]
    labels: list[float] = []
    for band in present:
        lowest = labels[-1] - _LINE if labels else float(HEIGHT - BOTTOM)
        labels.append(min(band.middle + 4, lowest))
    lift = max(0.0, TOP + 4 - labels[-1]) if labels else 0.0
    if lift:  # There is no room above: those at the top move down, and push others.
        floor = TOP + 4.0
        for at in range(len(labels) - 1, -1, -1):
            labels[at] = max(labels[at], floor)
            floor = labels[at] + _LINE
    placed = dict(zip((band.status for band in present), labels, strict=True))
    return [
        Band(band.status, band.outline, band.count, band.middle, round(placed.get(band.status, 0), 1)) for band in bands
    ]
