"""Hubs whose models do what the test says."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import store

CARD = """---
title: A model
name: {name}
language: en
edition: Spark NLP 4.0.0
spark_version: 3.0
annotator: BertForSequenceClassification
verify:
  source: path:model{benchmark}
  samples:
    - text: {deed}
    - text: {argument}
---

## Description

A model.
"""


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """A hub with a model that is fit to be started, and no card."""
    (tmp_path / "model").mkdir()
    (tmp_path / "cards").mkdir()
    (tmp_path / "model" / "config.json").write_text('{"model_type": "bert"}')
    (tmp_path / "model" / "vocab.txt").write_text("[PAD]\n")
    (tmp_path / "model" / "model.safetensors").write_bytes(b"\2\0\0\0\0\0\0\0{}")
    return tmp_path


def write(hub: Path, name: str, deed: str, argument: str = "nothing", *, rows: int = 0) -> None:
    """Write a card; with ``rows``, one that has evaluation data."""
    benchmark = f"\n  benchmark: {{data: {name}.csv}}" if rows else ""
    if rows:
        (hub / f"{name}.csv").write_text("text,label\n" + "really,a\n" * rows)
    (hub / "cards" / f"{name}.md").write_text(CARD.format(name=name, deed=deed, argument=argument, benchmark=benchmark))


def timeless(hub: Path) -> dict[str, str]:
    """The records but for their timings."""
    found = {file.stem: store.read_record(file) for file in sorted((hub / "records").glob("*.json"))}
    return {name: record.model_dump_json(exclude={"timings"}) for name, record in found.items() if record}
