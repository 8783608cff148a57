"""Geometry of scatter plots: a figure against a quantity that spans orders of magnitude. Templates draw it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from generator.render.ranking import Verdict

#: The drawing, and what its axes leave for the points, in the units of its view box.
WIDTH, HEIGHT = 640, 360
LEFT, RIGHT, TOP, BOTTOM = 72, 24, 20, 56
#: Most ticks of an axis.
_TICKS = 7
#: Of the range, kept free at each end of an axis.
_MARGIN = 0.06


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis: where, and what it says."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Dot:
    """What is to be drawn: values, not places.

    Attributes:
        x: Above 0.
        low: The lower end of the interval of ``y``, and ``high`` the upper one; both ``y`` where there is none.
        label: A few characters inside the dot.
        title: What it stands for.
        small: Whether it is drawn without its label, as one of many.
    """

    x: float
    y: float
    low: float
    high: float
    label: str
    title: str
    verdict: Verdict
    small: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """Where a dot is drawn; ``low`` and ``high`` are places as well."""

    x: float
    y: float
    low: float
    high: float
    dot: Dot


@dataclass(frozen=True, slots=True)
class Plot:
    """A whole drawing: its axes are named ``x_name`` and ``y_name``."""

    title: str
    x_name: str
    y_name: str
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    points: tuple[Point, ...]


def plot(dots: Sequence[Dot], *, title: str, x_name: str, y_name: str, x_label: Callable[[float], str]) -> Plot:
    """Lay out dots, the first on top. ``x`` is logarithmic, ``y`` linear and need not begin at 0.

    Args:
        dots: At least one.
        title: What is drawn.
        x_name: Of the horizontal axis, as ``y_name`` of the vertical one.
        y_name: See there.
        x_label: Writes a value of ``x``.
    """
    across = _scale([math.log10(dot.x) for dot in dots], LEFT, WIDTH - RIGHT)
    up = _scale([value for dot in dots for value in (dot.low, dot.high, dot.y)], HEIGHT - BOTTOM, TOP)
    x_ticks = log_ticks(10**across.low, 10**across.high)
    y_ticks = linear_ticks(up.low, up.high)
    digits = decimals(y_ticks)
    points = [Point(across(math.log10(dot.x)), up(dot.y), up(dot.low), up(dot.high), dot) for dot in reversed(dots)]
    return Plot(
        title,
        x_name,
        y_name,
        tuple(Tick(across(math.log10(value)), x_label(value)) for value in x_ticks),
        tuple(Tick(up(value), f"{value:.{digits}f}") for value in y_ticks),
        tuple(points),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """Takes values from ``low`` … ``high`` to places from ``start`` … ``end``."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 1)


def _scale(values: Sequence[float], start: float, end: float) -> _Scale:
    low, high = min(values), max(values)
    # Where all are the same, or as good as that, they stand in the middle.
    room = (high - low) * _MARGIN if high - low > 1e-9 * max(abs(low), abs(high), 1e-9) else abs(high) * 0.1 or 0.1
    return _Scale(low - room, high + room, start, end)


def linear_ticks(low: float, high: float) -> list[float]:
    """Round values from ``low`` to ``high``, evenly spaced by 1, 2 or 5 times a power of ten."""
    rough = (high - low) / (_TICKS - 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * (1 - 1e-9))
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [number * step for number in range(first, last + 1)]


def log_ticks(low: float, high: float) -> list[float]:
    """Round values from ``low`` to ``high``: powers of ten; where those are few, 2 and 5 times them too.

    A narrow range that holds none of these has ticks as ``linear_ticks`` has them.
    """
    exponents = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    for factors in ((1,), (1, 2, 5)):
        ticks = [factor * 10.0**exponent for exponent in exponents for factor in factors]
        inside = [tick for tick in ticks if low <= tick <= high]
        if len(inside) > 2:  # noqa: PLR2004  fewer say little of a scale
            return inside[:: -(-len(inside) // _TICKS)]
    return linear_ticks(low, high)


def decimals(ticks: Sequence[float]) -> int:
    """Digits behind the point that tell evenly spaced values apart."""
    step = ticks[1] - ticks[0] if len(ticks) > 1 else 0.1
    return max(0, -math.floor(math.log10(step) + 1e-9))
