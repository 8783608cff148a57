"""Evaluation rows that go through a model together are answered as if each were alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from model_maker import WORDS, make_generator, make_pretrained, make_text_to_text, make_translator

from generator.output import AnswerOutput, EmbeddingOutput, TextOutput
from generator.run.job import Answer
from generator.run.worker.rows import batches

TEXTS = (
    "anna", "anna lives in paris", "the movie", "microsoft works in berlin and paris", "paris",
    "anna really liked that",
    "the movie that anna really liked in berlin and that microsoft works for", "in berlin",
)  # fmt: skip
ROWS = [{"text": text} for text in TEXTS]
AnswerOf = Callable[..., Answer]


@pytest.mark.parametrize(
    ("lengths", "size", "most", "expected"),
    [
        ([], 2, None, []),
        ([3, 60, 40, 5], 1, None, [[1], [2], [3, 0]]),
        ([64, 64, 64], 2, None, [[0, 1], [2]]),
        ([500, 1], 1, None, [[0], [1]]),
        ([1, 1, 1], 4, 2, [[0, 1], [2]]),
        ([0, 0], 1, None, [[0, 1]]),
    ],
)
def test_groups_are_as_long_as_so_many_tokens(
    lengths: list[int], size: int, most: int | None, expected: list[list[int]]
) -> None:
    assert list(batches(lengths, size, most)) == expected


@pytest.mark.run
@pytest.mark.parametrize(
    ("task", "make"),
    [
        ("text-generation", make_generator),
        ("text2text-generation", make_text_to_text),
        ("text2text-generation", lambda folder: make_text_to_text(folder, num_beams=3)),
        ("translation", make_translator),
    ],
    ids=["GPT-2", "T5", "T5 with beams", "Marian"],
)
def test_what_is_written(answer_of: AnswerOf, tmp_path: Path, task: str, make: Callable[[Path], Path]) -> None:
    options = {"max_new_tokens": 12}
    answer = answer_of(task, make(tmp_path / "model"), *ROWS, rows=ROWS, batch_size=9, options=options)
    alone = [output.text for output in answer.outputs if isinstance(output, TextOutput)]
    assert [row.labels for row in answer.predictions] == [[text] for text in alone]
    assert len({*alone}) > 1


@pytest.mark.run
def test_what_looks_back_does_not_see_padding(answer_of: AnswerOf, tmp_path: Path) -> None:
    from transformers import GenerationConfig  # noqa: PLC0415  only tests that need a model pay for it

    model = make_generator(tmp_path / "model")
    often = 2 + WORDS.index("the")  # Were it seen where a text is padded with it, it would be written no more.
    GenerationConfig(eos_token_id=1, pad_token_id=often, no_repeat_ngram_size=1).save_pretrained(model)
    answer = answer_of("text-generation", model, *ROWS, rows=ROWS, batch_size=9, options={"max_new_tokens": 12})
    alone = [output.text for output in answer.outputs if isinstance(output, TextOutput)]
    assert [row.labels for row in answer.predictions] == [[text] for text in alone]


@pytest.mark.run
def test_a_text_with_less_room_than_the_others_is_written_alone(answer_of: AnswerOf, tmp_path: Path) -> None:
    rows = [{"text": "anna lives in paris " * 10}, *ROWS]  # 40 of the 48 tokens that the model can count.
    answer = answer_of("text-generation", make_generator(tmp_path / "model"), *rows, rows=rows, batch_size=9)
    alone = [output.text for output in answer.outputs if isinstance(output, TextOutput)]
    assert [row.labels for row in answer.predictions] == [[text] for text in alone]


@pytest.mark.run
def test_answers_to_questions(answer_of: AnswerOf, tmp_path: Path) -> None:
    model = make_pretrained(tmp_path / "model", "BertForQuestionAnswering")
    rows = [
        {"question": f"{text} ?", "context": " . ".join(TEXTS[at:] * (at + 1))} for at, text in enumerate(TEXTS[:6])
    ]
    answer = answer_of("question-answering", model, *rows, rows=rows, batch_size=9)
    alone = [output for output in answer.outputs if isinstance(output, AnswerOutput)]
    assert [row.labels for row in answer.predictions] == [[output.answer] for output in alone]
    assert [row.confidence for row in answer.predictions] == pytest.approx([output.score for output in alone], abs=1e-4)
    assert {output.windows for output in alone} > {1}


@pytest.mark.run
@pytest.mark.parametrize("pooling", ["cls", "max", "mean", "lasttoken"])
def test_embeddings(answer_of: AnswerOf, tmp_path: Path, pooling: str) -> None:
    import torch  # noqa: PLC0415  only tests that need a model pay for it

    model = make_pretrained(tmp_path / "model", "BertForMaskedLM")
    (model / "1_Pooling").mkdir()
    (model / "1_Pooling" / "config.json").write_text(json.dumps({"pooling_mode": pooling}))
    rows = [{"text": one, "text_pair": other} for one, other in pairwise(TEXTS)]
    answer = answer_of("sentence-embeddings", model, *ROWS, rows=rows, batch_size=9)
    alone = [torch.tensor(out.vectors[0].values) for out in answer.outputs if isinstance(out, EmbeddingOutput)]
    cosines = [float(torch.cosine_similarity(one, other, dim=0)) for one, other in pairwise(alone)]
    assert [row.value for row in answer.predictions] == pytest.approx(cosines, abs=1e-5)
