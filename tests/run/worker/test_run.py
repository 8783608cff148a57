"""What the worker answers, against torch used directly, and what it says of broken models."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from model_maker import WORDS, change_config, make_model

from generator.output import ClassificationOutput, TokenOutput
from generator.run.job import Answer, Job
from generator.run.trouble import RunFailed

pytestmark = pytest.mark.run

TEXTS = ["Anna really liked that movie!", "microsoft works in berlin", "the " * 60]


def run(model: Path, **changes: Any) -> Answer:
    from generator.run.worker.run import run as run_here  # noqa: PLC0415  imports torch

    job = {
        "task": "text-classification",
        "model": str(model),
        "result": "",
        "activation": None,
        "max_length": None,
        "threads": 1,
        "batch_size": 2,
        "samples": [],
    }
    given = {**job, **changes}
    samples = [sample if isinstance(sample, dict) else {"text": sample} for sample in given["samples"]]
    return run_here(Job.model_validate({**given, "samples": samples}))


def direct_logits(model: Path, text: str, *, tokens: bool = False, **options: Any) -> Any:
    """The logits of ``model``, computed with transformers and torch alone."""
    import torch  # noqa: PLC0415  only these tests pay for it
    from transformers import BertForSequenceClassification, BertForTokenClassification, BertTokenizer  # noqa: PLC0415

    kind = BertForTokenClassification if tokens else BertForSequenceClassification
    encoded = BertTokenizer.from_pretrained(model)(text, return_tensors="pt", **options)
    with torch.no_grad():
        return kind.from_pretrained(model).eval()(**encoded).logits[0]


def test_softmax_scores_are_those_of_torch(news_model: Path) -> None:
    answer = run(news_model, samples=TEXTS, rows=[{"text": text} for text in TEXTS[:2] * 3])
    for text, output in zip(TEXTS, answer.outputs, strict=True):
        expected = direct_logits(news_model, text, truncation=True, max_length=48).softmax(-1)
        assert isinstance(output, ClassificationOutput)
        scores = {score.label: score.score for score in output.scores}
        assert [scores[label] for label in answer.labels] == pytest.approx(expected.tolist(), abs=6e-5)
        assert output.predicted == [answer.labels[int(expected.argmax())]]
        assert [score.score for score in output.scores] == sorted(scores.values(), reverse=True)
        assert output.truncated == (text == TEXTS[2])
    assert [row.labels for row in answer.predictions] == [output.predicted for output in answer.outputs[:2]] * 3
    assert (answer.activation, answer.max_length) == ("softmax", 48)


def test_sigmoid_predicts_every_label_from_one_half_on(tmp_path: Path) -> None:
    model = make_model(tmp_path, ["a", "b", "c", "d, e"], problem_type="multi_label_classification")
    answer = run(model, samples=TEXTS, rows=[{"text": text} for text in TEXTS])
    assert answer.activation == "sigmoid"
    counts = set()
    for text, output, predicted in zip(TEXTS, answer.outputs, answer.predictions, strict=True):
        expected = direct_logits(model, text, truncation=True, max_length=48).sigmoid().tolist()
        assert isinstance(output, ClassificationOutput)
        assert set(output.predicted) == {answer.labels[n] for n, score in enumerate(expected) if score >= 0.5}
        assert predicted.labels == output.predicted
        counts.add(len(predicted.labels))
    assert counts != {1}


def test_tags_are_those_of_each_words_first_sub_token(bio_model: Path) -> None:
    text = "Unknown Anna lives in Berlin's cells."
    answer = run(
        bio_model,
        task="token-classification",
        samples=[text],
        rows=[{"tokens": ["unknown", "works"]}, {"tokens": ["anna"]}],
    )
    output = answer.outputs[0]
    assert isinstance(output, TokenOutput)
    # [CLS] un ##known anna lives in berlin ' s cells . [SEP]
    first = {"Unknown": 1, "Anna": 3, "lives": 4, "in": 5, "Berlin's": 6, "cells": 9, ".": 10}
    expected = direct_logits(bio_model, text, tokens=True).softmax(-1)
    assert [token.text for token in output.tokens] == list(first)
    for token in output.tokens:
        scores = expected[first[token.text]]
        assert token.tag == answer.labels[int(scores.argmax())]
        assert token.score == pytest.approx(float(scores.max()), abs=6e-5)
        assert text[token.start : token.end] == token.text
    assert output.scheme == answer.scheme == "bio"
    assert [len(row.labels) for row in answer.predictions] == [2, 1]
    direct = direct_logits(bio_model, "unknown works", tokens=True).argmax(-1).tolist()
    assert answer.predictions[0].labels == [answer.labels[direct[1]], answer.labels[direct[3]]]


def test_words_beyond_the_longest_input_are_not_tagged(bio_model: Path) -> None:
    answer = run(
        bio_model,
        task="token-classification",
        max_length=4,
        samples=["anna lives in paris"],
        rows=[{"tokens": WORDS[:4]}],
    )
    output = answer.outputs[0]
    assert isinstance(output, TokenOutput)
    assert [token.text for token in output.tokens] == ["anna", "lives"]
    assert output.truncated
    assert answer.predictions[0].labels[2:] == ["", ""]


def test_two_runs_give_the_same_answer(news_model: Path) -> None:
    timings = {"load_seconds", "sample_seconds", "benchmark_seconds"}
    first, second = (run(news_model, samples=TEXTS).model_dump_json(exclude=timings) for _ in range(2))
    assert first == second


def broken_weights(model: Path) -> None:
    (model / "model.safetensors").write_bytes(b"\x10" * 4_000)


def no_classifier(model: Path) -> None:
    from safetensors.torch import load_file, save_file  # noqa: PLC0415

    tensors = load_file(model / "model.safetensors")
    kept = {name: tensor for name, tensor in tensors.items() if not name.startswith("classifier")}
    save_file(kept, model / "model.safetensors", metadata={"format": "pt"})


def not_a_number(model: Path) -> None:
    from safetensors.torch import load_file, save_file  # noqa: PLC0415

    tensors = load_file(model / "model.safetensors")
    tensors["classifier.bias"] *= float("nan")
    save_file(tensors, model / "model.safetensors", metadata={"format": "pt"})


def one_label_more(model: Path) -> None:
    change_config(model, id2label={str(number): f"label {number}" for number in range(5)})


def unknown_architecture(model: Path) -> None:
    change_config(model, model_type="no_such_thing")


def labels_with_a_gap(model: Path) -> None:
    change_config(model, id2label={"0": "a", "1": "b", "2": "c", "7": "d"})


def large_vocabulary(model: Path) -> None:
    with (model / "vocab.txt").open("a") as file:
        file.writelines(f"more{number}\n" for number in range(5))


def one_label(model: Path) -> None:
    make_model(model, ["toxic"])


def test_one_label_is_a_yes_or_no_with_sigmoid(tmp_path: Path) -> None:
    answer = run(make_model(tmp_path, ["toxic"]), samples=TEXTS[:1], activation="sigmoid")
    output = answer.outputs[0]
    assert isinstance(output, ClassificationOutput)
    score = direct_logits(tmp_path, TEXTS[0]).sigmoid().item()
    assert output.scores[0].score == pytest.approx(score, abs=6e-5)
    assert output.predicted == (["toxic"] if score >= 0.5 else [])


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (broken_weights, "the model cannot be loaded: "),
        (no_classifier, "the weights lack 2 tensors that the model needs, such as classifier.bias"),
        (not_a_number, "the model answered with NaN or infinite scores"),
        (one_label_more, "the weights are of other sizes than config.json gives the model"),
        (unknown_architecture, "config.json cannot be loaded: "),
        (labels_with_a_gap, "config.json: id2label numbers its labels [0, 1, 2, 7], not from 0 on"),
        (large_vocabulary, "the tokenizer has 54 tokens, and the model only knows 49"),
        (one_label, "the model has one label: its softmax is always 1, so it says nothing"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_broken_model_says_what_is_wrong(news_model: Path, tmp_path: Path, spoil: Any, reason: str) -> None:
    model = tmp_path / "model"
    shutil.copytree(news_model, model)
    spoil(model)
    with pytest.raises(RunFailed) as caught:
        run(model, samples=TEXTS)
    assert str(caught.value).startswith(reason)
