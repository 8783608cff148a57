"""Benchmarking against what was measured."""

from __future__ import annotations

from generator.card import UNITS, MetricClaim
from generator.measurement import BenchmarkRun, LabelMetrics
from generator.record import ClaimCheck
from generator.run.compare.claim import Claim
from generator.verify_block import Tolerance, rounding


def check_figure(claim: MetricClaim, benchmark: BenchmarkRun | None, tolerance: Tolerance) -> ClaimCheck:
    """One claimed figure: a count exactly, a fraction within the tolerance and its own rounding."""
    subject = f"{claim.metric} of {claim.row}" if claim.row else claim.metric
    # BLEU and chrF are measured in percent, so that is what the claim is shown in.
    metric = benchmark.metric(claim.metric) if benchmark else None
    scale, decimals = (100, claim.decimals - 2) if metric and metric.unit == "percent" else (1, claim.decimals)
    claimed = f"{claim.value * scale:.{0 if claim.metric == 'support' else max(decimals, 0)}f}"
    checked = Claim("benchmarking", claim.span.line, subject, claimed)
    if benchmark is None:
        return checked.unchecked("the card names no evaluation data")
    measured = _measured(claim, benchmark)
    if isinstance(measured, str):
        return checked.unchecked(measured)
    return checked.near(claim.value * scale, measured, _allowed(claim, tolerance) * scale, "measured")


def _allowed(claim: MetricClaim, tolerance: Tolerance) -> float:
    if claim.metric == "support":
        return 0.0
    if claim.metric in UNITS:
        return tolerance.value + rounding(claim.decimals)
    # A fraction without decimals is a plain 1 or 0: nobody rounds 0.6 to 1.
    return tolerance.metric + (rounding(claim.decimals) if claim.decimals > 0 else 0.0)


def _measured(claim: MetricClaim, benchmark: BenchmarkRun) -> float | str:
    if benchmark.metrics:
        return _whole(claim, benchmark)
    if claim.metric == "accuracy" and benchmark.accuracy is not None:
        return benchmark.accuracy if not claim.row else "accuracy is measured over everything, not for a label"
    row = _row(claim, benchmark)
    if isinstance(row, str):
        return row
    values: dict[str, float] = {
        "precision": row.precision, "recall": row.recall, "f1": row.f1, "support": row.support,
    }  # fmt: skip
    return values.get(claim.metric, f"{claim.metric} is not measured for this task")


def _whole(claim: MetricClaim, benchmark: BenchmarkRun) -> float | str:
    """The figure of a task without labels, as it was measured."""
    metric = benchmark.metric(claim.metric)
    if metric is None:
        return f"{claim.metric} is not measured for this task"
    if claim.row:
        return f"{claim.metric} is measured over everything, not for {claim.row}"
    return metric.value


def _row(claim: MetricClaim, benchmark: BenchmarkRun) -> LabelMetrics | str:
    name = claim.row
    if not name:
        # The CoNLL figure of named entities is the micro average; a support is the same for every average.
        if claim.metric != "support" and benchmark.level != "entity":
            return "the card does not say which average it is"
        name = "micro avg"
    rows = {row.label: row for row in [*benchmark.averages, *benchmark.labels]}
    if name not in rows:
        return f"the evaluation data and the model have no {benchmark.level} labelled {name}"
    return rows[name]
