"""Arithmetic over the reports of Benchmarking.

A figure is printed with a few decimals, so it stands for an interval: one unit of its last decimal to either side,
which allows for rounding and for cutting off. What is computed from figures is an interval too, and two of them
contradict each other where they have no point in common.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from generator.card import Card, MetricClaim, Report, ReportRow

#: Words of rows that are no labels: their F1 and counts follow other rules.
_SUMMARIES = frozenset({"avg", "average", "total", "overall", "mean", "accuracy"})
#: Words that may stand beside them. `Total_Cholesterol` and `MeanOfTransportation` are labels.
_BESIDE = frozenset({"macro", "micro", "weighted", "samples", "all", "precision", "recall", "f1", "score"})
#: What columns of labels are called; the rows of models, languages or data sets follow other rules too.
_SUBJECTS = frozenset(
    {
        "", "label", "labels", "entity", "entities", "class", "tag", "tags", "nertag", "pos", "postag", "relation",
        "category", "type", "name", "sentiment",
    }
)  # fmt: skip
AVERAGES = frozenset({"macro avg", "micro avg", "weighted avg"})
_EPSILON = 1e-9
#: Smaller differences come from arithmetic with few bits, and mislead nobody.
_LEAST_UNIT = 1e-4


class Interval(Struct, frozen=True):
    """All values between two bounds, both included."""

    low: float
    high: float

    def meets(self, other: Interval) -> bool:
        """Whether the two have a value in common."""
        return self.low <= other.high + _EPSILON and other.low <= self.high + _EPSILON

    @property
    def middle(self) -> float:
        """The value that is said where only one can be."""
        return (self.low + self.high) / 2


def interval(claim: MetricClaim) -> Interval:
    """What a printed figure may stand for."""
    unit = 0.0 if claim.metric == "support" else max(10.0 ** -_decimals(claim), _LEAST_UNIT)
    return Interval(max(0.0, claim.value - unit), claim.value + unit)


def _decimals(claim: MetricClaim) -> int:
    """The decimals that were printed: a tool that drops zeros at the end did not print a figure that ends in one."""
    printed = re.fullmatch(r"(?:0?|1)[.](\d+0)", claim.written)
    return len(printed[1]) if printed else claim.decimals


def harmonic(precision: Interval, recall: Interval) -> Interval:
    """F1 of precision and recall; it grows with each of them."""
    return Interval(_f1(precision.low, recall.low), _f1(precision.high, recall.high))


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall > 0 else 0.0


def mean(values: Sequence[Interval], weights: Sequence[float]) -> Interval | None:
    """The weighted mean; ``None`` where the weights are all 0."""
    total = sum(weights)
    if total <= 0:
        return None
    low, high = (
        sum(bound * weight for bound, weight in zip(bounds, weights, strict=True)) / total
        for bounds in ([value.low for value in values], [value.high for value in values])
    )
    return Interval(low, high)


def plain_mean(rows: Sequence[ReportRow], metric: str) -> Interval | None:
    """The mean of the rows' figures; ``None`` where one has none."""
    values = [interval(claim) for row in rows if (claim := figure(row, metric))]
    return mean(values, [1] * len(values)) if values and len(values) == len(rows) else None


def weighted_mean(rows: Sequence[ReportRow], metric: str) -> Interval | None:
    """The mean of the rows' figures, weighted by their support; ``None`` where one has none, or no support."""
    weights = [claim.value for row in rows if (claim := figure(row, "support"))]
    values = [interval(claim) for row in rows if (claim := figure(row, metric))]
    return mean(values, weights) if values and len(values) == len(weights) == len(rows) else None


def of_means(average: ReportRow, metric: str) -> bool:
    """Whether an F1 is that of the averages beside it, which is called macro F1 too."""
    precision, recall, f1 = (figure(average, name) for name in ("precision", "recall", "f1"))
    if metric != "f1" or not (precision and recall and f1):
        return False
    return harmonic(interval(precision), interval(recall)).meets(interval(f1))


def figure(row: ReportRow, metric: str) -> MetricClaim | None:
    """The row's figure of a metric."""
    return next((claim for claim in row.metrics if claim.metric == metric), None)


def sound_reports(card: Card) -> Iterator[Report]:
    """The reports whose rows are labels and averages, and whose figures all lie in their range."""
    for report in card.claims.reports:
        claims = [claim for row in report.rows for claim in row.metrics if claim.metric != "support"]
        if report.subject in _SUBJECTS and all(0 <= claim.value <= 1 for claim in claims):
            yield report


def labelled(report: Report) -> list[ReportRow]:
    """The rows that stand for a label."""
    return [row for row in report.rows if row.name and not is_summary(row)]


def is_summary(row: ReportRow) -> bool:
    """Whether a row sums up others, by its name."""
    words = set(re.findall(r"[^\s/().:-]+", row.name.casefold()))
    return bool(words & _SUMMARIES) and words <= _SUMMARIES | _BESIDE


def complete(report: Report, average: ReportRow) -> list[ReportRow]:
    """The labels' rows, where it is certain that the average is of all of them; else none.

    It is certain where their support, or else each of their counts, adds up to what the average's row says.
    """
    rows = labelled(report)
    names = {row.name for row in rows}
    total = figure(average, "support")
    supports = [claim.value for row in rows if (claim := figure(row, "support"))]
    if len(names) < len(rows) or not rows:
        return []
    if total and len(supports) == len(rows):
        return rows if sum(supports) == total.value else []
    return rows if any(average.counts.values()) and sums(rows) == dict(average.counts) else []


def averaged(card: Card) -> Iterator[tuple[list[ReportRow], ReportRow]]:
    """Each row that sums up others, with the labels' rows that it is printed with.

    They are those of its own report, and the same list for all that sum up the same. Where it has none, it stands below
    the one before: a table of labels, and its averages in lines of their own. A row without a name sums up those above
    it where it stands so.
    """
    rows: list[ReportRow] = []
    summed: set[str] = set()
    split = ""
    for report in sound_reports(card):
        own = labelled(report)
        if own:
            rows = own if len({row.name for row in own}) == len(own) else []
            split, summed = report.split, {row.name for row in report.rows}
        if not rows or report.split not in ("", split):
            continue
        for row in report.rows:
            if row.name in AVERAGES | {""} and (own or row.name not in summed) and not (own and not row.name):
                yield rows, row


def sums(rows: Sequence[ReportRow]) -> dict[str, int]:
    """The counts that every row has, added up."""
    names = set.intersection(*(set(row.counts) for row in rows)) if rows else set()
    return {name: sum(row.counts[name] for row in rows) for name in names}
