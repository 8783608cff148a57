"""Listings for the tests of pages about many models."""

from __future__ import annotations

from typing import Any

from generator.listing import Listing, Score


def listing(name: str, **changes: Any) -> Listing:
    """A model of which nothing is known but what ``changes`` say."""
    values: dict[str, Any] = {
        "key": name, "card_path": f"cards/{name}.md", "id": name, "url": name, "name": name, "title": name,
        "summary": "", "tasks": ("Text Classification",), "languages": ("en",), "edition": "Spark NLP 5.5.0",
        "spark_version": "3.4", "kind": "model", "annotator": "BertForSequenceClassification", "architecture": "Bert",
        "license": "", "tags": (), "labels": (), "author": "", "date": "", "supported": True, "deprecated": False,
        "recommended": False, "status": "not-run", "reason": "not run yet", "expires": "", "observed_at": "",
        "task": "", "parameters": 0, "bytes": 0, "latency": 0.0, "hardware": "", "measured": (), "claimed": (),
    }  # fmt: skip
    return Listing(**(values | changes))


def run(name: str, *measured: Score, **changes: Any) -> Listing:
    """A model that was run and measured."""
    values = {
        "status": "verified",
        "reason": "agrees with all 3 claims that could be checked",
        "observed_at": "2026-01-03T10:15:30Z",
        "task": "text-classification",
        "measured": measured,
    }
    return listing(name, **(values | changes))


def accuracy(value: float, around: float | None = 0.02, **changes: Any) -> Score:
    """An accuracy on one file of evaluation data."""
    ends: dict[str, Any] = {} if around is None else {"low": value - around, "high": value + around}
    values: dict[str, Any] = {"data": "data/test.jsonl", "rows": 240, "data_sha256": "ab" * 32}
    return Score("accuracy", value, **(values | ends | changes))
