"""How fast models are: every task's runner is timed, alone and with several samples at once, and times are true."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from model_maker import make_entailment, make_generator, make_pretrained, make_text_to_text, make_translator
from patience import PATIENCE
from picture_maker import make_picture, make_seeing
from sound_maker import make_recording, make_spelling

from generator.run.job import Answer, Job
from generator.run.trouble import RunFailed

pytestmark = pytest.mark.run

TEXT = {"text": "Anna really liked that movie"}
ASKED = {"question": "who liked that", "context": "the movie that Anna really liked has taken its first step"}
CHOSEN = {"question": "who liked that ?", "choices": "Anna\nthe movie"}
FEW = {"candidate_labels": ["movie", "works", "disease"]}
SHORT = {"max_new_tokens": 3}


def job_of(task: str, model: Path, sample: Mapping[str, str], *batches: int, **options: Any) -> Job:
    values = {"activation": None, "max_length": None, "threads": 1, "batch_size": 2, "result": "", "options": options}
    asked = {"task": task, "model": str(model), "samples": [sample], "speed_batches": batches}
    asked["files"] = {name: str(model.parent / name) for name in sample.values() if name.startswith("a.")}
    return Job.model_validate(asked | values)


def run(job: Job) -> Answer:
    from generator.run.worker.run import run as run_here  # noqa: PLC0415  imports torch

    return run_here(job)


@pytest.fixture(scope="module", autouse=True)
def _hasty() -> Any:
    """Few repeats: what matters here is that all is timed."""
    from generator.run.worker import speed  # noqa: PLC0415  imports torch

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(speed, "_ANSWERS", (4, 1.0, 4))
        patch.setattr(speed, "_BATCHES", (2, 1.0, 2))
        yield


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory, news_model: Path, bio_model: Path) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("models")
    masked = make_pretrained(folder / "masked", "BertForMaskedLM")
    make_picture(folder / "a.png")
    make_recording(folder / "a.wav")
    written = make_text_to_text(folder / "t5")
    return {
        "text-classification": news_model,
        "token-classification": bio_model,
        "zero-shot-classification": make_entailment(folder / "entailing"),
        "question-answering": make_pretrained(folder / "answering", "BertForQuestionAnswering"),
        "fill-mask": masked,
        "multiple-choice": make_pretrained(folder / "choosing", "BertForMultipleChoice"),
        "image-classification": make_seeing(folder / "seeing", ["cat", "dog"]),
        "automatic-speech-recognition": make_spelling(folder / "spelling"),
        "sentence-embeddings": masked,
        "word-embeddings": masked,
        "text-generation": make_generator(folder / "gpt"),
        "text2text-generation": written,
        "summarization": written,
        "translation": make_translator(folder / "marian"),
    }


@pytest.mark.parametrize(
    ("task", "sample", "options", "tokens"),
    [
        ("text-classification", TEXT, {}, 7),
        ("token-classification", TEXT, {}, 7),
        ("zero-shot-classification", TEXT, FEW, None),
        ("question-answering", ASKED, {}, None),
        ("fill-mask", {"text": "Anna [MASK] that movie"}, {}, 6),
        ("multiple-choice", CHOSEN, {}, None),
        ("image-classification", {"image": "a.png"}, {}, None),
        ("automatic-speech-recognition", {"audio": "a.wav"}, {}, None),
        ("sentence-embeddings", TEXT, {}, 7),
        ("word-embeddings", TEXT, {}, 7),
        ("text-generation", TEXT, SHORT, 5),
        ("text2text-generation", TEXT, SHORT, 6),
        ("summarization", TEXT, SHORT, 6),
        ("translation", TEXT, SHORT, None),
    ],
)
def test_every_task_is_timed(
    models: dict[str, Path], task: str, sample: dict[str, str], options: dict[str, Any], tokens: int | None
) -> None:
    answer = run(job_of(task, models[task], sample, 1, 3, **options))
    figures = answer.speed
    assert figures is not None
    assert answer.outputs == run(job_of(task, models[task], sample, **options)).outputs
    assert answer.parameters > 1_000
    assert (figures.latency.repeats, figures.warmups) == (4, 3)
    assert 0 < figures.latency.p50 <= figures.latency.p95
    assert [(found.batch, found.repeats) for found in figures.throughput] == [(1, 2), (3, 2)]
    assert all(found.per_second > 0 for found in figures.throughput)
    assert figures.input_tokens or "text" not in sample
    assert tokens is None or figures.input_tokens == tokens
    assert (figures.output_tokens is not None) == (options == SHORT)
    assert 0 < figures.memory.before <= figures.memory.peak
    assert figures.hardware.logical_processors >= 1


def test_every_task_is_among_them() -> None:
    from generator.run.worker.tasks import RUNNERS  # noqa: PLC0415  imports torch

    (mark,) = [mark for mark in test_every_task_is_timed.pytestmark if mark.name == "parametrize"]
    assert {case[0] for case in mark.args[1]} == set(RUNNERS)


def test_parameters_are_counted_once(models: dict[str, Path]) -> None:
    from transformers import T5ForConditionalGeneration  # noqa: PLC0415  only this test pays for it

    folder = models["summarization"]
    expected = T5ForConditionalGeneration.from_pretrained(folder).num_parameters()
    assert run(job_of("summarization", folder, TEXT, **SHORT)).parameters == expected


def test_times_are_true(news_model: Path) -> None:
    """A model that sleeps: the time of answers and of batches is what it sleeps, and one in four is slower."""
    from generator.run.worker.speed import measure  # noqa: PLC0415  imports torch
    from generator.run.worker.tasks.text_classification import TextClassification  # noqa: PLC0415

    rows = []

    def slow(job: Job) -> TextClassification:
        time.sleep(0.1)
        runner = TextClassification(job)
        forward = runner.loaded.model.forward

        def sleepy(**given: Any) -> Any:
            rows.append(len(given["input_ids"]))
            time.sleep(0.09 if len(rows) == 6 else 0.03)
            return forward(**given)

        runner.loaded.model.forward = sleepy
        return runner

    _, _, figures = measure(job_of("text-classification", news_model, TEXT, 2, 8), slow)
    # One answer to see how the model is called, then 3 warm-ups and 4 or 2 that are timed, each time.
    assert rows == [1] * (1 + 3 + 4) + [2] * (3 + 2) + [8] * (3 + 2)
    assert 0.03 <= figures.latency.p50 < figures.latency.p95
    assert figures.latency.p95 >= 0.09
    assert figures.load_seconds >= 0.1
    assert all(found.per_second <= found.batch / 0.03 for found in figures.throughput)
    assert figures.processors_busy < 0.9


def test_a_model_that_takes_no_several_samples_says_so(news_model: Path) -> None:
    from generator.run.worker.speed import measure  # noqa: PLC0415  imports torch
    from generator.run.worker.tasks.text_classification import TextClassification  # noqa: PLC0415

    def lonely(job: Job) -> TextClassification:
        runner = TextClassification(job)
        forward = runner.loaded.model.forward

        def alone(**given: Any) -> Any:
            if len(given["input_ids"]) > 1:
                raise ValueError("one text,\nplease")
            return forward(**given)

        runner.loaded.model.forward = alone
        return runner

    with pytest.raises(RunFailed, match=r"^2 samples at once: ValueError: one text, please$"):
        measure(job_of("text-classification", news_model, TEXT, 1, 2), lonely)


def test_the_memory_of_a_model_is_in_its_peak(tmp_path: Path) -> None:
    """In a process of its own, forked as models are."""
    from model_maker import make_model  # noqa: PLC0415

    from generator.run.isolation import Limits, Workers  # noqa: PLC0415  the parts that only this test needs

    large = make_model(tmp_path / "large", ["a", "b"], hidden_size=256, intermediate_size=15_000)
    files = {file.name: file for file in large.iterdir()}
    with Workers(Limits(PATIENCE, 2**33, 1)) as workers:
        answer = workers.run(job_of("text-classification", large, TEXT, 1), files)
    assert answer.speed is not None
    weights = (large / "model.safetensors").stat().st_size
    assert weights > 60e6
    grown = answer.speed.memory.peak - answer.speed.memory.before
    assert weights * 0.9 < grown < weights * 3
