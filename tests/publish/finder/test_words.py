from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.publish.finder.words import fold, parts_of, whole_name, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ner_dl-en.v2", ["ner", "dl", "en", "v2"]),
        ("Größe, Łódź; œuvre", ["grosse", "lodz", "oeuvre"]),
        ("ﬁne ① ²", ["fine", "1", "2"]),
        ("İstanbul ΣΑΣ", ["istanbul", "\u03c3\u03b1\u03c3"]),
        ("中文模型 BERT中文", ["中文", "文模", "模型", "型", "bert", "中文", "文"]),
        ("한국어", ["한국", "국어", "어"]),
        ("हिन्दी", ["हिन्दी"]),
        ("العَرَبِيَّة", ["\u0627\u0644\u0639\u0631\u0628\u064a\u0629", "\u0639\u0631\u0628\u064a\u0629"]),
        ("x" * 41 + " y", ["y"]),
        ("", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@given(st.text())
def test_a_word_is_the_same_in_any_case_and_form(text: str) -> None:
    assert all(fold(word) == word for word in words_of(text))
    assert all(word in words_of(word) or not word[0].isascii() for word in words_of(text))


def test_parts_of_a_class() -> None:
    assert set(parts_of("XlmRoBertaForTokenClassification")) == {
        "xlmrobertafortokenclassification", "xlm", "ro", "berta", "for", "token", "classification",
    }  # fmt: skip
    assert {"ner", "dl", "model"} <= set(parts_of("NerDLModel"))


@pytest.mark.parametrize(
    ("name", "whole"),
    [("NER-dl_en", "_ner_dl_en"), ("glove.6B", "_glove_6b"), ("bert", ""), ("two words_here", ""), ("_", "")],
)
def test_whole_names(name: str, whole: str) -> None:
    assert whole_name(name) == whole
