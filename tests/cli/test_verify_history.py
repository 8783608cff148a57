"""``modelhub verify`` keeps how many models have each status, a line a day."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from site_maker import write_card

Command = Callable[..., subprocess.CompletedProcess[str]]
DAYS = {"first": "1767268800", "second": "1767355200"}  # 2026-01-01 and 2026-01-02, 12:00 UTC


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """A hub whose models cannot be run, so that nothing starts."""
    (tmp_path / "modelhub.toml").touch()
    for name in ("a_en", "b_en"):
        write_card(tmp_path, name, annotator="NerDLModel")
    return tmp_path


def days(hub: Path) -> list[dict[str, Any]]:
    file = hub / "records" / "history.jsonl"
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


def test_a_whole_run_keeps_a_line_a_day(modelhub: Command, hub: Path) -> None:
    def verify(*options: str, day: str) -> subprocess.CompletedProcess[str]:
        return modelhub("verify", "--hub", str(hub), *options, env={"SOURCE_DATE_EPOCH": DAYS[day]})

    assert verify(str(hub / "cards" / "a_en.md"), day="first").returncode == 0
    assert days(hub) == []
    assert verify(day="first").returncode == 0
    counts = {"verified": 0, "measured": 0, "stale": 0, "mismatch": 0, "failed": 0, "not-run": 2}
    first = {"date": "2026-01-01", "models": 2, **counts, "modelhub": "0.1.0"}
    assert days(hub) == [first]
    verify(day="second")  # Nothing changed: by what the last run kept.
    assert days(hub) == [first]
    write_card(hub, "c_en", annotator="NerDLModel")
    history = hub / "records" / "history.jsonl"
    history.write_text(history.read_text() + "<<<<<<< ours\n")
    done = verify(day="second")
    assert "warning: records/history.jsonl:2: is no day of the history" in done.stderr
    kept = history.read_text().splitlines()
    assert kept[1] == "<<<<<<< ours"
    assert json.loads(kept[2]) == first | {"date": "2026-01-02", "models": 3, "not-run": 3}


def test_records_that_were_brought_together_are_counted_as_well(modelhub: Command, hub: Path, tmp_path: Path) -> None:
    modelhub("verify", "--hub", str(hub))
    shard = tmp_path / "shard"
    (hub / "records").rename(shard)
    done = modelhub("records", "merge", str(shard), "--hub", str(hub))
    assert done.returncode == 0
    assert "history.jsonl" not in done.stdout  # It is no record, and not taken for one.
    assert [day["not-run"] for day in days(hub)] == [2]
