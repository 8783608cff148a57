"""Results of a model that answers with words or a number against what it answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.card import Claims, Table, ValueList
from generator.output import (
    AnswerOutput,
    ChoiceOutput,
    MaskOutput,
    NumberOutput,
    Output,
    TextOutput,
    TranscriptOutput,
)
from generator.record import ClaimCheck
from generator.run.compare.answers import (
    CUT,
    CUT_LENGTH,
    Answer,
    Sample,
    answers_of_lists,
    answers_of_table,
    assign,
    column,
    same_text,
)
from generator.run.compare.claim import Claim
from generator.run.compare.texts import check_text
from generator.verify_block import Tolerance

_COLUMNS = (
    "answer", "answers", "result", "results", "translation", "translations", "summary", "summaries", "generation",
    "generated", "output", "transcript", "transcription", "prediction", "value", "score",
)  # fmt: skip


def check_results(claims: Claims, samples: Sequence[Sample], tolerance: Tolerance) -> Iterator[ClaimCheck]:
    """Hold every answer that Results shows against the run of its sample."""
    for claim in claims.results:
        if isinstance(claim, Table):
            value = column(claim, _COLUMNS)
            if value is None:
                line = claim.row_spans[0].line if claim.row_spans else 1
                table = Claim("results", line, "table", " | ".join(claim.header))
                yield table.unchecked(f"none of its columns is named {', '.join(_COLUMNS)}")
            else:
                yield from _check_answers(answers_of_table(claim, value), samples, tolerance)
    if lists := [claim for claim in claims.results if isinstance(claim, ValueList)]:
        yield from _check_answers(answers_of_lists(lists, len(samples)), samples, tolerance)


def _check_answers(answers: Sequence[Answer], samples: Sequence[Sample], tolerance: Tolerance) -> Iterator[ClaimCheck]:
    for position, (answer, sample) in enumerate(zip(answers, assign(answers, samples), strict=True), 1):
        if isinstance(sample, str):
            yield Claim("results", answer.line, f"answer {position}", answer.value).unchecked(sample)
        else:
            claim = Claim("results", answer.line, f"sample {sample.number} · answer", answer.value)
            run = sample.run
            yield _check(claim, run.output, tolerance) if run else claim.unchecked("this sample was not run")


def _check(claim: Claim, output: Output, tolerance: Tolerance) -> ClaimCheck:
    match output:
        case (
            TextOutput(text=text) | AnswerOutput(answer=text) | ChoiceOutput(answer=text) | TranscriptOutput(text=text)
        ):
            return _same(claim, text, tolerance)
        case MaskOutput(candidates=[best, *_]):
            return _same(claim, best.label, tolerance)
        case NumberOutput(numbers=[only]):
            try:
                claimed = float(claim.claimed.strip("[]"))
            except ValueError:
                return claim.unchecked("this is no number")
            return claim.near(claimed, only.value, tolerance.value, "observed")
        case _:
            return claim.unchecked("the model answers with something else")


def _same(claim: Claim, text: str, tolerance: Tolerance) -> ClaimCheck:
    """As the cell shows it: in brackets where it is an array, and cut off where it is long."""
    claimed = claim.claimed.strip()
    if claimed.endswith((CUT, CUT + "]")) and len(claimed) < CUT_LENGTH and claimed.split() != text.split():
        # Shorter than Spark cuts: an answer of `T...` would be right whenever the model's begins with a T.
        return claim.unchecked("it is cut off after too few characters to tell")
    return check_text(claim, text, tolerance, same_text)
