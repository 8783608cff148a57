"""From cards to records, in this process; models run in real workers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from model_maker import change_config

from generator import store
from generator.config import Config
from generator.record import RunRecord
from generator.run.verify import Event, verify

CARD = """---
title: News
name: {name}
language: en
edition: Spark NLP 4.0.0
spark_version: 3.0
annotator: BertForSequenceClassification
{verify}
---

## Description

News.
"""
pytestmark = pytest.mark.usefixtures("warm_servers")

BLOCK = """verify:
  source: path:models/news
  samples:
    - text: Anna really liked that movie!
"""


@pytest.fixture
def root(tmp_path: Path, news_model: Path) -> Path:
    """A hub with one model and one card for it."""
    shutil.copytree(news_model, tmp_path / "models" / "news")
    (tmp_path / "cards").mkdir()
    write(tmp_path, "news")
    return tmp_path


def write(root: Path, name: str, verify: str = BLOCK) -> None:
    (root / "cards" / f"{name}.md").write_text(CARD.format(name=name, verify=verify.strip("\n")))


def run(root: Path, config: Config | None = None, *, rerun: bool = False) -> tuple[list[RunRecord], list[str]]:
    config = config or Config()
    events: list[Event] = []
    hub = store.load_hub(root, config)
    records = verify(root, config, hub, rerun=rerun, on_event=events.append)
    ended = [event for event in events if event.kind in {"kept", "done"}]
    assert [event.ended for event in ended] == list(range(1, len(ended) + 1))
    return records, [event.kind for event in sorted(ended, key=lambda event: event.position)]


@pytest.mark.run
def test_evaluations_tell_how_far_they_are(root: Path) -> None:
    (root / "data.csv").write_text("text,label\n" + "a great movie,World\n" * 6)
    write(root, "news", BLOCK + "  benchmark: {data: data.csv}\n")
    config = msgspec.convert({"verify": {"batch_size": 2}}, Config)
    events: list[Event] = []
    (record,) = verify(root, config, store.load_hub(root, config), on_event=events.append)
    assert record.benchmark is not None
    assert [events[0].kind, events[-1].kind] == ["started", "done"]
    told = [(event.kind, event.rows_done, event.rows, event.key) for event in events[1:-1]]
    assert [told[0], told[-1]] == [("evaluating", 0, 6, "news"), ("evaluating", 6, 6, "news")]
    assert [done for _, done, _, _ in told] == sorted({0, 6} | {done for _, done, _, _ in told})
    assert {event.ended for event in events[:-1]} == {0}


@pytest.mark.run
def test_a_model_runs_once_until_something_changes(root: Path) -> None:
    (first,), kinds = run(root)
    assert (first.status, first.reason) == ("measured", "ran; the card claims nothing about what the model answers")
    assert kinds == ["done"]
    assert first.source is not None
    assert [file.path for file in first.source.files] == sorted(
        ["config.json", "model.safetensors", "tokenizer_config.json", "vocab.txt"]
    )
    file = root / "records" / "news.json"
    written = file.read_bytes()

    assert run(root) == ([first], ["kept"])
    command = [sys.executable, "-X", "importtime", "-m", "generator", "verify", "--hub", str(root)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("● measured  news ")
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "generator.run.verify" in imported
    assert not imported & {"torch", "transformers", "sklearn", "seqeval", "huggingface_hub"}

    # All but the timings is the same again, so the file is not touched.
    (again,), kinds = run(root, rerun=True)
    assert (again, kinds) == (first, ["done"])
    assert file.read_bytes() == written

    change_config(root / "models" / "news", architectures=None)
    (changed,), kinds = run(root)
    assert kinds == ["done"]
    assert changed.samples == first.samples
    assert changed.source != first.source

    write(root, "news", BLOCK + "      expect:\n        label: Nothing\n")
    (mismatch,), _ = run(root)
    assert mismatch.status == "mismatch"
    assert mismatch.reason.startswith("sample 1 · label: claimed Nothing, observed ")


@pytest.mark.run
def test_a_record_that_expired_is_made_anew(root: Path) -> None:
    (first,), _ = run(root)
    config = msgspec.convert({"verify": {"max_age": 1}}, Config)
    assert run(root, config) == ([first], ["kept"])
    timings = first.timings.model_copy(update={"started_at": "2020-01-01T00:00:00+00:00"})
    store.write_record(root / "records" / "news.json", first.model_copy(update={"timings": timings}))
    (again,), kinds = run(root, config)
    assert kinds == ["done"]
    assert again.timings.started_at >= first.timings.started_at
    assert again.model_copy(update={"timings": first.timings}) == first
    assert run(root, config) == ([again], ["kept"])


@pytest.mark.run
def test_evaluation_data_is_measured_and_part_of_what_may_change(root: Path) -> None:
    data = root / "data.jsonl"
    data.write_text('{"text": "a great movie", "label": "World"}\n{"text": "bad", "label": "Sports"}\n')
    write(root, "news", BLOCK + "  benchmark:\n    data: data.jsonl\n")
    (record,), _ = run(root)
    assert record.environment is not None
    assert {"seqeval", "scikit-learn", "torch"} <= set(record.environment.packages)
    assert record.benchmark is not None
    assert (record.benchmark.rows, record.benchmark.level) == (2, "row")
    assert run(root)[1] == ["kept"]
    data.write_text('{"text": "a great movie", "label": "Weather"}\n')
    (failed,), kinds = run(root)
    assert (failed.status, kinds) == ("failed", ["done"])
    assert failed.reason == ("data.jsonl:1: the model has no label 'Weather'; it has Business, Sci/Tech, Sports, World")


@pytest.mark.run
def test_a_hanging_model_fails_and_the_next_one_goes_on(root: Path) -> None:
    (root / "cards" / "another.md").write_text(CARD.replace("BertForSequence", "Topic").format(name="b", verify=""))
    # However slowly we look, the model takes longer.
    (root / "data.csv").write_text("text,label\n" + "a great movie,World\n" * 3_000)
    write(root, "news", BLOCK + "  benchmark: {data: data.csv}\n")
    config = msgspec.convert({"verify": {"timeout": 0.01}}, Config)
    (other, slow), _ = run(root, config)
    assert (other.status, other.reason) == ("not-run", "unsupported annotator TopicClassification")
    assert (slow.status, slow.reason) == ("failed", "took longer than 0.01 s and was stopped")
    assert slow.source is not None
    assert slow.source.weights_sha256


def spoil_pickle(model: Path) -> None:
    (model / "model.safetensors").rename(model / "pytorch_model.bin")


def spoil_auto_map(model: Path) -> None:
    change_config(model, auto_map={"AutoModel": "code.Model"})


def spoil_link(model: Path) -> None:
    (model / "vocab.txt").unlink()
    (model / "vocab.txt").symlink_to("/etc/hostname")


def spoil_file(model: Path) -> None:
    (model / "vocab.txt").unlink()
    (model / "vocab.txt").mkdir()


def spoil_weights(model: Path) -> None:
    os.truncate(model / "model.safetensors", 5_000)


def spoil_tokenizer(model: Path) -> None:
    (model / "vocab.txt").unlink()


@pytest.mark.parametrize(
    ("spoil", "status", "reason"),
    [
        (spoil_pickle, "not-run", "the weights are only there as pytorch_model.bin"),
        (spoil_auto_map, "not-run", "config.json asks for code of its own (auto_map)"),
        (spoil_link, "not-run", "vocab.txt is a symbolic link that leads out of the model's folder"),
        (spoil_file, "failed", "vocab.txt is no file"),
        (spoil_weights, "failed", "model.safetensors is broken: it has 5,000 bytes, and its head speaks of "),
        (spoil_tokenizer, "failed", "there is no tokenizer"),
        (shutil.rmtree, "failed", "path:models/news: no such folder"),
    ],
)
def test_what_may_not_or_cannot_be_loaded(root: Path, spoil: Callable[[Path], None], status: str, reason: str) -> None:
    spoil(root / "models" / "news")
    (record,), _ = run(root)
    assert record.status == status
    assert record.reason.startswith(reason)
    written = (root / "records" / "news.json").read_bytes()
    run(root)
    assert (root / "records" / "news.json").read_bytes() == written


@pytest.mark.parametrize("place", ["../elsewhere", "/etc", "models/../../elsewhere", "link"])
def test_a_source_outside_the_hub_is_refused(root: Path, place: str) -> None:
    (root / "link").symlink_to("/etc")
    write(root, "news", BLOCK.replace("models/news", place))
    (record,), _ = run(root)
    assert record.status == "not-run"
    assert "leads out of the hub" in record.reason


def test_no_record_is_written_out_of_the_hub(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (root / "records").mkdir()
    (root / "records" / "deep").symlink_to(elsewhere)
    (root / "cards" / "deep").mkdir()
    write(root, "deep/news")
    problems: list[str] = []
    verify(root, Config(), store.load_hub(root, Config()), on_event=lambda event: problems.append(event.problem))
    assert [problem for problem in problems if "leads out of the hub" in problem]
    assert not list(elsewhere.iterdir())


def test_bad_evaluation_data_is_found_before_anything_runs(root: Path) -> None:
    (root / "data.jsonl").write_text('{"text": "a"}\n')
    write(root, "news", BLOCK + "  benchmark:\n    data: data.jsonl\n")
    write(root, "other", BLOCK + "  benchmark:\n    data: ../data.jsonl\n")
    (record, other), _ = run(root)
    assert (record.status, record.reason) == ("failed", "data.jsonl:1: expected either label or labels")
    assert other.reason.startswith("../data.jsonl: leads out of the hub")
    assert run(root) == ([record, other], ["kept", "kept"])
    (root / "data.jsonl").write_text('{"text": ""}\n')
    (again, _), kinds = run(root)
    assert kinds == ["done", "kept"]
    assert again.reason.startswith("data.jsonl:1: text: ")
