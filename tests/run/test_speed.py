"""Records get a speed without anything else in them being touched."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import pytest
from model_maker import change_config

from generator import store
from generator.config import Config
from generator.record import RunRecord
from generator.run import speed
from generator.run.plan import plan
from generator.run.speed import measure_speeds
from generator.run.verify import verify

pytestmark = [pytest.mark.run, pytest.mark.usefixtures("warm_servers")]

CARD = """---
title: News
name: {name}
language: en
edition: Spark NLP 4.0.0
spark_version: 3.0
annotator: {annotator}
verify:
  source: path:models/{model}
  {asked}
---

## Description

News.
"""
SAMPLE = "samples: [{text: Anna really liked that movie}]"
MODEL = {"annotator": "BertForSequenceClassification", "model": "news", "asked": SAMPLE}


@pytest.fixture(scope="module")
def verified(tmp_path_factory: pytest.TempPathFactory, news_model: Path) -> tuple[Path, list[RunRecord]]:
    """A hub with one model that runs, one whose card cannot be run, and one that is not there; verified once."""
    root = tmp_path_factory.mktemp("verified")
    shutil.copytree(news_model, root / "models" / "news")
    (root / "cards").mkdir()
    for name, changes in {"news": {}, "other": {"annotator": "NerDLModel"}, "gone": {"model": "gone"}}.items():
        (root / "cards" / f"{name}.md").write_text(CARD.format(name=name, **MODEL | changes))
    return root, verify(root, Config(), store.load_hub(root, Config()))


@pytest.fixture
def root(tmp_path: Path, verified: tuple[Path, list[RunRecord]]) -> Path:
    return shutil.copytree(verified[0], tmp_path / "hub")


@pytest.fixture
def records(verified: tuple[Path, list[RunRecord]]) -> list[RunRecord]:
    return verified[1]


def measured(
    root: Path, records: Sequence[RunRecord], config: Config | None = None, *, again: bool = False
) -> tuple[list[RunRecord], list[str]]:
    config = config or Config()
    return measure_speeds(root, config, store.load_hub(root, config), records, again=again)


def test_speeds_are_measured_once_and_change_nothing_else(root: Path, records: list[RunRecord]) -> None:
    assert [record.status for record in records] == ["failed", "measured", "not-run"]
    assert [record.size is None for record in records] == [True, False, True]
    done, problems = measured(root, records)
    assert problems == []
    news = done[1]
    assert news.speed is not None
    assert news.speed.figures is not None
    assert (news.speed.sample, news.speed.problem) == ("sample 1", "")
    assert [found.batch for found in news.speed.figures.throughput] == [1, 8, 32]
    assert news.size is not None
    weights = (root / "models" / "news" / "model.safetensors").stat().st_size
    assert (news.size.weight_bytes, news.size.total_bytes > weights) == (weights, True)
    assert [record.model_copy(update={"speed": None}) for record in done] == records
    written = (root / "records" / "news.json").read_bytes()
    assert store.read_record(root / "records" / "news.json") == news

    assert measured(root, done) == (done, [])
    # Running it again takes the speed from no record.
    assert verify(root, Config(), store.load_hub(root, Config()), rerun=True)[1] == news
    assert (root / "records" / "news.json").read_bytes() == written


def test_a_model_that_is_another_one_by_now_is_not_measured(root: Path, records: list[RunRecord]) -> None:
    change_config(root / "models" / "news", architectures=None)
    before = (root / "records" / "news.json").read_bytes()
    assert measured(root, records) == (
        records,
        ["news: its speed was not measured: the model changed since it was run"],
    )
    assert (root / "records" / "news.json").read_bytes() == before
    card = root / "cards" / "news.md"
    card.write_text(card.read_text().replace("liked", "took"))
    assert measured(root, records)[1] == ["news: its speed was not measured: the card changed since the model was run"]


def test_a_row_of_evaluation_data_where_there_is_no_sample(root: Path, records: list[RunRecord]) -> None:
    (root / "data.jsonl").write_text('{"text": "a great movie", "label": "World"}\n')
    text = CARD.format(name="news", **MODEL | {"asked": "benchmark: {data: data.jsonl}"})
    (root / "cards" / "news.md").write_text(text)
    asked = plan(store.load_hub(root, Config()).entries[1].card).sha256
    record = records[1].model_copy(update={"request_sha256": asked, "size": None})
    store.write_record(root / "records" / "news.json", record)
    (news,), problems = measured(root, [record])
    assert problems == []
    assert news.speed is not None
    assert news.speed.sample == "row 1 of data.jsonl"
    assert news.speed.figures is not None
    assert news.speed.figures.input_tokens == 5
    assert news.size == records[1].size


def test_what_cannot_be_measured_is_told_and_the_rest_is_kept(
    root: Path, records: list[RunRecord], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Batches that need more memory than a model may have."""
    monkeypatch.setattr(speed, "BATCHES", (1, 60_000))
    (_, news, _), _ = measured(root, records, msgspec.convert({"verify": {"memory": 2**29}}, Config))
    assert news.speed is not None
    assert news.speed.problem == "needed more than 512 MiB of memory and was stopped"
    assert news.speed.figures is not None
    assert [found.batch for found in news.speed.figures.throughput] == [1]
    (_, news, _), _ = measured(root, [*records[:1], news, *records[2:]])
    assert news.speed is not None
    assert news.speed.problem, "what was measured, even in part, is not tried again each time"


def test_a_model_that_takes_too_long_is_still_what_it_was(root: Path, records: list[RunRecord]) -> None:
    (_, news, _), problems = measured(root, records, msgspec.convert({"verify": {"timeout": 0.001}}, Config))
    assert problems == []
    assert news.speed is not None
    assert (news.speed.figures, news.speed.problem) == (None, "took longer than 0.001 s and was stopped")
    assert news.model_copy(update={"speed": None}) == records[1]


def test_the_command(root: Path, modelhub: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    for folder, ending in (("cards", "md"), ("records", "json")):
        (root / folder / f"gone.{ending}").unlink()
    (root / "modelhub.toml").write_text("[verify]\nspeed = true\n")
    explained = modelhub("verify", "--hub", str(root), "--explain").stdout
    assert "▶ run   news   its speed was not measured yet\n" in explained
    checked = modelhub("verify", "--hub", str(root), "--check")
    assert (checked.returncode, "measured  news" in checked.stdout) == (0, True)
    assert modelhub("verify", "--hub", str(root)).returncode == 0
    record = store.read_record(root / "records" / "news.json")
    assert record is not None
    assert record.speed is not None
    written = (root / "records" / "news.json").read_bytes()
    assert "✓ keep  news" in modelhub("verify", "--hub", str(root), "--explain", "--speed").stdout
    assert modelhub("verify", "--hub", str(root), "--speed").returncode == 0
    assert (root / "records" / "news.json").read_bytes() == written
