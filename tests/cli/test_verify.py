from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from patience import PATIENCE, until

from generator import store
from generator.run.isolation.watch import children

Command = Callable[..., subprocess.CompletedProcess[str]]

CARD = """---
title: A model
name: {name}
language: en
edition: Spark NLP 4.0.0
spark_version: 3.0
annotator: {annotator}
verify:
  source: path:models/a
  samples:
    - text: Anna works.
---

## Description

A model.
"""
#: Starts the command in a Python where torch cannot be found.
WITHOUT_TORCH = """
import importlib.util, sys
find_spec = importlib.util.find_spec
importlib.util.find_spec = lambda name, *rest: None if name == "torch" else find_spec(name, *rest)
from generator.cli import main
main()
"""


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """A hub with three cards: the model of one is missing, that of another cannot be run, the third is broken."""
    cards = tmp_path / "cards" / "more"
    cards.mkdir(parents=True)
    (tmp_path / "cards" / "missing.md").write_text(CARD.format(name="a", annotator="BertForSequenceClassification"))
    (cards / "translation.md").write_text(CARD.format(name="b", annotator="NerDLModel"))
    (cards / "broken.md").write_text("no front matter")
    return tmp_path


def add_model(hub: Path) -> None:
    """A model that only torch can find out to be broken."""
    (hub / "models" / "a").mkdir(parents=True)
    (hub / "models" / "a" / "config.json").write_text('{"model_type": "bert"}')
    (hub / "models" / "a" / "vocab.txt").write_text("[PAD]\n")
    (hub / "models" / "a" / "model.safetensors").write_bytes(b"\2\0\0\0\0\0\0\0{}")


def test_every_card_gets_a_line_and_a_record(hub: Path, modelhub: Command) -> None:
    done = modelhub("verify", "--hub", str(hub))
    assert done.stdout == (
        "✗ failed    missing           path:models/a: no such folder\n"
        "- not-run   more/translation  unsupported annotator NerDLModel\n"
    )
    assert done.stderr == (
        "2 cards: 1 failed, 1 not-run\ncards/more/broken.md: not a card that can be read; `modelhub lint` says why\n"
    )
    assert done.returncode == 1
    assert store.read_record(hub / "records" / "more" / "translation.json") is not None


def test_json(hub: Path, modelhub: Command) -> None:
    done = modelhub("verify", "--format", "json", cwd=hub)
    shown = json.loads(done.stdout)
    assert shown["counts"] == {"verified": 0, "measured": 0, "mismatch": 0, "failed": 1, "not-run": 1}
    assert shown["models"][1] == {
        "card": "more/translation",
        "status": "not-run",
        "reason": "unsupported annotator NerDLModel",
        "task": None,
        "unpinned": False,
    }


@pytest.mark.parametrize("path", ["cards/more", "cards/more/translation.md"])
def test_only_the_cards_that_are_named(hub: Path, modelhub: Command, path: str) -> None:
    done = modelhub("verify", path, cwd=hub)
    assert done.returncode == 0
    assert "1 card: 1 not-run" in done.stderr
    assert [file.name for file in (hub / "records").rglob("*.json")] == ["translation.json"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["cards/none.md"], "cards/none.md: no such file or folder"),
        (["elsewhere.md"], "elsewhere.md: lies outside the hub's cards folder"),
        (["cards/more/broken.md"], "cards/more/broken.md: no card that can be read"),
        (["--hub", "nowhere"], "nowhere: no such folder"),
        (["--hub", "x" * 300], f"{'x' * 300}: File name too long"),
    ],
)
def test_what_cannot_be_used_is_an_error(hub: Path, modelhub: Command, arguments: list[str], message: str) -> None:
    (hub / "elsewhere.md").write_text("")
    done = modelhub("verify", *arguments, cwd=hub)
    assert done.returncode == 2
    assert done.stderr.startswith(f"error: {message}")
    assert not (hub / "records").exists()


def test_torch_is_asked_for_only_where_something_has_to_run(hub: Path) -> None:
    def start() -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", WITHOUT_TORCH, "verify"]
        return subprocess.run(command, cwd=hub, capture_output=True, text=True, check=False)

    assert start().returncode == 1
    add_model(hub)
    done = start()
    assert done.returncode == 2
    assert done.stderr == "error: running models needs torch: install them with `pip install 'modelhub[run]'`\n"


@pytest.mark.run
@pytest.mark.parametrize(("number", "code", "says"), [(signal.SIGINT, 130, "interrupted: "), (signal.SIGTERM, 143, "")])
def test_an_interruption_leaves_whole_records(hub: Path, number: int, code: int, says: str) -> None:
    add_model(hub)
    (hub / "cards" / "a.md").write_text(CARD.format(name="c", annotator="NerDLModel"))
    scratch = hub / "scratch"
    scratch.mkdir()
    running = subprocess.Popen(
        [sys.executable, "-m", "generator", "verify"],
        cwd=hub,
        env=os.environ | {"TMPDIR": str(scratch)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    started = until(lambda: children(running.pid))
    os.kill(running.pid, number)
    _, errors = running.communicate(timeout=PATIENCE)
    assert running.returncode == code, errors
    assert errors.startswith(says)
    assert "Traceback" not in errors
    assert not list(scratch.iterdir())
    records = {file.name: store.read_record(file) for file in (hub / "records").rglob("*.json")}
    assert {"a.json"} <= {*records} <= {"a.json", "translation.json"}  # Whether it got to the last one is chance.
    assert None not in records.values()
    until(lambda: not Path(f"/proc/{started[0]}").exists())
