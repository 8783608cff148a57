"""What a measure gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

from generator.measurement import Metric
from generator.part import significant
from generator.run.intervals import interval_of_sums


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures of the whole data, and of each row.

    Attributes:
        metrics: Of the whole.
        by: The figure that the rows are told apart by.
        rows: How well each row was answered, the more the better; a row that could not be answered better has ``best``.
        best: What no row can exceed.
    """

    metrics: list[Metric]
    by: str
    rows: Sequence[float]
    best: float = 1.0


def mean(name: str, values: Sequence[float], signature: str) -> Metric:
    """A figure that is the mean of the rows'."""
    around = interval_of_sums([[value] for value in values], lambda sums: sums[:, 0] / len(values))
    return Metric(
        name=name, value=significant(sum(values) / len(values)), unit="fraction", interval=around, signature=signature
    )


def signed(package: str, *how: str) -> str:
    """A signature in sacreBLEU's manner: ``jiwer:4.0.0|case:mixed``."""
    return "|".join([f"{package}:{version(package)}", *how])
