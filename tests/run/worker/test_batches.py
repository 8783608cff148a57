"""Evaluation rows that go through a model together are answered as if each were alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from model_maker import (
    WORDS,
    make_entailment,
    make_generator,
    make_pretrained,
    make_text_to_text,
    make_translator,
)
from picture_maker import make_picture, make_seeing
from sound_maker import make_recording, make_whisper

from generator.output import (
    AnswerOutput,
    ClassificationOutput,
    EmbeddingOutput,
    MaskOutput,
    TextOutput,
    TranscriptOutput,
)
from generator.run.job import Answer
from generator.run.worker.rows import batches
from generator.verify_block import TaskName

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


def batches_of(monkeypatch: pytest.MonkeyPatch, task: TaskName) -> list[int]:
    """How many rows went together each time, from now on."""
    from generator.run.worker.tasks import RUNNERS, whisper  # noqa: PLC0415  imports torch

    kind, sizes = whisper.Whisper if task.startswith("automatic") else RUNNERS[task], list[int]()
    predict = kind.predict

    def counted(self: Any, rows: Sequence[Any]) -> Any:
        sizes.append(len(rows))
        return predict(self, rows)

    monkeypatch.setattr(kind, "predict", counted)
    return sizes


@pytest.mark.run
def test_words_for_masks(answer_of: AnswerOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = batches_of(monkeypatch, "fill-mask")
    rows = [{"text": f"{text} [MASK] {text[:at]}"} for at, text in enumerate(TEXTS)]
    answer = answer_of("fill-mask", make_pretrained(tmp_path / "model", "BertForMaskedLM"), *rows, rows=rows)
    alone = [output.candidates for output in answer.outputs if isinstance(output, MaskOutput)]
    assert [row.labels for row in answer.predictions] == [[one.label for one in best] for best in alone]
    assert [row.confidence for row in answer.predictions] == pytest.approx([best[0].score for best in alone], abs=1e-4)
    assert max(sizes) > 1
    assert len({row.labels[0] for row in answer.predictions}) > 1


@pytest.mark.run
@pytest.mark.parametrize("activation", ["softmax", "sigmoid"])
def test_labels_that_a_model_never_saw(
    answer_of: AnswerOf, tmp_path: Path, activation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = batches_of(monkeypatch, "zero-shot-classification")
    settings = {"activation": activation, "options": {"candidate_labels": ["paris", "movie", "anna lives in berlin"]}}
    rows = [*ROWS, {"text": "anna lives " * 30}]  # The last one is cut off, and no other.
    answer = answer_of(
        "zero-shot-classification", make_entailment(tmp_path / "model"), *rows, rows=rows, batch_size=20, **settings
    )
    alone = [output for output in answer.outputs if isinstance(output, ClassificationOutput)]
    assert [output.truncated for output in alone] == [False] * len(ROWS) + [True]
    assert [row.labels for row in answer.predictions] == [output.predicted for output in alone]
    if activation == "softmax":
        expected = [output.scores[0].score for output in alone]
        assert [row.confidence for row in answer.predictions] == pytest.approx(expected, abs=1e-4)
    assert max(sizes) > 1


@pytest.mark.run
def test_pictures(answer_of: AnswerOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = batches_of(monkeypatch, "image-classification")
    files = {f"{at}.png": str(make_picture(tmp_path / f"{at}.png", 40 + at, 60 - 7 * at)) for at in range(5)}
    rows = [{"image": name} for name in files]
    model = make_seeing(tmp_path / "model", ["cat", "dog", "tree"])
    answer = answer_of("image-classification", model, *rows, rows=rows, files=files, batch_size=16)
    alone = [output for output in answer.outputs if isinstance(output, ClassificationOutput)]
    assert [row.labels for row in answer.predictions] == [output.predicted for output in alone]
    expected = [output.scores[0].score for output in alone]
    assert [row.confidence for row in answer.predictions] == pytest.approx(expected, abs=1e-4)
    assert sizes == [4, 1]


@pytest.mark.run
@pytest.mark.parametrize("language", [None, "de"])
def test_recordings(answer_of: AnswerOf, tmp_path: Path, language: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = batches_of(monkeypatch, "automatic-speech-recognition")
    files = {f"{at}.wav": str(make_recording(tmp_path / f"{at}.wav", 0.3 + at / 4, 16_000)) for at in range(6)}
    rows = [{"audio": name} for name in files]
    model, options = make_whisper(tmp_path / "model"), {"source_language": language} if language else {}
    answer = answer_of(
        "automatic-speech-recognition", model, *rows, rows=rows, files=files, batch_size=8, options=options
    )
    alone = [output.text for output in answer.outputs if isinstance(output, TranscriptOutput)]
    assert [row.labels for row in answer.predictions] == [[text] for text in alone]
    assert len({*alone}) > 1
    assert sizes == [4, 2]
