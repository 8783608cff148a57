from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.card import Card
from generator.diagnostic import Span
from generator.read.placeholder import is_placeholder

Python = Callable[[str], Card]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "...",
        "…",
        "PUT YOUR STRING HERE",
        "text to translate",
        "Your sentence to translate!",
        "your text here",
        "Put your text here.",
        "<your text>",
        "EXAMPLE_TEXT",
        "Enter a sentence here",
        "text",
        "Insert text here ...",
        "Ask your question here",
        "PUT YOUR CLINICAL NOTE HERE",
        "Put here your text",
        "Replace with your text",
        "REPLACE ME",
        "xxx",
        "This is a sample text.",
        "Lorem ipsum dolor sit amet, consectetur",
    ],
)
def test_placeholders(python: Python, text: str) -> None:
    assert is_placeholder(text)
    found = python(f'spark.createDataFrame([["{text}"]]).toDF("text")').sample_input
    assert found.samples == ()
    assert found.placeholder is not None
    assert found.placeholder.text == text
    assert found.placeholder.span == Span(8, 25, 8, 27 + len(text))


@pytest.mark.parametrize(
    "text",
    [
        "I love Spark NLP",
        "Text me here when you arrive.",
        "Your sentence was reduced to two years.",
        "heart surgery",
        "The document arrived.",
        "I put your string here!",
        "I left your book here",
        "Change this law now!",
        "This is a sample of blood.",
    ],
)
def test_real_texts_are_no_placeholders(text: str) -> None:
    assert not is_placeholder(text)
