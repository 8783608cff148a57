"""Results of a model of embeddings against its vectors: a row a sample, or a row a word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.card import Claims, Table, ValueList
from generator.output import EmbeddingOutput, Vector
from generator.record import ClaimCheck
from generator.run.compare.answers import (
    Answer,
    Sample,
    answers_of_lists,
    answers_of_table,
    assign,
    column,
)
from generator.run.compare.claim import Claim
from generator.run.compare.vectors import check_printed, printed, shown
from generator.verify_block import Tolerance

_WORD_COLUMNS = frozenset({"token", "tokens", "word", "words"})
_CALLED = "embed"
_LONG = 80


def check_results(claims: Claims, samples: Sequence[Sample], tolerance: Tolerance) -> Iterator[ClaimCheck]:
    """Hold every vector that Results shows against the one of its sample or word."""
    for claim in claims.results:
        if isinstance(claim, Table):
            at = _vectors_in(claim)
            if at is None:
                line = claim.row_spans[0].line if claim.row_spans else 1
                table = Claim("results", line, "table", " | ".join(claim.header))
                yield table.unchecked("none of its columns holds vectors")
                continue
            yield from _check(_answers(claim, at), samples, tolerance)
    if lists := [claim for claim in claims.results if isinstance(claim, ValueList)]:
        yield from _check([_shortened(answer) for answer in answers_of_lists(lists, 0)], samples, tolerance)


def _vectors_in(table: Table) -> int | None:
    """The column whose cells are vectors; of several the one that is called embeddings."""
    columns = [at for at in range(len(table.header)) if table.rows and all(printed(row[at]) for row in table.rows)]
    called = [at for at in columns if _CALLED in table.header[at].casefold()]
    return next(iter(called or columns), None)


def _answers(table: Table, at: int) -> list[Answer]:
    word = column(table, _WORD_COLUMNS)
    answers = [_shortened(answer) for answer in answers_of_table(table, at)]
    if word is None:
        return answers
    return [replace(answer, text=row[word]) for answer, row in zip(answers, table.rows, strict=True)]


def _shortened(answer: Answer) -> Answer:
    """The vector without what lies around it; its score is none."""
    return replace(answer, value=" ".join(answer.value.split()), score="")


def _check(answers: Sequence[Answer], samples: Sequence[Sample], tolerance: Tolerance) -> Iterator[ClaimCheck]:
    words = any(sample.run and _output(sample).of == "word" for sample in samples)
    found = _words_of(answers, samples) if words else [_text_of(one) for one in assign(answers, samples)]
    for position, (answer, (subject, vector)) in enumerate(zip(answers, found, strict=True), 1):
        claimed = printed(answer.value)
        brief = shown(claimed.values) if claimed and claimed.whole and len(answer.value) > _LONG else answer.value
        claim = Claim("results", answer.line, f"{subject or f'answer {position}'} · vector", brief)
        if isinstance(vector, str):
            yield claim.unchecked(vector)
        elif claimed is None:
            yield claim.unchecked("this is no vector")
        else:
            yield check_printed(claim, claimed, vector.values, tolerance)


def _output(sample: Sample) -> EmbeddingOutput:
    output = sample.run.output if sample.run else None
    assert isinstance(output, EmbeddingOutput)  # noqa: S101  one task has one kind of answer
    return output


def _text_of(sample: Sample | str) -> tuple[str, Vector | str]:
    if isinstance(sample, str):
        return "", sample
    if sample.run is None:
        return f"sample {sample.number}", "this sample was not run"
    return f"sample {sample.number}", _output(sample).vectors[0]


def _words_of(answers: Sequence[Answer], samples: Sequence[Sample]) -> list[tuple[str, Vector | str]]:
    """The word of each row: the one at its place, where that reads so, else the only one that does."""
    if any(sample.run is None for sample in samples):
        return [("", "not every sample was run, so which word is meant cannot be told")] * len(answers)
    known = [(sample.number, vector) for sample in samples for vector in _output(sample).vectors]
    return [_word_of(answer, at, known, len(answers)) for at, answer in enumerate(answers)]


def _word_of(answer: Answer, at: int, known: Sequence[tuple[int, Vector]], rows: int) -> tuple[str, Vector | str]:
    word = answer.text.strip()
    if not word and rows != len(known):
        return "", f"vectors shown: {rows}, words: {len(known)}, so which belongs to which cannot be told"
    alike = [one for one in known if not word or one[1].text.casefold() == word.casefold()]
    chosen = known[at] if at < len(known) and known[at] in alike else alike[0] if len(alike) == 1 else None
    if chosen is None:
        return "", f"several words that were run read {word}" if alike else "no word that was run reads so"
    return f"sample {chosen[0]} · {chosen[1].text}", chosen[1]
