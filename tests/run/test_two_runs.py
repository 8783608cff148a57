"""Records that other processes write at the same time, and disks that are full: nothing is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from patience import PATIENCE

from generator import store
from generator.config import Config
from generator.record import RunRecord, Timings
from generator.run.verify import Event, verify

ROOT = Path(__file__).resolve().parents[2]
CARD = """---
title: A model
name: {name}
language: en
edition: Spark NLP 4.0.0
spark_version: 3.0
annotator: BertForSequenceClassification
verify:
  source: path:models/{model}
  samples:
    - text: Anna works.
---

## Description

A model.
"""


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """Three cards of models that are not there: verifying them takes no worker."""
    (tmp_path / "cards").mkdir()
    for name in "abc":
        (tmp_path / "cards" / f"{name}.md").write_text(CARD.format(name=name, model=name))
    return tmp_path


def record(status: str, request: str, reason: str = "") -> RunRecord:
    values = {"card": "a", "status": status, "reason": reason, "request_sha256": request}
    return RunRecord.model_validate({**values, "timings": Timings(started_at="", total_seconds=1)})


@pytest.mark.parametrize(
    ("there", "new", "stays"),
    [
        (record("verified", "1"), record("not-run", "1"), "there"),
        (record("verified", "2"), record("verified", "1"), "there"),
        (record("verified", "1"), record("mismatch", "1"), "new"),
        (record("not-run", "2"), record("verified", "1"), "new"),
        (record("not-run", "1"), record("not-run", "1", "why"), "new"),
    ],
)
def test_only_an_observation_of_the_same_card_replaces_another_one(
    tmp_path: Path, there: RunRecord, new: RunRecord, stays: str
) -> None:
    path = tmp_path / "a.json"
    store.write_record(path, there)
    expected = there if stays == "there" else new
    assert store.replace_record(path, new, seen=None) == expected
    assert store.read_record(path) == expected
    assert store.replace_record(path, new, seen=expected) == new


def test_a_record_that_cannot_be_read_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "a.json"
    path.parent.mkdir()
    path.write_text("{")
    assert store.replace_record(path, record("verified", "1"), seen=None).status == "verified"


WRITER = """
import sys
from pathlib import Path
from generator import store
record = store.read_record(Path(sys.argv[1]))
for number in range(60):
    store.replace_record(Path(sys.argv[1]), record.model_copy(update={"reason": sys.argv[2] * 2_000}), seen=record)
"""


def test_two_processes_that_write_one_record_leave_it_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    store.write_record(path, record("verified", "1"))
    command = [sys.executable, "-c", WRITER, str(path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    writers = [subprocess.Popen([*command, word], env=environment) for word in "xy"]
    while any(writer.poll() is None for writer in writers):
        assert store.read_record(path) is not None
    assert [writer.returncode for writer in writers] == [0, 0]
    found = store.read_record(path)
    assert found is not None
    assert found.reason in {"x" * 2_000, "y" * 2_000}
    assert [file.name for file in tmp_path.iterdir()] == ["a.json"]


def test_two_commands_on_one_hub(hub: Path) -> None:
    command = [sys.executable, "-m", "generator", "verify", "--hub", str(hub)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    running = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    outputs = [process.communicate(timeout=PATIENCE)[0] for process in running]
    assert outputs[0] == outputs[1]
    assert [process.returncode for process in running] == [1, 1]
    assert sorted(file.name for file in (hub / "records").glob("*.json")) == ["a.json", "b.json", "c.json"]


@pytest.mark.run
def test_what_another_run_did_meanwhile_is_not_done_again(hub: Path, news_model: Path) -> None:
    for name in "ab":
        shutil.copytree(news_model, hub / "models" / name)
    seen = store.load_hub(hub, Config())
    verify(hub, Config(), seen, only={"a"})  # The other run: ours has read the hub before.
    events: list[Event] = []
    records = verify(hub, Config(), seen, only={"a", "b"}, on_event=events.append)
    assert [event.kind for event in events] == ["kept", "started", "done"]
    assert [found.status for found in records] == ["measured", "measured"]


def test_a_full_disk_loses_no_record_and_stops_no_other(
    hub: Path,
    small_disk: Callable[[Path], None],
    fill: Callable[[Path], None],
    modelhub: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    small_disk(hub / "records")
    assert modelhub("verify", "--hub", str(hub)).returncode == 1
    fill(hub / "records")
    old = {file: file.read_bytes() for file in (hub / "records").glob("*.json")}
    for name in "ab":
        card = hub / "cards" / f"{name}.md"
        card.write_text(card.read_text().replace(f"models/{name}", "models/other"))
    done = modelhub("verify", "--hub", str(hub))
    assert done.returncode == 2
    assert done.stdout.count("path:models/other: no such folder") == 2
    assert done.stderr.endswith(
        "error: records/a.json: the record cannot be written: No space left on device\n"
        "records/b.json: the record cannot be written: No space left on device\n"
    )
    assert {file: file.read_bytes() for file in (hub / "records").glob("*.json")} == old
    left = {"a.json", "b.json", "c.json", "fill", "history.jsonl"}
    assert {file.name for file in (hub / "records").iterdir()} == left
