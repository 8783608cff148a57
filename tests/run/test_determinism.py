"""Two runs on one machine give the same records, byte by byte, but for when and how long."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest

from generator import store
from generator.config import Config
from generator.run.speed import measure_speeds
from generator.run.verify import verify

pytestmark = [pytest.mark.run, pytest.mark.usefixtures("warm_servers")]

CARD = """---
title: A model
name: {name}
language: en
edition: Spark NLP 4.0.0
spark_version: 3.0
annotator: {annotator}
verify:
  source: path:models/{name}
  samples: [{{text: Anna lives in berlin}}, {{text: the movie that microsoft liked}}]
  benchmark: {{data: {name}.jsonl}}
---

## Description

A model.
"""
WORDS = ["anna", "really", "liked", "that", "movie", "berlin", "works", "for", "acme"]


def make(root: Path, models: dict[str, tuple[str, Path]]) -> Path:
    """A hub with two models and evaluation data whose rows have any length."""
    (root / "cards").mkdir(parents=True)
    for name, (annotator, model) in models.items():
        shutil.copytree(model, root / "models" / name)
        (root / "cards" / f"{name}.md").write_text(CARD.format(name=name, annotator=annotator))
        rows: list[dict[str, Any]] = []
        for at in range(23):
            words = [WORDS[(at * step) % len(WORDS)] for step in range(1, 2 + at % 7)]
            tagged = {"tokens": words, "tags": ["O"] * len(words)}
            rows.append(tagged if name == "tagger" else {"text": " ".join(words), "label": "Sports"})
        (root / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return root


def written(root: Path) -> dict[str, str]:
    """The records, without what is of one time."""
    found = {}
    for file in sorted((root / "records").glob("*.json")):
        record = json.loads(file.read_bytes())
        assert record["timings"].pop("total_seconds") > 0
        del record["timings"], record["speed"]
        found[file.name] = json.dumps(record)
    return found


def test_whatever_runs_beside_it_and_however_large_the_batches(
    tmp_path: Path, news_model: Path, bio_model: Path
) -> None:
    models = {
        "classifier": ("BertForSequenceClassification", news_model),
        "tagger": ("BertForTokenClassification", bio_model),
    }
    one = make(tmp_path / "one", models)
    other = make(tmp_path / "other", dict(reversed(models.items())))
    alone = msgspec.convert({"verify": {"jobs": 1, "batch_size": 16}}, Config)
    beside = msgspec.convert({"verify": {"jobs": 2, "batch_size": 3}}, Config)
    records = verify(one, alone, store.load_hub(one, alone))
    assert [record.benchmark is not None for record in records] == [True, True]
    measure_speeds(one, alone, store.load_hub(one, alone), records[:1])
    verify(other, beside, store.load_hub(other, beside))
    assert written(one) == written(other)
