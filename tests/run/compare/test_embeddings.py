"""Vectors that Results shows, whole or cut off, against those that were observed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.card import Card
from generator.output import EmbeddingOutput, Vector
from generator.record import ClaimCheck, SampleRun
from generator.run.compare import compare
from generator.run.compare.vectors import printed

CardOf = Callable[..., Card]

SENTENCES = "annotator: BertSentenceEmbeddings"
HATE, NOT = "I hate cancer", "Antibiotics aren't painkiller"
#: As pandas prints a data frame; so do most cards of embeddings.
TABLE = """
	sentence	sent_embeddings
	{first}	[0.25, -0.5, {cut}...
	{second}	[0.5, 0.25, 1.2...
"""


def vectors(*values: tuple[str, list[float]], of: str = "text") -> EmbeddingOutput:
    found = [Vector(text=text, start=0, end=len(text), values=numbers) for text, numbers in values]
    size = len(values[0][1])
    return EmbeddingOutput(
        of=of, pooling="mean", normalized=False, dimension=size, words=len(found) if of == "word" else 0, vectors=found
    )


def results(body: str) -> str:
    return f"## Results\n\n```bash\n{body.strip(chr(10))}\n```\n"


def checks(card_of: CardOf, body: str, *outputs: EmbeddingOutput, head: str = SENTENCES) -> list[ClaimCheck]:
    texts = [HATE, NOT][: len(outputs)]
    samples = "".join(f'    - text: "{text}"\n' for text in texts)
    card = card_of(f"{head}\nverify:\n  samples:\n{samples}", results(body))
    return compare(card, [SampleRun(input={"text": t}, output=o) for t, o in zip(texts, outputs, strict=True)], None)


@pytest.mark.parametrize(("cut", "agrees"), [("-0.3", True), ("-0.", True), ("0.3", False), ("-0.9", False)])
def test_a_vector_that_is_cut_off_within_a_number(card_of: CardOf, cut: str, agrees: bool) -> None:  # noqa: FBT001
    table = TABLE.format(first=HATE, second=NOT, cut=cut)
    first, second = checks(
        card_of, table, vectors((HATE, [0.25, -0.5, -0.35, 9.0])), vectors((NOT, [0.5, 0.25, 1.0, -9.0]))
    )
    assert (first.agrees, second.agrees) == (agrees, True)
    assert first.subject == "sample 1 · vector"
    assert "observed [0.25, -0.5, -0.35, …], 4 numbers: of the first 3 numbers a cosine of" in first.message
    assert "allowed 0.001" in first.message
    assert first.observed.startswith("cosine ")


def test_a_mismatch_says_how_far_off_it_is(card_of: CardOf) -> None:
    table = "sentence\tembeddings\nI hate cancer\t[1.0, 0.0, ...\n"
    [check] = checks(card_of, table, vectors((HATE, [0.6, 0.8, 5.0])))
    assert check.agrees is False
    assert check.message.endswith("of the first 2 numbers a cosine of 0.6; differs by 0.4, allowed 0.001")


def test_the_tolerance_is_the_cards(card_of: CardOf) -> None:
    head = SENTENCES + '\nverify:\n  tolerance: {cosine: 0.05}\n  samples: [{text: "I hate cancer"}]'
    card = card_of(head, results("sentence\tembeddings\nI hate cancer\t[1.0, 0.0, ...\n"))
    [check] = compare(card, [SampleRun(input={"text": HATE}, output=vectors((HATE, [0.97, 0.2431, 5.0])))], None)
    assert (check.agrees, check.allowed) == (True, 0.05)


def test_a_whole_vector(card_of: CardOf) -> None:
    table = "sentence\tembeddings\nI hate cancer\t[[3.0, 4.0]]\n"
    assert checks(card_of, table, vectors((HATE, [6.0, 8.0])))[0].agrees
    assert checks(card_of, table, vectors((HATE, [8.0, 6.0])))[0].agrees is False
    [check] = checks(card_of, table, vectors((HATE, [6.0, 8.0, 1.0])))
    assert check.agrees is False
    assert check.observed == "[6, 8, 1], 3 numbers"


def test_too_little_to_tell(card_of: CardOf) -> None:
    [check] = checks(card_of, "sentence\tembeddings\nI hate cancer\t[0.25, 9.1...\n", vectors((HATE, [0.25, 9.1])))
    assert check.agrees is None
    assert "cut off after too few numbers" in check.message


def test_words_are_told_by_their_place_and_what_they_read(card_of: CardOf) -> None:
    table = "token\tembeddings\nI\t[1.0, 0.0, 0.5...\nhate\t[0.0, 1.0, 0.5...\nsleep\t[0.0, 1.0, 0.5...\n"
    output = vectors(("I", [1.0, 0.0, 0.5]), ("hate", [1.0, 0.0, 0.5]), ("I", [0.0, 1.0, 0.5]), of="word")
    first, second, third = checks(card_of, table, output, head="annotator: BertEmbeddings")
    assert (first.agrees, second.agrees, third.agrees) == (True, False, None)
    assert first.subject == "sample 1 · I · vector"
    assert "no word that was run reads so" in third.message


def test_a_word_that_comes_twice_elsewhere_is_not_guessed(card_of: CardOf) -> None:
    table = "token\tembeddings\nsleep\t[1.0, 0.0, 0.5...\n"
    output = vectors(("I", [1.0, 0.0]), ("sleep", [1.0, 0.0]), ("sleep", [0.0, 1.0]), of="word")
    [check] = checks(card_of, table, output, head="annotator: BertEmbeddings")
    assert check.agrees is None
    assert "several words" in check.message


def test_a_table_without_vectors(card_of: CardOf) -> None:
    [check] = checks(card_of, "sentence\tresult\nI hate cancer\tsad\n", vectors((HATE, [1.0, 0.0])))
    assert check.agrees is None
    assert "none of its columns holds vectors" in check.message


@pytest.mark.parametrize(
    ("cell", "values", "whole", "last"),
    [
        ("[0.5, -1.5e-05]", (0.5, -1.5e-05), True, None),
        ("[[0.5, 1.0, -0.59...", (0.5, 1.0), False, (-0.6, -0.59)),
        ("[0.5, 1.0, ...]", (0.5, 1.0), False, None),
        ("[0.5, 1.0, -...", (0.5, 1.0), False, None),
        ("[0.5, 9.1...", (0.5,), False, None),
        ("[0.5, 0.1…]", (0.5,), False, (0.1, 0.2)),
    ],
)
def test_how_vectors_are_read(
    cell: str,
    values: tuple[float, ...],
    whole: bool,  # noqa: FBT001  parametrized
    last: tuple[float, float] | None,
) -> None:
    found = printed(cell)
    assert found is not None
    assert (found.values, found.whole) == (values, whole)
    assert found.last == (pytest.approx(last) if last else None)


@pytest.mark.parametrize("cell", ["", "0.5, 1.0", "[pos]", "[0.5, pos]", "[[0.5, 1.0], [1.0, 0.5]]", "[...", "[0.5..."])
def test_what_is_no_vector(cell: str) -> None:
    assert printed(cell) is None
