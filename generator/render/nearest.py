"""Observed embeddings → which of them lie closest to each other."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import mul
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.record import RunRecord

#: Vectors that are compared, each with all others, and the closest ones that are shown of each.
_MOST = 24
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Near:
    """Another text: ``cosine`` is that of the angle between the two, from -1 to 1."""

    text: str
    sample: int
    cosine: float


@dataclass(frozen=True, slots=True)
class Nearest:
    """A text that was embedded, and those whose embeddings are closest, closest first."""

    text: str
    sample: int
    others: tuple[Near, ...]


@dataclass(frozen=True, slots=True)
class _Point:
    text: str
    sample: int
    values: Sequence[float]


def nearest_texts(record: RunRecord) -> tuple[Nearest, ...]:
    """The neighbours of each sample's text, or of each word, among all samples; empty for less than two vectors."""
    points = list(_points(record))
    if len({len(point.values) for point in points}) != 1 or len(points) == 1:
        return ()
    return tuple(Nearest(point.text, point.sample, _closest(point, points)) for point in points)


def _points(record: RunRecord) -> Iterator[_Point]:
    """The first vectors of the record, with length 1. One of zeros has no direction, and is near to nothing."""
    found = [
        (vector, number)
        for number, sample in enumerate(record.samples, 1)
        if sample.output.kind == "embedding"
        for vector in sample.output.vectors
    ]
    for vector, number in found[:_MOST]:
        if length := math.hypot(*vector.values):
            yield _Point(vector.text, number, [value / length for value in vector.values])


def _closest(point: _Point, points: Sequence[_Point]) -> tuple[Near, ...]:
    others = [
        Near(other.text, other.sample, max(-1.0, min(1.0, sum(map(mul, point.values, other.values)))))
        for other in points
        if other is not point
    ]
    return tuple(sorted(others, key=lambda near: -near.cosine)[:_SHOWN])
