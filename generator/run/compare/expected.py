"""What the ``verify:`` block expects of a sample against what the model answered."""

from __future__ import annotations

from collections.abc import Iterator

from generator.record import ClaimCheck, ClassificationOutput, Output, TokenOutput
from generator.run.compare.claim import Claim, number
from generator.run.compare.classification import check_score, check_set
from generator.verify_block import Expectation, Tolerance


def check_expectation(
    expect: Expectation, output: Output, sample: int, line: int, tolerance: Tolerance
) -> Iterator[ClaimCheck]:
    """Hold every part that is given against ``output``. ``sample`` counts from 1."""
    parts = {
        "label": expect.label,
        "score": None if expect.score is None else number(expect.score),
        "labels": None if expect.labels is None else ", ".join(sorted(set(expect.labels))),
        "spans": None if expect.spans is None else _joined((span.text, span.label) for span in expect.spans),
        "tags": None if expect.tags is None else ", ".join(expect.tags),
    }
    for part, claimed in parts.items():
        if claimed is not None:
            claim = Claim("verify", line, f"sample {sample} · {part}", claimed)
            if isinstance(output, ClassificationOutput):
                yield _check_labels(part, claim, expect, output, tolerance)
            else:
                yield _check_words(part, claim, output)


def _check_labels(
    part: str, claim: Claim, expect: Expectation, output: ClassificationOutput, tolerance: Tolerance
) -> ClaimCheck:
    if part == "label":
        return claim.equals(", ".join(output.predicted))
    if part == "score" and expect.label is not None:
        return check_score(claim, expect.label, output, tolerance)
    if part == "labels":
        return check_set(claim, expect.labels or [], output.predicted)
    return claim.unchecked(f"a text classifier answers no {part}")


def _check_words(part: str, claim: Claim, output: TokenOutput) -> ClaimCheck:
    if part == "spans":
        return claim.equals(_joined((span.text, span.label) for span in output.spans))
    if part == "tags":
        return claim.equals(", ".join(token.tag for token in output.tokens))
    return claim.unchecked(f"a token classifier answers no {part} of the whole text")


def _joined(spans: Iterator[tuple[str, str]]) -> str:
    return ", ".join(f"{text} ({label})" for text, label in spans)
