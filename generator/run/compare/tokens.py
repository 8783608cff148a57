"""Results of a token classifier against what it answered: spans and tags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from generator.card import Claims, Table, ValueList
from generator.output import TaggedSpan, TaggedToken, TokenOutput
from generator.record import ClaimCheck
from generator.run.compare.answers import (
    CUT,
    Answer,
    Sample,
    answers_of_lists,
    answers_of_table,
    assign,
    column,
    same_text,
    split_labels,
)
from generator.run.compare.claim import Claim

_Piece = TypeVar("_Piece", TaggedSpan, TaggedToken)

_SPAN_COLUMNS = ("chunk", "chunks", "ner_chunk", "span")
_WORD_COLUMNS = ("token", "tokens", "word", "words")
_TAG_COLUMNS = ("ner_label", "label", "labels", "entity", "entities", "ner", "pos", "tag", "tags", "result", "class")


def check_results(claims: Claims, samples: Sequence[Sample]) -> Iterator[ClaimCheck]:
    """Hold every span and tag that Results shows against the runs."""
    for claim in claims.results:
        if isinstance(claim, Table):
            yield from _check_table(claim, samples)
    lists = [claim for claim in claims.results if isinstance(claim, ValueList)]
    if lists:
        yield from _check_tag_lists(answers_of_lists(lists, len(samples)), samples)


def _check_table(table: Table, samples: Sequence[Sample]) -> Iterator[ClaimCheck]:
    tag = column(table, _TAG_COLUMNS)
    whole = Claim("results", table.row_spans[0].line if table.row_spans else 1, "table", " | ".join(table.header))
    outputs = _outputs(samples)
    if tag is None:
        yield whole.unchecked(f"none of its columns is named {', '.join(_TAG_COLUMNS)}")
    elif not table.rows:
        yield whole.unchecked("it has no rows")
    elif outputs is None:
        yield whole.unchecked("not every sample of the card was run")
    elif (text := column(table, _SPAN_COLUMNS)) is not None:
        yield from _check_spans(table, text, tag, outputs)
    elif (text := column(table, _WORD_COLUMNS)) is not None:
        yield from _check_words(table, text, tag, outputs)
    else:
        yield from _check_tag_lists(answers_of_table(table, tag), samples)


def _outputs(samples: Sequence[Sample]) -> list[TokenOutput] | None:
    outputs = [sample.run.output for sample in samples if sample.run is not None]
    found = [output for output in outputs if isinstance(output, TokenOutput)]
    return found if len(found) == len(samples) else None


def _check_spans(table: Table, text: int, tag: int, outputs: Sequence[TokenOutput]) -> Iterator[ClaimCheck]:
    if any(output.scheme == "plain" for output in outputs):
        for row, place in zip(table.rows, table.row_spans, strict=True):
            claim = Claim("results", place.line, f"span {row[text]}", row[tag])
            yield claim.unchecked("the model tags words and joins none to spans")
        return
    spans = [span for output in outputs for span in output.spans]
    found = _aligned(table, text, spans)
    for row, place, span in zip(table.rows, table.row_spans, found, strict=True):
        claim = Claim("results", place.line, f"span {row[text]}", row[tag])
        yield claim.equals(span.label) if span else claim.missing("span")
    unclaimed = ", ".join(f"{span.text} ({span.label})" for span in spans if span not in found)
    extra = f"; not claimed: {unclaimed}" if unclaimed else ""
    number = Claim("results", table.row_spans[0].line, "number of spans", str(len(table.rows)))
    yield number.equals(str(len(spans)), extra)


def _check_words(table: Table, text: int, tag: int, outputs: Sequence[TokenOutput]) -> Iterator[ClaimCheck]:
    words = [token for output in outputs for token in output.tokens]
    found = _aligned(table, text, words)
    for row, place, word in zip(table.rows, table.row_spans, found, strict=True):
        claim = Claim("results", place.line, f"word {row[text]}", row[tag])
        yield claim.equals(word.tag) if word else claim.unchecked("the text splits into other words here")


def _aligned(table: Table, at: int, seen: Sequence[_Piece]) -> list[_Piece | None]:
    """For each row what was seen with the text of its column ``at``, in order; ``None`` where nothing was."""
    claimed = [next((piece.text for piece in seen if same_text(row[at], piece.text)), row[at]) for row in table.rows]
    found: list[_Piece | None] = [None] * len(claimed)
    matcher = SequenceMatcher(None, claimed, [piece.text for piece in seen], autojunk=False)
    for block in matcher.get_matching_blocks():
        found[block.a : block.a + block.size] = seen[block.b : block.b + block.size]
    return found


def _check_tag_lists(answers: Sequence[Answer], samples: Sequence[Sample]) -> Iterator[ClaimCheck]:
    for position, (answer, sample) in enumerate(zip(answers, assign(answers, samples), strict=True), 1):
        if isinstance(sample, str):
            yield Claim("results", answer.line, f"answer {position} · tags", answer.value).unchecked(sample)
        else:
            yield _check_tags(answer, sample)


def _check_tags(answer: Answer, sample: Sample) -> ClaimCheck:
    tags = split_labels(answer.value, ())
    claim = Claim("results", answer.line, f"sample {sample.number} · tags", ", ".join(tags))
    if sample.run is None or not isinstance(sample.run.output, TokenOutput):
        return claim.unchecked("this sample was not run")
    if answer.value.endswith((CUT, CUT + "]")):
        return claim.unchecked("the table cuts the tags off")
    output = sample.run.output
    if output.scheme == "bio" and not any(tag == "O" or tag[1:2] == "-" for tag in tags):
        return claim.equals(", ".join(span.label for span in output.spans))
    if len(tags) != len(output.tokens):
        return claim.unchecked(f"{len(tags)} tags are claimed, and the text splits into {len(output.tokens)} words")
    return claim.equals(", ".join(token.tag for token in output.tokens))
