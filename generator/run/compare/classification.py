"""Results of a text classifier against what it answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.card import Claims, Table, ValueList
from generator.output import ClassificationOutput
from generator.record import ClaimCheck
from generator.run.compare.answers import (
    CUT,
    Answer,
    Sample,
    answers_of_lists,
    answers_of_table,
    assign,
    column,
    split_labels,
)
from generator.run.compare.claim import Claim
from generator.verify_block import Tolerance

_LABEL_COLUMNS = ("label", "labels", "result", "results", "class", "classes", "prediction", "predicted", "category")


def check_results(
    claims: Claims, samples: Sequence[Sample], tolerance: Tolerance, *, multi_label: bool
) -> Iterator[ClaimCheck]:
    """Hold every answer that Results shows against the run of its sample."""
    for claim in claims.results:
        if isinstance(claim, Table):
            value = column(claim, _LABEL_COLUMNS)
            if value is None:
                line = claim.row_spans[0].line if claim.row_spans else 1
                table = Claim("results", line, "table", " | ".join(claim.header))
                yield table.unchecked(f"none of its columns is named {', '.join(_LABEL_COLUMNS)}")
                continue
            yield from _check_answers(answers_of_table(claim, value), samples, tolerance, multi_label=multi_label)
    lists = [claim for claim in claims.results if isinstance(claim, ValueList)]
    if lists:
        answers = answers_of_lists(lists, len(samples))
        yield from _check_answers(answers, samples, tolerance, multi_label=multi_label)


def _check_answers(
    answers: Sequence[Answer], samples: Sequence[Sample], tolerance: Tolerance, *, multi_label: bool
) -> Iterator[ClaimCheck]:
    for position, (answer, sample) in enumerate(zip(answers, assign(answers, samples), strict=True), 1):
        if isinstance(sample, str):
            yield Claim("results", answer.line, f"answer {position} · label", answer.value).unchecked(sample)
        else:
            yield from _check_answer(answer, sample, tolerance, multi_label=multi_label)


def _check_answer(answer: Answer, sample: Sample, tolerance: Tolerance, *, multi_label: bool) -> Iterator[ClaimCheck]:
    subject = f"sample {sample.number}"
    claim = Claim("results", answer.line, f"{subject} · label", answer.value)
    if sample.run is None or not isinstance(sample.run.output, ClassificationOutput):
        yield claim.unchecked("this sample was not run")
        return
    if answer.value.endswith((CUT, CUT + "]")):
        yield claim.unchecked("the table cuts the label off")
        return
    output = sample.run.output
    labels = split_labels(answer.value, (score.label for score in output.scores))
    if multi_label:
        yield check_set(Claim("results", answer.line, f"{subject} · labels", ""), labels, output.predicted)
    elif len(set(labels)) != 1:
        yield claim.unchecked("the card shows several answers for one text, one a sentence perhaps")
        return
    else:
        yield Claim("results", answer.line, f"{subject} · label", labels[0]).equals(", ".join(output.predicted))
    if answer.score and len(set(labels)) == 1:
        claim = Claim("results", answer.line, f"{subject} · score of {labels[0]}", answer.score)
        yield check_score(claim, labels[0], output, tolerance)


def check_set(claim: Claim, labels: Sequence[str], predicted: Sequence[str]) -> ClaimCheck:
    """The same labels in any order."""
    observed = ", ".join(sorted(predicted))
    return Claim(claim.where, claim.line, claim.subject, ", ".join(sorted(set(labels)))).equals(observed)


def check_score(claim: Claim, label: str, output: ClassificationOutput, tolerance: Tolerance) -> ClaimCheck:
    """The score of ``label``, written as ``claim.claimed``, within the tolerance."""
    observed = next((score.score for score in output.scores if score.label == label), None)
    if observed is None:
        return claim.unchecked(f"the model has no label {label}")
    try:
        claimed = float(claim.claimed)
    except ValueError:
        return claim.unchecked("this is no number")
    return claim.near(claimed, observed, tolerance.score, "observed")
