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


@pytest.fixture
def hub_server() -> Iterator[HubServer]:
    """A small Hugging Face Hub on this machine."""
    with serve() as server:
        yield server


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with no room left."""
    folder = tmp_path / "full"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode != 0:
        pytest.skip("only root may mount a small file system")
    try:
        with contextlib.suppress(OSError), (folder / "fill").open("wb", buffering=0) as file:
            while True:
                file.write(bytes(4096))
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)
