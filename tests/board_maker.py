"""Models with figures, for the tests of pages that rank and count them."""

from __future__ import annotations

from typing import Any

from listing_maker import listing as plain

from generator.listing import Listing, Score


def listing(name: str, **changes: Any) -> Listing:
    """A model that nobody ran; ``changes`` are fields."""
    return plain(name, **({"tasks": ("Text Classification",), "reason": "not run yet"} | changes))


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
