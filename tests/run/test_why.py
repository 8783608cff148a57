"""Why a model would be run again. Nothing runs here: the records are made by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

import pytest

from generator import store
from generator.config import Config, VerifyConfig
from generator.measurement import BenchmarkRun
from generator.output import TextOutput
from generator.record import ClaimCheck, Environment, Isolation, RunRecord, SampleRun, Settings, SourceRecord, Timings
from generator.run.inspect import files_of
from generator.run.plan import plan
from generator.run.why import Conditions, Judgement, conditions, judge
from generator.speed import Speed

CARD = """---
title: News
name: news
language: en
edition: Spark NLP 4.0.0
spark_version: 3.0
annotator: {annotator}
verify:
  source: path:models/news
  samples:
    - text: Anna works.
  benchmark:
    data: data.jsonl
---

## Description

News.
"""
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
PACKAGES = {"tokenizers": "0.22.0", "torch": "2.9.0+cpu", "transformers": "5.1.0", "seqeval": "1.2.2"}
TODAY = Conditions(threads=1, max_age=30, now=NOW, packages=PACKAGES | {"torch": "2.9.0"})

Change = Callable[[RunRecord], RunRecord]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A hub with one card, its model and evaluation data, and a record of them."""
    for folder in ("cards", "models/news"):
        (tmp_path / folder).mkdir(parents=True)
    write_card(tmp_path)
    (tmp_path / "models" / "news" / "config.json").write_text("{}")
    (tmp_path / "models" / "news" / "model.safetensors").write_bytes(b"")
    (tmp_path / "models" / "news" / "vocab.txt").write_text("[PAD]")
    (tmp_path / "data.jsonl").write_text("{}\n")
    change(tmp_path, lambda record: record)
    return tmp_path


def write_card(root: Path, old: str = "", new: str = "", annotator: str = "BertForSequenceClassification") -> None:
    (root / "cards" / "news.md").write_text(CARD.format(annotator=annotator).replace(old or "\0", new))


def change(root: Path, how: Change) -> None:
    """Write the record of a run of everything as it is, changed."""
    (entry,) = store.load_hub(root, Config()).entries
    model = root / "models" / "news"
    record = RunRecord(
        card="news",
        status="verified",
        reason="agrees",
        request_sha256=plan(entry.card).sha256,
        task="text-classification",
        source=SourceRecord(uri="path:models/news", origin="verify", files=store.digest_files(files_of(model))),
        settings=Settings(),
        checks=[ClaimCheck(where="verify", line=1, subject="label", claimed="a", agrees=True, message="")],
        samples=[SampleRun(input={"text": "Anna works."}, output=TextOutput(text="", tokens=0, finished=True))],
        benchmark=BenchmarkRun(
            data="data.jsonl",
            sha256=store.sha256_of(root / "data.jsonl"),
            rows=1,
            level="row",
            accuracy=1,
            labels=[],
            averages=[],
        ),
        environment=Environment(
            python="3.11", platform="Linux", device="cpu", dtype="float32", threads=1, packages=PACKAGES
        ),
        timings=Timings(started_at=(NOW - timedelta(days=29)).isoformat(timespec="seconds"), total_seconds=1),
    )
    store.write_record(root / "records" / "news.json", how(record))


def look(root: Path, today: Conditions = TODAY) -> Judgement:
    (entry,) = store.load_hub(root, Config()).entries
    return judge(root, entry, plan(entry.card), today)


def causes(judgement: Judgement) -> list[tuple[str, str]]:
    return [(cause.kind, cause.message) for cause in judgement.causes]


def test_nothing_changed(root: Path) -> None:
    assert look(root) == Judgement("news", "keep", (), "verified", "agrees")


