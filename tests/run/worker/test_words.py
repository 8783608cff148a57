from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.output import TaggedToken
from generator.run.worker.words import join_spans, scheme_of, split_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Anna lives in Paris.", ["Anna", "lives", "in", "Paris", "."]),
        ("She's 2.5 m (8'2\")", ["She's", "2.5", "m", "(", "8'2", '"', ")"]),
        ("Jean-Luc – and", ["Jean-Luc", "–", "and"]),  # noqa: RUF001  a dash that is no hyphen
        ("it ends...", ["it", "ends", ".", ".", "."]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("日本。\n東京", ["日本", "。", "東京"]),
        ("", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert [text[start:end] for start, end in split_words(text)] == words


@given(st.text())
def test_words_hold_all_that_is_no_white_space_in_order(text: str) -> None:
    spans = split_words(text)
    assert "".join(text[start:end] for start, end in spans) == "".join(text.split())
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def tokens(*tags: str) -> tuple[str, list[TaggedToken]]:
    text = " ".join("w" for _ in tags)
    return text, [
        TaggedToken(text="w", tag=tag, score=(at + 1) / 10, start=2 * at, end=2 * at + 1) for at, tag in enumerate(tags)
    ]


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        (["B-PER", "I-PER", "O", "B-LOC"], [("PER", 0, 3), ("LOC", 6, 7)]),
        (["B-PER", "B-PER"], [("PER", 0, 1), ("PER", 2, 3)]),
        (["I-PER", "I-PER", "B-PER"], [("PER", 0, 3), ("PER", 4, 5)]),
        (["I-PER", "I-LOC"], [("PER", 0, 1), ("LOC", 2, 3)]),
        (["I-PER", "O", "I-PER"], [("PER", 0, 1), ("PER", 4, 5)]),
        (["B-X", "E-X", "I-X", "S-X"], [("X", 0, 3), ("X", 4, 5), ("X", 6, 7)]),
        (["B-a-b", "I-a-b"], [("a-b", 0, 3)]),
        (["O", "LABEL_1"], []),
    ],
)
def test_spans(tags: list[str], spans: list[tuple[str, int, int]]) -> None:
    text, tagged = tokens(*tags)
    found = join_spans(text, tagged)
    assert [(span.label, span.start, span.end) for span in found] == spans
    assert all(span.text == text[span.start : span.end] for span in found)


def test_the_score_of_a_span_is_the_mean_of_its_words() -> None:
    assert [span.score for span in join_spans(*tokens("B-X", "I-X", "I-X"))] == [0.2]


def test_schemes() -> None:
    assert scheme_of(["O", "I-PER"]) == "bio"
    assert scheme_of(["NOUN", "VERB", "X-"]) == "plain"
