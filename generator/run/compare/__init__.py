"""The card's claims against what was observed. Pure.

Every claim gives one check: it agrees, it differs, or it says why it could not be checked. A claim that cannot be
told apart from another reading of itself is not checked, rather than read so that it agrees.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.card import Card
from generator.measurement import BenchmarkRun
from generator.output import ClassificationOutput, EmbeddingOutput
from generator.record import ClaimCheck, RunStatus, SampleRun
from generator.run.compare import classification, embeddings, tokens, written
from generator.run.compare.answers import shown_samples
from generator.run.compare.claim import Claim
from generator.run.compare.expected import check_expectation
from generator.run.compare.figures import check_figure
from generator.run.tasks import task_of
from generator.verify_block import ActivationName, Tolerance

__all__ = ["compare", "verdict"]


def compare(
    card: Card,
    samples: Sequence[SampleRun],
    benchmark: BenchmarkRun | None,
    *,
    activation: ActivationName | None = None,
) -> list[ClaimCheck]:
    """Hold every claim of ``card`` against what its model answered.

    Args:
        card: The card.
        samples: What was run.
        benchmark: What was measured, if anything.
        activation: How the model's logits became scores; ``sigmoid`` means that several labels may be right.
    """
    tolerance = card.verify.tolerance if card.verify else Tolerance()
    return [
        *_expectations(card, samples, tolerance),
        *_results(card, samples, tolerance, multi_label=activation == "sigmoid"),
        *(check_figure(claim, benchmark, tolerance) for claim in card.claims.metrics),
        *_unread(card),
    ]


def _expectations(card: Card, samples: Sequence[SampleRun], tolerance: Tolerance) -> Iterator[ClaimCheck]:
    runs = {tuple(run.input.items()): run for run in samples}
    for at, sample in enumerate(card.verify.samples if card.verify else []):
        run = runs.get(tuple(sample.columns.items()))
        if sample.expect is not None and run is not None:
            line = card.front_matter.where(f"verify.samples[{at}].expect").line
            yield from check_expectation(sample.expect, run.output, at + 1, line, tolerance)


def _results(
    card: Card, samples: Sequence[SampleRun], tolerance: Tolerance, *, multi_label: bool
) -> Iterator[ClaimCheck]:
    shown = shown_samples(card, samples)
    if any(isinstance(run.output, ClassificationOutput) for run in samples):
        return classification.check_results(card.claims, shown, tolerance, multi_label=multi_label)
    if any(isinstance(run.output, EmbeddingOutput) for run in samples):
        return embeddings.check_results(card.claims, shown, tolerance)
    if task_of(card)[0] == "token-classification":
        return tokens.check_results(card.claims, shown)
    if samples:
        return written.check_results(card.claims, shown, tolerance)
    return classification.check_results(card.claims, shown, tolerance, multi_label=multi_label)


def _unread(card: Card) -> Iterator[ClaimCheck]:
    benchmarking = card.section("benchmarking")
    first = benchmarking.heading.line if benchmarking else 0
    lines = benchmarking.body.count("\n") + 1 if benchmarking else 0
    for problem in card.claims.unread:
        inside = first < problem.span.line <= first + lines
        claim = Claim("benchmarking" if inside else "results", problem.span.line, "block", "")
        yield claim.unchecked(problem.text)


def verdict(checks: Sequence[ClaimCheck]) -> tuple[RunStatus, str]:
    """What the checks come to, and why in one sentence."""
    wrong = [check for check in checks if check.agrees is False]
    right = [check for check in checks if check.agrees]
    unknown = len(checks) - len(wrong) - len(right)
    beside = f" ({unknown} more could not be checked)" if unknown else ""
    if wrong:
        others = f" (and {len(wrong) - 1} more of {len(wrong) + len(right)} claims differ)" if len(wrong) > 1 else ""
        return "mismatch", f"{wrong[0].message}{others}"
    if right:
        claims = "the one claim" if len(right) == 1 else f"all {len(right)} claims"
        return "verified", f"agrees with {claims} that could be checked{beside}"
    if checks:
        claims = "the card's one claim" if len(checks) == 1 else f"none of the card's {len(checks)} claims"
        could = "could not" if len(checks) == 1 else "could"
        return "measured", f"ran; {claims} {could} be checked: {checks[0].message}"
    return "measured", "ran; the card claims nothing about what the model answers"
