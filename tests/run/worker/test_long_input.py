"""An input that is longer than the model reads is never cut in silence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from model_maker import (
    make_entailment,
    make_model,
    make_pretrained,
    make_text_to_text,
)

from generator.output import AnswerOutput
from generator.run.job import Answer
from generator.run.trouble import RunFailed

pytestmark = pytest.mark.run

AnswerOf = Callable[..., Answer]
Make = Callable[[Path], Path]

LONG, SHORT = "anna " * 60, "anna lives"


def bert(kind: str) -> Make:
    return lambda folder: make_pretrained(folder, kind)


@pytest.mark.parametrize(
    ("task", "make"),
    [
        ("text-classification", lambda folder: make_model(folder, ["a", "b"])),
        ("zero-shot-classification", make_entailment),
        ("token-classification", lambda folder: make_model(folder, ["O", "B-PER"], tokens=True)),
        ("question-answering", bert("BertForQuestionAnswering")),
        ("multiple-choice", bert("BertForMultipleChoice")),
        ("fill-mask", bert("BertForMaskedLM")),
        ("summarization", make_text_to_text),
        ("sentence-embeddings", bert("BertModel")),
        ("word-embeddings", bert("BertModel")),
    ],
)
def test_the_record_says_that_the_input_was_too_long(
    task: str, make: Make, answer_of: AnswerOf, tmp_path: Path
) -> None:
    model = make(tmp_path)
    outputs = []
    for text in (LONG, SHORT):
        sample = {
            "question-answering": {"question": "that ?", "context": text},
            "multiple-choice": {"question": text, "choices": "paris\nberlin"},
            "fill-mask": {"text": f"[MASK] {text}"},
        }.get(task, {"text": text})
        options = {"candidate_labels": ["movie", "disease"], "max_new_tokens": 3}
        outputs.append(answer_of(task, model, sample, options=options).outputs[0])
    long, short = outputs
    if isinstance(long, AnswerOutput):
        assert isinstance(short, AnswerOutput)
        assert (long.windows > 1, short.windows) == (True, 1)
    else:
        assert (long.truncated, short.truncated) == (True, False)


def test_a_candidate_label_is_not_cut(answer_of: AnswerOf, tmp_path: Path) -> None:
    model = make_entailment(tmp_path)
    with pytest.raises(RunFailed, match="a candidate label alone is longer than the 48 tokens"):
        answer_of("zero-shot-classification", model, {"text": SHORT}, options={"candidate_labels": [LONG, "a"]})