def test_what_could_not_be_measured_is_run_again_where_the_data_changed(root: Path) -> None:
    data = store.digest_of_data(root, "data.jsonl")
    change(root, lambda record: record.model_copy(update={"status": "failed", "benchmark": None, "data": data}))
    assert look(root).action == "keep"
    written = (root / "data.jsonl").read_text()
    (root / "data.jsonl").write_text(written + "\n")
    message = "the evaluation data changed since the model was run"
    assert (look(root).state, causes(look(root))) == ("stale", [("data", message)])
    (root / "data.jsonl").unlink()
    assert causes(look(root)) == [("data", message)]
    missing = store.digest_of_data(root, "data.jsonl")
    assert (missing.size, missing.sha256) == (0, "")
    change_data = {"status": "failed", "benchmark": None, "data": missing}
    (root / "data.jsonl").write_text(written)
    change(root, lambda record: record.model_copy(update=change_data))
    assert causes(look(root)) == [("data", message)]
    (root / "data.jsonl").unlink()
    assert look(root).action == "keep"


def test_without_a_record(root: Path) -> None:
    (root / "records" / "news.json").unlink()
    judgement = look(root)
    assert (judgement.action, judgement.state) == ("run", "missing")
    assert causes(judgement) == [("new", "not run yet")]
    (root / "records" / "news.json").write_text("{")
    ((kind, message),) = causes(look(root))
    assert kind == "new"
    assert message.startswith("records/news.json: is no record: JSON: ")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Anna works", "Anna rests", "the card changed since: sample input"),
        ("data: data.jsonl", "data: other.jsonl", "the card changed since: evaluation data"),
        ("Spark NLP 4.0.0", "Spark NLP 5.0.0", ""),
        (
            "  samples:",
            "  activation: sigmoid\n  samples:",
            "the card's settings or claims changed since, or how modelhub runs such a model",
        ),
        ("  samples:", "  tolerance:\n    score: 0.1\n  samples:", "the card changed since: tolerance"),
        ("path:models/news", "hf:a/b", "the card changed since: source"),
    ],
)
def test_the_card_changed(root: Path, old: str, new: str, message: str) -> None:
    write_card(root, old, new)
    judgement = look(root)
    assert causes(judgement) == ([("card", message)] if message else [])
    assert judgement.state == ("stale" if message else "verified")


def test_files_changed(root: Path) -> None:
    (root / "models" / "news" / "config.json").write_text('{"a": 1}')
    assert causes(look(root)) == [("model", "the model changed since it was run: config.json")]
    change(root, lambda record: record)
    (root / "data.jsonl").write_text("")
    assert causes(look(root)) == [("data", "the evaluation data changed since the model was measured")]
    (root / "data.jsonl").unlink()
    assert causes(look(root)) == [("data", "the evaluation data cannot be read any more: No such file or directory")]


def made_at(text: str) -> Change:
    return lambda record: record.model_copy(update={"timings": Timings(started_at=text, total_seconds=1)})


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        (made_at("2026-10-20T11:59:59+00:00"), ("expired", "run 31 days ago, and verify.max_age is 30")),
        (made_at("2026-10-21T12:00:00"), None),
        (made_at("2027-01-01T00:00:00+00:00"), None),
        (made_at("0001-01-01T00:00:00+23:59"), ("expired", "run 739940 days ago, and verify.max_age is 30")),
        (made_at("today"), ("expired", "the record does not say when it was made, and verify.max_age asks for that")),
        (
            lambda record: record.model_copy(update={"benchmark": None}),
            ("data", "the evaluation data could not be measured the last time"),
        ),
    ],
)
def test_the_record_is_of_another_time(root: Path, how: Change, expected: tuple[str, str] | None) -> None:
    change(root, how)
    assert causes(look(root)) == ([expected] if expected else [])


def test_other_conditions_are_told_together(root: Path) -> None:
    today = Conditions(2, 7, NOW, PACKAGES | {"torch": "2.10.0", "transformers": "5.2.0"})
    assert causes(look(root, today)) == [
        ("threads", "run with verify.threads = 1, which is 2 now"),
        ("versions", "run with torch 2.9.0+cpu, installed is 2.10.0; transformers 5.1.0, installed is 5.2.0"),
        ("expired", "run 29 days ago, and verify.max_age is 7"),
    ]


