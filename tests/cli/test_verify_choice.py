"""Verifying the cards that changed since a revision, or a part of all cards. The repositories are real."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Command = Callable[..., subprocess.CompletedProcess[str]]

CARD = """---
title: A model
name: {name}
language: en
edition: Spark NLP 4.0.0
spark_version: 3.0
annotator: BertForSequenceClassification
verify:
  source: path:models/{name}
  samples:
    - text: Anna works.
  benchmark:
    data: data/{name}.jsonl
---

## Description

A model.
"""
NAMES = ("a", "b", "c", "d")


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """A hub of four cards in a folder of a repository, all of it committed."""
    root = tmp_path / "a hub"
    for folder in ("cards", "data", *(f"models/{name}" for name in NAMES)):
        (root / folder).mkdir(parents=True)
    for name in NAMES:
        (root / "cards" / f"{name}.md").write_text(CARD.format(name=name))
        (root / "data" / f"{name}.jsonl").write_text("{}\n")
        (root / "models" / name / "config.json").write_text("{}")
    (root / ".gitignore").write_text("records\n")
    git(tmp_path, "init", "-q")
    commit(root)
    return root


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True)


def commit(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "-c", "user.name=a", "-c", "user.email=a@localhost", "commit", "-qm", "all")


@pytest.fixture
def listed(hub: Path, modelhub: Command) -> Callable[..., list[str]]:
    """The cards that a command looks at."""

    def start(*options: str) -> list[str]:
        done = modelhub("verify", "--explain", "--format", "json", *options, cwd=hub)
        assert (done.returncode, done.stderr) == (0, "")
        return [model["card"] for model in json.loads(done.stdout)["models"]]

    return start


def test_cards_that_changed(hub: Path, listed: Callable[..., list[str]]) -> None:
    assert listed("--changed-since", "HEAD") == []
    (hub / "README.md").write_text("no card")
    (hub / "cards" / "a.md").write_text(CARD.format(name="a") + "More.\n")
    (hub / "data" / "b.jsonl").unlink()
    (hub / "models" / "c" / "vocab.txt").write_text("new, and not committed")
    assert listed("--changed-since", "HEAD") == ["a", "b", "c"]
    assert listed("--changed-since", "HEAD", "cards/b.md", "cards/d.md") == ["b"]
    commit(hub)
    assert listed("--changed-since", "HEAD") == []
    assert listed("--changed-since", "HEAD~1") == ["a", "b", "c"]


def test_what_changed_behind_a_link_counts(hub: Path, listed: Callable[..., list[str]]) -> None:
    shutil.rmtree(hub / "models" / "d")
    (hub / "models" / "d").symlink_to("../real")
    (hub / "real").mkdir()
    (hub / "real" / "config.json").write_text("{}")
    commit(hub)
    (hub / "real" / "config.json").write_text("[]")
    assert listed("--changed-since", "HEAD") == ["d"]


def test_paths_out_of_the_hub_are_not_looked_at(hub: Path, listed: Callable[..., list[str]]) -> None:
    (hub / "cards" / "a.md").write_text(CARD.format(name="a").replace("path:models/a", "path:../elsewhere"))
    (hub / "cards" / "b.md").write_text(CARD.format(name="b").replace("data/b.jsonl", '"a\\0b"'))
    commit(hub)
    (hub.parent / "elsewhere").write_text("new")
    assert listed("--changed-since", "HEAD") == []


def test_nothing_changed_runs_nothing(hub: Path, modelhub: Command) -> None:
    done = modelhub("verify", "--changed-since", "HEAD", cwd=hub)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "no cards\n")
    assert not (hub / "records").exists()


def test_parts_are_all_cards_and_each_once(listed: Callable[..., list[str]]) -> None:
    parts = [listed("--shard", f"{number}/2") for number in (1, 2)]
    assert sorted(parts[0] + parts[1]) == list(NAMES)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--changed-since", "nowhere"], "--changed-since: git knows no revision `nowhere`; a shallow clone holds"),
        (
            ["--changed-since=--out=x"],
            "--changed-since: expected a revision such as `origin/main`, not `--out=x`",
        ),
        (["--changed-since", ""], "--changed-since: expected a revision such as `origin/main`, not ``"),
        (["--changed-since", "HEAD:cards"], "--changed-since: git knows no revision `HEAD:cards`"),
        (["--shard", "5/4"], "--shard: expected the number of a part and how many there are, such as `1/4`, not `5/4`"),
    ],
)
def test_what_cannot_be_used_is_an_error(hub: Path, modelhub: Command, options: list[str], message: str) -> None:
    done = modelhub("verify", *options, cwd=hub)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"error: {message}")
    assert not (hub / "x").exists()


def test_without_a_repository_or_git(hub: Path, modelhub: Command) -> None:
    done = modelhub("verify", "--changed-since", "HEAD", cwd=hub, env={"PATH": ""})
    assert (done.returncode, done.stderr) == (2, "error: --changed-since needs git, and there is none\n")
    shutil.rmtree(hub.parent / ".git")
    ceiling = {"GIT_CEILING_DIRECTORIES": str(hub.parent.parent)}
    done = modelhub("verify", "--changed-since", "HEAD", cwd=hub, env=ceiling)
    assert done.returncode == 2
    assert done.stderr.startswith("error: --changed-since: git says: not a git repository")
