"""Cards, small models and jobs for the tests of running."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.card import Card
from generator.read import read_card

sys.path.insert(0, str(Path(__file__).parents[1]))  # The tests' own helpers stand there.

from hub_server import HubServer, serve
from kept_workers import end, keeping
from model_maker import make_model

NEWS = ("World", "Sports", "Business", "Sci/Tech")
BIO = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")

HEAD = """---
layout: model
title: A model
name: a_model
language: en
edition: Spark NLP 4.0.0
spark_version: 3.0
{head}
---

## Description

A model.

{body}
"""


@pytest.fixture
def card_of() -> Callable[..., Card]:
    """A card from lines of front matter and its sections."""

    def make(head: str = "annotator: BertForSequenceClassification", body: str = "", key: str = "a_model_en") -> Card:
        text = HEAD.format(head=head.strip("\n"), body=body)
        card = read_card(text.encode(), path=f"cards/{key}.md", key=key).card
        assert card is not None
        return card

    return make


@pytest.fixture(scope="session")
def news_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A text classifier with four labels. Copy it to change it."""
    return make_model(tmp_path_factory.mktemp("news"), NEWS)


@pytest.fixture(scope="session")
def bio_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tagger of persons and places. Copy it to change it."""
    return make_model(tmp_path_factory.mktemp("bio"), BIO, tokens=True)


@pytest.fixture(scope="module")
def warm_servers() -> Iterator[None]:
    """Runs of this module have servers that others had before: for tests of records, not of processes."""
    with keeping():
        yield


def pytest_runtest_teardown(nextitem: pytest.Item | None) -> None:
    """End what is kept with the last test of this folder: where there are threads, others do not fork."""
    if nextitem is None or Path(__file__).parent not in nextitem.path.parents:
        end()


@pytest.fixture
def hub_server() -> Iterator[HubServer]:
    """A small Hugging Face Hub on this machine."""
    with serve() as server:
        yield server


@pytest.fixture
def small_disk() -> Iterator[Callable[[Path], None]]:
    """Makes a folder a file system of its own with room for a few files."""
    mounted: list[Path] = []

    def mount(folder: Path) -> None:
        folder.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
        if os.geteuid() != 0 or subprocess.run(command, check=False, capture_output=True).returncode != 0:
            pytest.skip("only root may mount a small file system")
        mounted.append(folder)

    yield mount
    for folder in mounted:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def fill() -> Callable[[Path], None]:
    """Takes all the room that is left where a folder lies."""

    def write(folder: Path) -> None:
        with contextlib.suppress(OSError), (folder / "fill").open("wb", buffering=0) as file:
            while True:
                file.write(bytes(4096))

    return write