def environment(**changes: object) -> Change:
    def changed(record: RunRecord) -> RunRecord:
        assert record.environment is not None
        return record.model_copy(update={"environment": record.environment.model_copy(update=changes)})

    return changed


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        (environment(device="cuda"), "run on cuda, and verify.device is cpu now"),
        (environment(dtype="float16"), "run as float16, which is float32 now"),
    ],
)
def test_the_device_and_the_numbers_are_part_of_it(root: Path, how: Change, expected: str) -> None:
    change(root, how)
    judgement = look(root)
    assert (causes(judgement), judgement.state) == ([("device", expected)], "stale")


def test_any_device_will_do_where_it_is_left_open(root: Path) -> None:
    change(root, environment(device="cuda"))
    assert look(root, replace(TODAY, device="auto")).action == "keep"
    assert look(root, replace(TODAY, device="cuda")).action == "keep"


def test_what_it_was_held_to_makes_no_record_stale(root: Path) -> None:
    held = Isolation(network="sockets", writes="open", memory=None, processes=None, seconds=1)
    change(root, environment(isolation=held, accelerator="", platform="Other"))
    assert look(root).action == "keep"


def test_every_release_that_decides_is_part_of_it(root: Path) -> None:
    for name in ("tokenizers", "torch", "transformers"):
        judgement = look(root, replace(TODAY, packages={**TODAY.packages, name: "99.0"}))
        assert [kind for kind, _ in causes(judgement)] == ["versions"]
        assert f"{name} {PACKAGES[name]}, installed is 99.0" in judgement.reason


def test_the_weights_and_how_a_task_is_run_are_part_of_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "models" / "news" / "model.safetensors").write_bytes(b"others")
    assert causes(look(root)) == [("model", "the model changed since it was run: model.safetensors")]
    change(root, lambda record: record)
    assert look(root).action == "keep"
    monkeypatch.setattr("generator.run.plan.RUNNER_VERSION", -1)
    assert [kind for kind, _ in causes(look(root))] == ["card"]


def test_a_speed_is_missed_only_where_it_is_wanted_and_the_record_counts_without(root: Path) -> None:
    wanted = replace(TODAY, speed=True)
    judgement = look(root, wanted)
    assert (judgement.action, judgement.state) == ("run", "verified")
    assert causes(judgement) == [("speed", "its speed was not measured yet")]
    speed = Speed(measured_at="", sample="sample 1", problem="took too long")
    change(root, lambda record: record.model_copy(update={"speed": speed}))
    assert look(root, wanted).action == "keep"
    change(root, lambda record: record.model_copy(update={"status": "failed"}))
    assert look(root, wanted).action == "keep"


def test_nothing_is_stale_because_of_what_is_not_installed(root: Path) -> None:
    assert look(root, Conditions(1, now=NOW)).action == "keep"


def test_a_model_that_was_not_loaded_is_tried_again_and_its_record_stands(root: Path) -> None:
    source = SourceRecord(uri="hf:a/b", origin="verify")
    change(root, lambda record: record.model_copy(update={"status": "not-run", "reason": "gated", "source": source}))
    judgement = look(root)
    assert (judgement.action, judgement.state, judgement.reason) == ("run", "not-run", "gated")
    assert causes(judgement) == [("untried", "no model was loaded the last time: gated")]


def test_a_card_that_cannot_be_run(root: Path) -> None:
    write_card(root, annotator="NerDLModel")
    expected = "the card cannot be run any more: unsupported annotator NerDLModel"
    assert look(root) == Judgement("news", "none", (), "stale", expected)
    (root / "records" / "news.json").unlink()
    assert look(root) == Judgement("news", "none", (), "not-run", "unsupported annotator NerDLModel")


def test_the_conditions_of_this_machine() -> None:
    found = conditions(VerifyConfig(threads=3, max_age=1.5), NOW)
    assert (found.threads, found.max_age, found.now) == (3, 1.5, NOW)
    assert found.packages["torch"] == version("torch")
    assert set(found.packages) == {"tokenizers", "torch", "transformers"}
