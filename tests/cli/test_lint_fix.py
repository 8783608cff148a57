"""``modelhub lint --fix`` and ``--diff`` as a user meets them."""

from __future__ import annotations

import stat
import subprocess
from pathlib import Path

import pytest
from conftest import Command

from generator.cli.lint_fix import fixed_cards, write_fixed
from generator.cli.lint_input import Named
from generator.config import LintConfig
from generator.hub import hub_of
from generator.lint import lint
from generator.sweep.mend import Mending

CARD = """\
---
title: News topics
name: news_topic
date: 2024-05-01
tags: [en, news]
task: Text Classification
language: en
edition: Spark NLP 5.3.0
spark_version: 3.0
---

## Description

Sorts news into four topics.

## How to use

```python
a = Tokenizer() \\  
    .fit(1)
```

## Model Information

|Model Name:|news_topics|
|Compatibility:|Spark NLP 5.3.0+|
|License:|Apache 2.0|
|Language:|en|
|Max sentense length:|128|
"""  # noqa: W291 - the blanks are what is wrong
SELECT = ("--select", "PY002,MI003,MI004")
SAFE = CARD.replace(" \\  \n", " \\\n").replace("sentense", "sentence")
UNSAFE = SAFE.replace("news_topics|", "news_topic|")


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """A hub with one card, and what may be done with its file set."""
    (tmp_path / "modelhub.toml").write_text("")
    (tmp_path / "cards").mkdir()
    card = tmp_path / "cards" / "a.md"
    card.write_text(CARD)
    card.chmod(0o640)
    return tmp_path


def test_safe_fixes_are_written_and_what_is_left_is_shown(hub: Path, modelhub: Command) -> None:
    done = modelhub("lint", *SELECT, "--fix", cwd=hub)
    card = hub / "cards" / "a.md"
    assert card.read_text() == SAFE
    assert stat.S_IMODE(card.stat().st_mode) == 0o640
    assert done.stdout.startswith("cards/a.md:25:1 warning MI004 ")
    assert done.stderr == "1 card: 1 warning\nfixed 2 findings in 1 card\n"
    assert done.returncode == 0
    again = modelhub("lint", *SELECT, "--fix", cwd=hub)
    assert (card.read_text(), again.stdout) == (SAFE, done.stdout)
    assert again.stderr == "1 card: 1 warning\nfixed 0 findings in 0 cards\n"


def test_unsafe_fixes_are_asked_for(hub: Path, modelhub: Command) -> None:
    done = modelhub("lint", *SELECT, "--fix", "--unsafe-fixes", cwd=hub / "cards")
    assert (hub / "cards" / "a.md").read_text() == UNSAFE
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "1 card: nothing found\nfixed 3 findings in 1 card\n"


@pytest.mark.parametrize("options", [["--diff"], ["--fix", "--diff"]])
def test_a_diff_changes_nothing_and_can_be_applied(hub: Path, modelhub: Command, options: list[str]) -> None:
    done = modelhub("lint", *SELECT, *options, cwd=hub)
    assert (hub / "cards" / "a.md").read_text() == CARD
    assert done.stdout.startswith("--- cards/a.md\n+++ cards/a.md\n@@ ")
    assert done.stderr == "1 card: 1 error, 2 warnings\nwould fix 2 findings in 1 card\n"
    assert done.returncode == 1
    subprocess.run(["git", "apply", "-p0", "-"], cwd=hub, input=done.stdout, text=True, check=True)
    assert (hub / "cards" / "a.md").read_text() == SAFE


def test_byte_order_mark_and_line_ends_stay(hub: Path, modelhub: Command) -> None:
    card = hub / "cards" / "a.md"
    card.write_bytes(b"\xef\xbb\xbf" + CARD.replace("\n", "\r\n").encode())
    modelhub("lint", *SELECT, "--fix", cwd=hub)
    assert card.read_bytes() == b"\xef\xbb\xbf" + SAFE.replace("\n", "\r\n").encode()


def test_findings_that_were_left_out_are_not_mended(hub: Path, modelhub: Command) -> None:
    text = CARD.replace("|Max sent", "<!-- modelhub: ignore MI003 -- so printed on the box -->\n|Max sent")
    (hub / "cards" / "a.md").write_text(text)
    modelhub("lint", "--select", "MI003", "--fix", cwd=hub)
    assert (hub / "cards" / "a.md").read_text() == text


def test_statistics_say_what_is_fixable(hub: Path, modelhub: Command) -> None:
    done = modelhub("lint", *SELECT, "--statistics", cwd=hub)
    assert done.stdout.splitlines() == [
        "1 warning MI003 misspelt-row in 1 file, 1 fixable",
        "1 warning MI004 name-mismatch in 1 file",
        "1 error   PY002 blank-after-continuation in 1 file, 1 fixable",
    ]
    assert done.stderr.endswith("2 findings fixable with `--fix`, 1 finding fixable with `--fix --unsafe-fixes`\n")


def test_a_card_that_changed_meanwhile_is_left_alone(hub: Path) -> None:
    config = LintConfig(select=["PY002"])
    named = Named((hub / "cards",), hub, hub / "cards")
    found = lint(hub_of(file.reading() for file in named.files()), config)
    fixed = fixed_cards(named.files(), found, Mending(config, unsafe=False))
    assert [item.path for item in fixed] == ["cards/a.md"]
    card = hub / "cards" / "a.md"
    card.write_text("changed")
    assert write_fixed(hub, fixed) == []
    assert card.read_text() == "changed"
    card.unlink()
    assert write_fixed(hub, fixed) == []


def test_a_link_is_followed(hub: Path, modelhub: Command) -> None:
    card, target = hub / "cards" / "a.md", hub / "cards" / "deep" / "b.md"
    target.parent.mkdir()
    card.rename(target)
    card.symlink_to(target)
    modelhub("lint", "cards/a.md", *SELECT, "--fix", cwd=hub)
    assert card.is_symlink()
    assert target.read_text() == SAFE


def test_all_are_mended_however_few_are_shown(hub: Path, modelhub: Command) -> None:
    card = hub / "cards" / "a.md"
    card.write_text(CARD.replace("\\  \n", "\\  \n    .a() \\  \n" * 150))
    shown = modelhub("lint", "--select", "PY002", cwd=hub)
    assert "\n1 card: 300 errors\n" in f"\n{shown.stderr}"
    assert "at least 100 findings fixable with `--fix`" in shown.stderr
    done = modelhub("lint", "--select", "PY002", "--fix", cwd=hub)
    assert done.stderr == "1 card: nothing found\nfixed 300 findings in 1 card\n"
    assert "\\  \n" not in card.read_text()
