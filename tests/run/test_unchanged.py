from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from generator import store
from generator.config import Config
from generator.run.unchanged import look, remember
from generator.run.verify import verify
from generator.run.why import Conditions, conditions

pytestmark = pytest.mark.run

TODAY = conditions(Config().verify)

CARD = """---
title: A model
name: {name}
language: en
edition: Spark NLP 4.0.0
spark_version: 3.0
annotator: {annotator}
{verify}
---

## Description

A model.
"""
VERIFY = """verify:
  source: path:models/news
  samples:
    - text: Anna works.
  benchmark:
    data: data.jsonl
"""


@pytest.fixture(scope="module")
def verified(tmp_path_factory: pytest.TempPathFactory, news_model: Path, warm_servers: None) -> Path:  # noqa: ARG001
    """A hub in which one card was run and one cannot be, and both are remembered."""
    root = tmp_path_factory.mktemp("hub")
    shutil.copytree(news_model, root / "models" / "news")
    (root / "cards" / "news").mkdir(parents=True)
    (root / "data.jsonl").write_text('{"text": "a great movie", "label": "World"}\n')
    (root / "cards" / "news" / "a.md").write_text(
        CARD.format(name="a", annotator="BertForSequenceClassification", verify=VERIFY), encoding="utf-8-sig"
    )
    (root / "cards" / "news-b.md").write_text(CARD.format(name="b", annotator="Unheard", verify=""))
    hub = store.load_hub(root, Config())
    remember(root, Config(), hub, verify(root, Config(), hub), TODAY)
    return root


@pytest.fixture
def hub(verified: Path, tmp_path: Path) -> Path:
    """A copy to change."""
    return Path(shutil.copytree(verified, tmp_path / "hub"))


def test_what_did_not_change_is_told_in_the_hubs_order(hub: Path) -> None:
    kept = look(hub, Config(), TODAY)
    assert kept is not None
    assert [(card.card, card.status, card.task) for card in kept] == [
        ("news/a", "measured", "text-classification"),
        ("news-b", "not-run", None),
    ]
    assert kept[1].reason == "unsupported annotator Unheard"
    assert (hub / ".modelhub" / "cache" / "verify" / ".gitignore").read_text() == "*\n"


def append(name: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        with (root / name).open("ab") as file:
            file.write(b" ")

    return change


def remove(name: str) -> Callable[[Path], None]:
    return lambda root: (root / name).unlink()


def new_card(root: Path) -> None:
    shutil.copy(root / "cards" / "news-b.md", root / "cards" / "c.md")


def linked_card(root: Path) -> None:
    (root / "cards" / "news-b.md").rename(root / "b")
    (root / "cards" / "news-b.md").symlink_to(root / "b")


def same_size_and_time(root: Path) -> None:
    file = root / "models" / "news" / "model.safetensors"
    data, times = bytearray(file.read_bytes()), file.stat()
    data[-1] ^= 1
    file.write_bytes(data)
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def new_weights(root: Path) -> None:
    (root / "models" / "news" / "more.safetensors").write_bytes(b"")


def broken_memory(root: Path) -> None:
    (root / ".modelhub" / "cache" / "verify" / "digests.json").write_text('{"key": 1, "kept": [')


def other_memory(root: Path) -> None:
    (root / ".modelhub" / "cache" / "verify" / "digests.json").write_text('{"kept": 3}')


@pytest.mark.parametrize(
    "change",
    [
        append("cards/news/a.md"),
        append("cards/news-b.md"),
        append("records/news/a.json"),
        append("models/news/vocab.txt"),
        append("data.jsonl"),
        remove("cards/news-b.md"),
        remove("records/news-b.json"),
        remove("data.jsonl"),
        remove("models/news/model.safetensors"),
        remove(".modelhub/cache/verify/digests.json"),
        new_card,
        linked_card,
        same_size_and_time,
        new_weights,
        broken_memory,
        other_memory,
    ],
)
def test_whatever_changes_is_seen(hub: Path, change: Callable[[Path], None]) -> None:
    change(hub)
    assert look(hub, Config(), TODAY) is None


@pytest.mark.parametrize(
    "today",
    [
        replace(TODAY, threads=2),
        replace(TODAY, packages={**TODAY.packages, "torch": "1.0"}),
        replace(TODAY, max_age=1, now=TODAY.now + timedelta(days=2)),
    ],
)
def test_other_conditions_are_a_change(hub: Path, today: Conditions) -> None:
    assert look(hub, Config(), today) is None


def test_a_record_that_is_young_enough_is_no_change(hub: Path) -> None:
    assert look(hub, Config(), replace(TODAY, max_age=3, now=TODAY.now + timedelta(days=2))) is not None


def test_what_is_tried_again_every_time_is_not_remembered(hub: Path) -> None:
    card = hub / "cards" / "news" / "a.md"
    card.write_text(card.read_text().replace("models/news", "models/none"))
    found = store.load_hub(hub, Config())
    remember(hub, Config(), found, verify(hub, Config(), found), TODAY)
    assert look(hub, Config(), TODAY) is None


def test_the_command_says_the_same_both_ways(
    hub: Path, modelhub: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    quick = modelhub("verify", "--format", "json", "--hub", str(hub))
    shutil.rmtree(hub / ".modelhub")
    slow = modelhub("verify", "--format", "json", "--hub", str(hub))
    assert (quick.stdout, quick.returncode) == (slow.stdout, slow.returncode)
    assert look(hub, Config(), TODAY) is not None
