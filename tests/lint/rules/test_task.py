"""TA: task, annotator and tags against each other."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Expected = list[tuple[str, int, int, str]]

FAILS = [
    (
        "task: Named Entity Recognition",
        [
            (
                "TA001",
                15,
                7,
                "the task is `Named Entity Recognition`, but `BertForSequenceClassification` labels a whole text",
            )
        ],
    ),
    (
        "annotator: NerDLModel",
        [("TA001", 8, 7, "the task is `Text Classification`, but `NerDLModel` labels each token")],
    ),
    (
        "task: [Embeddings, Translation]\nannotator: BertForTokenClassification",
        [
            (
                "TA001",
                14,
                7,
                "the task is `Embeddings` and `Translation`, but `BertForTokenClassification` labels each token",
            )
        ],
    ),
    (
        "tags: [en, ner, Sequence Classification]",
        [("TA002", 15, 12, "the tag `ner` does not fit: `BertForSequenceClassification` labels a whole text")],
    ),
]

PASSES = [
    "task: [Named Entity Recognition, Text Classification]",
    "task: Assertion Status",
    "annotator: PipelineModel",
    "annotator: SomethingOfTheirOwn",
    "task: Part of Speech Tagging\nannotator: BertForTokenClassification\ntags: [pos, ner, part_of_speech]",
    "task: Question Answering\nannotator: RoBertaForQuestionAnswering",
    "task: Embeddings\nannotator: BertSentenceEmbeddings\ntags: [ner]",
    "tags: [sentiment, en]",
]


@pytest.mark.parametrize(("yaml", "expected"), FAILS)
def test_fails(yaml: str, expected: Expected, found: Callable[..., Expected]) -> None:
    assert found("TA", yaml=yaml) == expected


@pytest.mark.parametrize("yaml", PASSES)
def test_passes(yaml: str, found: Callable[..., Expected]) -> None:
    assert found("TA", yaml=yaml) == []
