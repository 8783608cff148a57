"""Benchmarking against what was measured."""

from __future__ import annotations

from generator.card import MetricClaim
from generator.measurement import BenchmarkRun, LabelMetrics
from generator.record import ClaimCheck
from generator.run.compare.claim import Claim
from generator.verify_block import Tolerance, rounding


def check_figure(claim: MetricClaim, benchmark: BenchmarkRun | None, tolerance: Tolerance) -> ClaimCheck:
    """One claimed figure: a count exactly, a fraction within the tolerance and its own rounding."""
    subject = f"{claim.metric} of {claim.row}" if claim.row else claim.metric
    claimed = f"{claim.value:.0f}" if claim.metric == "support" else f"{claim.value:.{max(claim.decimals, 0)}f}"
    checked = Claim("benchmarking", claim.span.line, subject, claimed)
    if benchmark is None:
        return checked.unchecked("the card names no evaluation data")
    measured = _measured(claim, benchmark)
    if isinstance(measured, str):
        return checked.unchecked(measured)
    return checked.near(claim.value, measured, _allowed(claim, tolerance), "measured")


def _allowed(claim: MetricClaim, tolerance: Tolerance) -> float:
    if claim.metric == "support":
        return 0.0
    # A fraction without decimals is a plain 1 or 0: nobody rounds 0.6 to 1.
    return tolerance.metric + (rounding(claim.decimals) if claim.decimals > 0 else 0.0)


def _measured(claim: MetricClaim, benchmark: BenchmarkRun) -> float | str:
    if claim.metric == "accuracy":
        if benchmark.accuracy is None:
            return "no accuracy is measured for this task"
        return benchmark.accuracy if not claim.row else "accuracy is measured over everything, not for a label"
    row = _row(claim, benchmark)
    if isinstance(row, str):
        return row
    values = {"precision": row.precision, "recall": row.recall, "f1": row.f1, "support": row.support}
    return values[claim.metric]


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
