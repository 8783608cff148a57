"""Figures → what charts are drawn from: the templates of ``charts.html.j2`` make SVG of it.

Everything that a colour or a length tells is told by a number, a mark or a word too.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.card import MetricClaim
from generator.render.units import duration

if TYPE_CHECKING:
    from generator.measurement import BenchmarkRun
    from generator.speed import SpeedFigures

#: Labels in one chart, and in one matrix: more are not told apart on a screen.
MOST_BARS = 30
MOST_LABELS = 12
#: Pixels of a letter, and at most of a label.
_LETTER = 7
_LABEL_WIDTH = 200


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar.

    Attributes:
        label: In full.
        short: As long as there is room for.
        share: Its length, from 0 to 1.
        text: The figure, written.
        low: Lower end of its interval, as ``share``; ``None`` without one.
        claimed: The card's figure, as ``share``; ``None`` where it has none.
    """

    label: str
    short: str
    share: float
    text: str
    low: float | None = None
    high: float | None = None
    claimed: float | None = None


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars one below the other.

    Attributes:
        left: Pixels that the labels take.
        rest: Bars that found no room.
    """

    bars: tuple[Bar, ...]
    left: int
    rest: tuple[Bar, ...] = ()

    @property
    def hidden(self) -> int:
        """How many labels found no room."""
        return len(self.rest)

    @property
    def has_intervals(self) -> bool:
        """Whether any bar has one."""
        return any(bar.low is not None for bar in self.bars)

    @property
    def has_claims(self) -> bool:
        """Whether any bar has a claim beside it."""
        return any(bar.claimed is not None for bar in self.bars)


@dataclass(frozen=True, slots=True)
class Square:
    """A cell of a matrix: ``count`` is ``None`` where it is not recorded; ``share`` of its row's counts, 0 to 1."""

    count: int | None
    share: float
    right: bool


@dataclass(frozen=True, slots=True)
class Matrix:
    """What the model took for what.

    Attributes:
        columns: What was predicted, in full.
        rows: What is right, in full, each with its cells.
        shorts: The rows' labels, as long as there is room for.
        left: Pixels that these take.
        hidden: Labels with fewer mistakes, which found no room.
        cut: Whether the record keeps only the mistakes made most.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Square, ...]], ...]
    shorts: tuple[str, ...]
    left: int
    hidden: int
    cut: bool


def measured_chart(run: BenchmarkRun, claims: Sequence[MetricClaim]) -> BarChart | None:
    """F1 a label, with intervals and claims; ``None`` for less than two labels."""
    claimed = {claim.row: claim.value for claim in claims if claim.metric == "f1"}
    by_support = sorted(run.labels, key=lambda label: (-label.support, label.label))
    bars = [
        Bar(
            label=found.label,
            short=short(found.label),
            share=found.f1,
            text=f"{found.f1:.3f}",
            low=found.f1_interval.low if found.f1_interval else None,
            high=found.f1_interval.high if found.f1_interval else None,
            claimed=_fraction(claimed.get(found.label)),
        )
        for found in by_support
    ]
    shown = sorted(bars[:MOST_BARS], key=lambda bar: (-bar.share, bar.label))
    return _chart(shown, bars[MOST_BARS:])


def claimed_chart(claims: Sequence[MetricClaim]) -> BarChart | None:
    """F1 a label as the card claims it; ``None`` for less than two labels."""
    found = {
        claim.row: Bar(claim.row, short(claim.row), claim.value, claim.written)
        for claim in claims
        if claim.metric == "f1" and claim.row and not claim.row.endswith(" avg") and _fraction(claim.value) is not None
    }
    bars = sorted(found.values(), key=lambda bar: (-bar.share, bar.label))
    return _chart(bars[:MOST_BARS], bars[MOST_BARS:])


def latency_chart(figures: SpeedFigures) -> BarChart | None:
    """Seconds for an answer: the median and the 95th percentile."""
    latency = figures.latency
    most = max(latency.p50, latency.p95)
    pairs = (("median", latency.p50), ("95th percentile", latency.p95))
    return _chart([Bar(name, name, seconds / most, duration(seconds)) for name, seconds in pairs]) if most else None


def throughput_chart(figures: SpeedFigures) -> BarChart | None:
    """Samples a second, by the size of the batch; ``None`` for less than two sizes."""
    most = max((found.per_second for found in figures.throughput), default=0.0)
    bars = [
        Bar(name := f"batch of {found.batch}", name, found.per_second / most, f"{found.per_second:,.4g}")
        for found in figures.throughput
    ]
    return _chart(bars)


def _chart(bars: Sequence[Bar], rest: Sequence[Bar] = ()) -> BarChart | None:
    return BarChart(tuple(bars), _left(bar.short for bar in bars), tuple(rest)) if len(bars) > 1 else None


def confusion_matrix(run: BenchmarkRun) -> Matrix | None:
    """What was taken for what; ``None`` where no mistake is recorded.

    Where a label can only be missed or be too many (several labels a row), the columns are these two. Right answers are
    counted as recall times support, where the labels of the mistakes are those of the figures: entities are measured
    whole, and their mistakes are kept by word.
    """
    if not run.confusions:
        return None
    mistakes = {(one.gold, one.predicted): one.count for one in run.confusions}
    right = {} if run.level == "entity" else {one.label: round(one.recall * one.support) for one in run.labels}
    weights: Counter[str] = Counter()
    for (gold, predicted), count in mistakes.items():
        weights[gold] += count
        weights[predicted] += count
    del weights[""]
    most = {label for label, _ in sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:MOST_LABELS]}
    labels = sorted(most)
    alone = any("" in pair for pair in mistakes)
    rows = [_alone(label, mistakes, right) if alone else _row(label, labels, mistakes, right) for label in labels]
    return Matrix(
        columns=("found", "missed", "too many") if alone else tuple(labels),
        rows=tuple(zip(labels, rows, strict=True)),
        shorts=(shorts := tuple(map(short, labels))),
        left=_left(shorts),
        hidden=len(weights) - len(labels),
        cut=run.confusions_are_cut,
    )


def _row(
    label: str, labels: Sequence[str], mistakes: Mapping[tuple[str, str], int], right: Mapping[str, int]
) -> tuple[Square, ...]:
    counts = [right.get(label) if other == label else mistakes.get((label, other), 0) for other in labels]
    total = sum(filter(None, counts))
    return tuple(
        Square(count, (count or 0) / total if total else 0.0, right=other == label)
        for count, other in zip(counts, labels, strict=True)
    )


def _alone(label: str, mistakes: Mapping[tuple[str, str], int], right: Mapping[str, int]) -> tuple[Square, ...]:
    counts = (right.get(label), mistakes.get((label, ""), 0), mistakes.get(("", label), 0))
    total = sum(filter(None, counts))
    return tuple(Square(count, (count or 0) / total if total else 0.0, right=not at) for at, count in enumerate(counts))


def short(label: str) -> str:
    """A label, cut to the room that there is for it."""
    room = _LABEL_WIDTH // _LETTER
    if _letters(label) <= room:
        return label
    kept = ""
    for letter in label:
        if _letters(kept + letter) >= room:
            break
        kept += letter
    return f"{kept}…"


def _left(labels: Iterable[str]) -> int:
    return max(map(_letters, labels), default=0) * _LETTER + 16


def _letters(text: str) -> int:
    """How many letters wide a text is: those of Chinese, Japanese and Korean take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _fraction(value: float | None) -> float | None:
    return value if value is not None and 0 <= value <= 1 else None
