"""The measured table, with the card's figures beside the ones that were measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from generator.render.metric import FORMS, METRIC_NAMES

if TYPE_CHECKING:
    from generator.measurement import BenchmarkRun, Interval, LabelMetrics, Metric
    from generator.record import ClaimCheck, RunRecord

Figure = Literal["precision", "recall", "f1", "support"]
FIGURES: tuple[Figure, ...] = ("precision", "recall", "f1", "support")


@dataclass(frozen=True, slots=True)
class Cell:
    """A measured figure.

    Attributes:
        text: As shown.
        check: The card's claim about it, if it makes one.
        around: Its interval, if one was measured.
    """

    text: str
    check: ClaimCheck | None
    around: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one label or average; one a column."""

    label: str
    cells: tuple[Cell, ...]
    average: bool


@dataclass(frozen=True, slots=True)
class Whole:
    """A figure of the whole data, with how it was computed."""

    name: str
    cell: Cell
    signature: str


@dataclass(frozen=True, slots=True)
class BenchmarkView:
    """The whole table.

    Attributes:
        accuracy: Over everything; ``None`` for tasks without labels.
        metrics: The figures of a task without labels.
        other: Claims that have no place in the tables.
    """

    run: BenchmarkRun
    accuracy: Cell | None
    rows: tuple[Row, ...]
    metrics: tuple[Whole, ...]
    other: tuple[ClaimCheck, ...]


def benchmark_view(record: RunRecord) -> BenchmarkView | None:
    """The table of a record; ``None`` where nothing was measured."""
    run = record.benchmark
    if run is None:
        return None
    claims = _Claims(record.checks)
    rows = (*_rows(run.labels, claims, average=False), *_rows(run.averages, claims, average=True))
    accuracy = None
    if run.accuracy is not None:
        accuracy = Cell(_share(run.accuracy), claims.take("accuracy"), _around(run.accuracy_interval))
    metrics = tuple(_whole(metric, claims) for metric in run.metrics)
    return BenchmarkView(run, accuracy, rows, metrics, tuple(claims.left()))


def headline(run: BenchmarkRun) -> tuple[str, str]:
    """The one figure that says most, with its interval: its name and its text; both empty where there is none."""
    averages = {average.label: average for average in run.averages}
    if run.level == "entity" and (micro := averages.get("micro avg")):
        return "F1, micro average", _with_interval(f"{micro.f1:.3f}", _around(micro.f1_interval))
    if run.accuracy is not None:
        return "Accuracy", _with_interval(f"{run.accuracy:.3f}", _around(run.accuracy_interval))
    if run.metrics:
        whole = _whole(run.metrics[0], _Claims(()))
        return whole.name, _with_interval(whole.cell.text, whole.cell.around)
    return "", ""


def _with_interval(text: str, around: str) -> str:
    return f"{text} ({around})" if around else text


class _Claims:
    """The card's claims about figures, handed out once each."""

    def __init__(self, checks: Sequence[ClaimCheck]) -> None:
        self._checks = [check for check in checks if check.where == "benchmarking"]

    def take(self, subject: str) -> ClaimCheck | None:
        """The first claim about ``subject``."""
        check = next((check for check in self._checks if check.subject == subject), None)
        if check:
            self._checks.remove(check)
        return check

    def left(self) -> Sequence[ClaimCheck]:
        """The claims that nobody took."""
        return self._checks


def _whole(metric: Metric, claims: _Claims) -> Whole:
    form = FORMS[metric.unit]
    around = metric.interval
    between = f"{form.format(around.low)}–{form.format(around.high)}" if around else ""  # noqa: RUF001  a range
    cell = Cell(form.format(metric.value), claims.take(metric.name), between)
    return Whole(METRIC_NAMES.get(metric.name, metric.name), cell, metric.signature)


def _rows(metrics: Sequence[LabelMetrics], claims: _Claims, *, average: bool) -> Iterator[Row]:
    for figures in metrics:
        cells = (
            Cell(
                _figure(figures, name),
                claims.take(f"{name} of {figures.label}"),
                _around(figures.f1_interval) if name == "f1" else "",
            )
            for name in FIGURES
        )
        yield Row(figures.label, tuple(cells), average)


def _figure(figures: LabelMetrics, name: Figure) -> str:
    return f"{figures.support:,}" if name == "support" else _share(getattr(figures, name))


def _around(interval: Interval | None) -> str:
    return f"{interval.low:.3f}–{interval.high:.3f}" if interval else ""  # noqa: RUF001  a range


def _share(value: float) -> str:
    return f"{value:.4f}"
