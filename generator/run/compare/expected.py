"""What the ``verify:`` block expects of a sample against what the model answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.output import (
    AnswerOutput,
    ChoiceOutput,
    ClassificationOutput,
    EmbeddingOutput,
    MaskOutput,
    NumberOutput,
    Output,
    TextOutput,
    TokenOutput,
    TranscriptOutput,
)
from generator.record import ClaimCheck
from generator.run.compare.claim import Claim, number
from generator.run.compare.classification import check_score, check_set
from generator.run.compare.texts import check_text
from generator.run.compare.vectors import check_whole, shown
from generator.verify_block import Expectation, Tolerance

#: What each kind of answer is called in a message.
_ANSWERS: dict[type[object], str] = {
    ClassificationOutput: "labels of the whole input",
    TokenOutput: "a tag for each word",
    NumberOutput: "a number",
    AnswerOutput: "words of the context",
    ChoiceOutput: "one of the choices",
    MaskOutput: "words for the mask",
    TextOutput: "a text",
    TranscriptOutput: "a transcript",
    EmbeddingOutput: "a vector",
}


def check_expectation(
    expect: Expectation, output: Output, sample: int, line: int, tolerance: Tolerance
) -> Iterator[ClaimCheck]:
    """Hold every part that is given against ``output``. ``sample`` counts from 1."""
    for part, claimed in _parts(expect).items():
        if claimed is not None:
            claim = Claim("verify", line, f"sample {sample} · {part}", claimed)
            unfit = claim.unchecked(f"the model answers with {_ANSWERS[type(output)]}, and that has no {part}")
            yield _check(part, claim, expect, output, tolerance) or unfit


def _parts(expect: Expectation) -> dict[str, str | None]:
    """Every part as text; ``None`` for those that are not given."""
    return {
        "label": expect.label,
        "score": None if expect.score is None else number(expect.score),
        "labels": None if expect.labels is None else ", ".join(sorted(set(expect.labels))),
        "spans": None if expect.spans is None else _joined((span.text, span.label) for span in expect.spans),
        "tags": None if expect.tags is None else ", ".join(expect.tags),
        "text": expect.text,
        "answer": expect.answer,
        "value": None if expect.value is None else number(expect.value),
        "vector": None if expect.vector is None else shown(expect.vector),
    }


def _check(part: str, claim: Claim, expect: Expectation, output: Output, tolerance: Tolerance) -> ClaimCheck | None:
    """The verdict on one part; ``None`` where this kind of answer has no such part."""
    checked: ClaimCheck | None = None
    match output:
        case ClassificationOutput():
            checked = _check_labels(part, claim, expect, output, tolerance)
        case TokenOutput():
            checked = _check_words(part, claim, output)
        case NumberOutput():
            checked = _check_number(claim, expect, output, tolerance) if part == "value" else None
        case TextOutput() | TranscriptOutput():
            checked = check_text(claim, output.text, tolerance) if part == "text" else None
        case AnswerOutput():
            checked = _check_answer(part, claim, expect, {output.answer: output.score}, tolerance)
        case MaskOutput(candidates=candidates) | ChoiceOutput(scores=candidates):
            scores: dict[str, float] = {}
            for candidate in candidates:
                scores.setdefault(candidate.label, candidate.score)  # Of two that read the same the better one counts.
            checked = _check_answer(part, claim, expect, scores, tolerance)
        case EmbeddingOutput():
            vector = expect.vector if part == "vector" else None
            checked = _check_vector(claim, vector, output, tolerance) if vector else None
    return checked


def _check_labels(
    part: str, claim: Claim, expect: Expectation, output: ClassificationOutput, tolerance: Tolerance
) -> ClaimCheck | None:
    if part == "label":
        return claim.equals(", ".join(output.predicted))
    if part == "score" and expect.label is not None:
        return check_score(claim, expect.label, output, tolerance)
    if part == "labels":
        return check_set(claim, expect.labels or [], output.predicted)
    return None


def _check_words(part: str, claim: Claim, output: TokenOutput) -> ClaimCheck | None:
    if part == "spans":
        return claim.equals(_joined((span.text, span.label) for span in output.spans))
    if part == "tags":
        return claim.equals(", ".join(token.tag for token in output.tokens))
    return None


def _check_number(claim: Claim, expect: Expectation, output: NumberOutput, tolerance: Tolerance) -> ClaimCheck:
    if expect.value is None or len(output.numbers) != 1:
        return claim.unchecked(f"the model gives {len(output.numbers)} numbers")
    return claim.near(expect.value, output.numbers[0].value, tolerance.value, "observed")


def _check_answer(
    part: str, claim: Claim, expect: Expectation, scores: dict[str, float], tolerance: Tolerance
) -> ClaimCheck | None:
    """``scores``: the answers with their scores, best first."""
    if part == "answer":
        return check_text(claim, next(iter(scores), ""), tolerance)
    if part != "score" or expect.score is None or expect.answer is None:
        return None
    observed = next((score for answer, score in scores.items() if answer.split() == expect.answer.split()), None)
    if observed is None:
        return claim.unchecked(f"{expect.answer} is not among what the model answered")
    return claim.near(expect.score, observed, tolerance.score, "observed")


def _check_vector(claim: Claim, expected: Sequence[float], output: EmbeddingOutput, tolerance: Tolerance) -> ClaimCheck:
    if output.of != "text":
        return claim.unchecked("the model gives a vector a word, and the card expects one")
    return check_whole(claim, expected, output.vectors[0].values, tolerance)


def _joined(spans: Iterator[tuple[str, str]]) -> str:
    return ", ".join(f"{text} ({label})" for text, label in spans)
