"""What a terminal shows while models are evaluated. The models do what the test says, in the product's own servers."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from patience import PATIENCE

ROOT = Path(__file__).parents[2]
CARD = """---
title: A model
name: {name}
language: en
edition: Spark NLP 4.0.0
spark_version: 3.0
annotator: BertForSequenceClassification
verify:
  source: path:model
  samples:
    - text: evaluate
    - text: {go}
  benchmark: {{data: "{name}.csv"}}
---

## Description

A model.
"""
COMMAND = """
import sys
sys.path.insert(0, {tests!r})
from conftest import faults
from generator.cli import main
with faults(confined=False):
    main()
"""


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """A hub of two cards, whose models wait for the file ``go`` when two rows are predicted."""
    root = tmp_path / "hub"
    (root / "model").mkdir(parents=True)
    (root / "cards").mkdir()
    (root / "model" / "config.json").write_text('{"model_type": "bert"}')
    (root / "model" / "vocab.txt").write_text("[PAD]\n")
    (root / "model" / "model.safetensors").write_bytes(b"\2\0\0\0\0\0\0\0{}")
    for name, rows in (("a[b]", 3), ("c", 17)):
        (root / "cards" / f"{name}.md").write_text(CARD.format(name=name, go=tmp_path / "go"))
        (root / f"{name}.csv").write_text("text,label\n" + "really,a\n" * rows)
    return root


class Terminal:
    """The command with a terminal for standard error."""

    def __init__(self, hub: Path, *options: str) -> None:
        self._master, slave = pty.openpty()
        isolation = str(ROOT / "tests" / "run" / "isolation")
        self.process = subprocess.Popen(
            [sys.executable, "-c", COMMAND.format(tests=isolation), "verify", *options],
            cwd=hub,
            env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "120"},
            stdout=subprocess.PIPE,
            stderr=slave,
            text=True,
        )
        os.close(slave)
        self.shown = ""

    def read(self) -> bool:
        """Read on; whether there was anything."""
        try:
            data = os.read(self._master, 65_536)
        except OSError:  # Nobody writes any more.
            data = b""
        self.shown += re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", data.decode(errors="replace"))
        return bool(data)

    def ends(self) -> str:
        """What comes on standard output until the command ends; the rest of the terminal is read."""
        while self.read():
            pass
        os.close(self._master)
        with self.process as process:
            return process.communicate(timeout=PATIENCE)[0]


def test_a_terminal_shows_how_far_each_evaluation_is(hub: Path, tmp_path: Path) -> None:
    terminal = Terminal(hub, "--jobs", "2")
    waiting = (r"2/3 .*a\[b\]: evaluation rows", r"2/17 .*c: evaluation rows", r"0/2 .*a\[b\] · c")
    deadline = time.monotonic() + PATIENCE
    while not all(re.search(line, terminal.shown) for line in waiting) and time.monotonic() < deadline:
        terminal.read()
    (tmp_path / "go").touch()
    printed = terminal.ends()
    assert all(re.search(line, terminal.shown) for line in waiting), terminal.shown
    assert [line.split()[1:3] for line in printed.splitlines()] == [["measured", "a[b]"], ["measured", "c"]]
    assert terminal.shown.rstrip().endswith("2 cards: 2 measured")
    assert terminal.process.returncode == 0


def test_json_comes_without_progress(hub: Path, tmp_path: Path) -> None:
    (tmp_path / "go").touch()
    terminal = Terminal(hub, "--format", "json")
    assert json.loads(terminal.ends())["counts"]["measured"] == 2
    assert "evaluation rows" not in terminal.shown
    assert "/2" not in terminal.shown
