"""Evaluation data of every kind of task: rows in a file, a real model in this process, figures."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from model_maker import make_model, make_pretrained, make_text_to_text

from generator.card import Card
from generator.measurement import BenchmarkRun
from generator.run.data import read_rows
from generator.run.evaluate import evaluate
from generator.run.job import Answer, Job, Prediction
from generator.run.plan import plan
from generator.run.rows import Row, row_of
from generator.run.trouble import RunFailed

CardOf = Callable[..., Card]
QUESTION = {"question": "who lives in paris", "context": "Anna lives in Paris ."}


def answered(model: Path, task: str, rows: list[Any], **changes: Any) -> Answer:
    from generator.run.worker.run import run  # noqa: PLC0415  imports torch

    job = {"task": task, "model": str(model), "result": "", "activation": None, "max_length": None, "threads": 1}
    return run(Job.model_validate({**job, "batch_size": 2, "samples": [], "rows": rows, **changes}))


def benchmark(card_of: CardOf, folder: Path, task: str, model: Path, rows: list[dict[str, Any]]) -> BenchmarkRun:
    (folder / "d.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    request = plan(card_of(f"verify: {{source: 'path:m', task: {task}, benchmark: {{data: d.jsonl}}}}")).request
    assert request is not None
    assert request.benchmark is not None
    read = read_rows(folder / "d.jsonl", request.benchmark, request.task)
    answer = answered(model, task, [row.given for row in read], options=request.options)
    return evaluate(request, read, "0", answer)


@pytest.mark.run
def test_every_kind_of_task_is_measured(card_of: CardOf, tmp_path: Path) -> None:
    asked = make_pretrained(tmp_path / "asked", "BertForQuestionAnswering")
    best = answered(asked, "question-answering", [], samples=[QUESTION]).outputs[0].answer
    rows: list[dict[str, Any]] = [{**QUESTION, "answers": ["nothing", best]}, {**QUESTION, "answer": "an acme"}]
    found = benchmark(card_of, tmp_path, "question-answering", asked, rows)
    assert {metric.name: metric.value for metric in found.metrics}["exact_match"] == 0.5
    assert (found.rows, found.wrong_rows, [row.line for row in found.worst]) == (2, 1, [2])

    masked = make_pretrained(tmp_path / "masked", "BertForMaskedLM")
    words = answered(masked, "fill-mask", [], samples=[{"text": "anna [MASK] in paris"}]).outputs[0].candidates
    rows = [{"text": "anna [MASK] in paris", "answer": words[at].label} for at in (0, 3)]
    found = benchmark(card_of, tmp_path, "fill-mask", masked, rows)
    assert [metric.value for metric in found.metrics] == [0.5, 1.0]

    written = make_text_to_text(tmp_path / "written")
    said = answered(written, "translation", [], samples=[{"text": "the film"}]).outputs[0].text
    found = benchmark(card_of, tmp_path, "translation", written, [{"text": "the film", "target": said or "x"}])
    assert [metric.name for metric in found.metrics] == ["bleu", "chrf"]

    alike = make_pretrained(tmp_path / "alike", "BertModel")
    rows = [
        {"text": "the film", "text_pair": other, "value": value} for other, value in (("the film", 5), ("bad", "1"))
    ]
    found = benchmark(card_of, tmp_path, "sentence-embeddings", alike, rows)
    assert {metric.name: metric.value for metric in found.metrics} == {"spearman": 1.0, "pearson": 1.0}

    rated = make_model(tmp_path / "rated", ["rating"], problem_type="regression")
    outputs = answered(rated, "text-classification", [], samples=[{"text": "the film"}, {"text": "bad"}]).outputs
    rows = [
        {"text": text, "value": output.numbers[0].value}
        for text, output in zip(("the film", "bad"), outputs, strict=True)
    ]
    found = benchmark(card_of, tmp_path, "text-classification", rated, rows)
    assert {metric.name: metric.value for metric in found.metrics} == {
        "pearson": pytest.approx(1),
        "spearman": pytest.approx(1),
        "mae": pytest.approx(0, abs=1e-5),
        "mse": pytest.approx(0, abs=1e-5),
    }


def labelled(card_of: CardOf, rows: list[Row], task: str = "text-classification", **answer: Any) -> BenchmarkRun:
    request = plan(card_of(f"verify: {{source: 'path:m', task: {task}, benchmark: {{data: d.jsonl}}}}")).request
    assert request is not None
    return evaluate(request, rows, "0", Answer(labels=["a", "b"], activation="softmax", **answer))


@pytest.mark.parametrize(
    ("predicted", "message"),
    [
        (Prediction(labels=[]), "its prediction for d:1 has 0 labels; expected 1"),
        (Prediction(labels=["a", "b"]), "its prediction for d:1 has 2 labels; expected 1"),
        (Prediction(labels=["c"]), "its prediction for d:1 has a label that the model does not have"),
        (Prediction(value=1.0), "the model is a regression"),
    ],
)
def test_a_worker_may_answer_anything(card_of: CardOf, predicted: Prediction, message: str) -> None:
    with pytest.raises(RunFailed, match=message):
        labelled(card_of, [Row("d:1", 1, {"text": "x"}, ["a"])], predictions=[predicted])


def test_rows_are_of_one_kind(card_of: CardOf) -> None:
    rows = [Row("d:1", 1, {"text": "x"}, ["a"]), Row("d:2", 2, {"text": "x"}, [], 1.0)]
    with pytest.raises(RunFailed, match="d:2: expected a label as in the first row"):
        labelled(card_of, rows, predictions=[Prediction(labels=["a"])] * 2)
    with pytest.raises(RunFailed, match="the model gives labels, and the evaluation data has numbers"):
        labelled(card_of, rows[1:], predictions=[Prediction(labels=["a"])])


@pytest.mark.parametrize(
    ("task", "columns", "gold"),
    [
        ("question-answering", {**QUESTION, "answers": {"text": ["a"], "answer_start": [3]}}, ["a"]),
        ("question-answering", {**QUESTION, "answers": []}, []),
        ("question-answering", {**QUESTION, "answer": ""}, []),
        ("translation", {"text": "a", "targets": ["b", "c"]}, ["b", "c"]),
        ("multiple-choice", {"question": "a", "choices": ["x", "y"], "label": 1}, ["y"]),
        ("multiple-choice", {"question": "a", "choices": ["x", "1"], "label": "1"}, ["1"]),
        ("automatic-speech-recognition", {"audio": "a.wav", "target": "b"}, ["b"]),
        ("image-classification", {"image": "a.png", "label": "b"}, ["b"]),
    ],
)
def test_rows(task: Any, columns: dict[str, Any], gold: list[str]) -> None:
    assert row_of(task, columns, "d:1", 1).gold == gold


@pytest.mark.parametrize(
    ("task", "columns", "message"),
    [
        ("multiple-choice", {"question": "a", "choices": ["x", "y"], "label": 2}, "label: 2 is none of the choices"),
        ("translation", {"text": "a"}, "expected either target or targets"),
        ("sentence-embeddings", {"text": "a", "text_pair": "b", "value": "x"}, "value: Input should be a valid number"),
        (
            "sentence-embeddings",
            {"text": "a", "text_pair": "b", "value": "nan"},
            "value: Input should be a finite",
        ),
    ],
)
def test_bad_rows(task: Any, columns: dict[str, Any], message: str) -> None:
    with pytest.raises(RunFailed, match=f"^d:1: {message}"):
        row_of(task, columns, "d:1", 1)
