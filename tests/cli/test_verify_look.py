"""Looking at records: nothing is run, fetched or written."""

from __future__ import annotations

import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import store
from generator.config import Config
from generator.record import ClaimCheck, RunRecord, RunStatus, SourceRecord, Timings
from generator.run.plan import plan

Command = Callable[..., subprocess.CompletedProcess[str]]

CARD = """---
title: A model
name: {name}
language: en
edition: Spark NLP 4.0.0
spark_version: 3.0
annotator: {annotator}
verify:
  source: hf:owner/{name}
  samples:
    - text: Anna works.
---

## Description

A model.
"""
STATUSES: dict[str, RunStatus] = {"agrees": "verified", "differs": "mismatch", "old": "verified", "gated": "not-run"}


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """A hub with a card for each state that a record can be in."""
    (tmp_path / "cards").mkdir()
    for name in [*STATUSES, "new", "other"]:
        annotator = "NerDLModel" if name == "other" else "BertForSequenceClassification"
        (tmp_path / "cards" / f"{name}.md").write_text(CARD.format(name=name, annotator=annotator))
    for entry in store.load_hub(tmp_path, Config()).entries:
        if entry.card.key in STATUSES:
            store.write_record(tmp_path / "records" / f"{entry.card.key}.json", record_of(tmp_path, entry.card.key))
    card = tmp_path / "cards" / "old.md"
    card.write_text(card.read_text().replace("Anna works", "Anna rests"))
    return tmp_path


def record_of(root: Path, key: str) -> RunRecord:
    (card,) = (entry.card for entry in store.load_hub(root, Config()).entries if entry.card.key == key)
    # Any file will do: what is at the Hugging Face Hub is not looked at.
    files = store.digest_files({"config.json": root / "cards" / "new.md"})
    agrees = {"verified": True, "mismatch": False}.get(STATUSES[key])
    return RunRecord(
        card=key,
        status=STATUSES[key],
        reason=f"it {key}",
        request_sha256=plan(card).sha256,
        task="text-classification",
        source=SourceRecord(uri=f"hf:owner/{key}", origin="verify", files=[] if key == "gated" else files),
        checks=[ClaimCheck(where="verify", line=1, subject="label", claimed="a", agrees=agrees, message="")],
        timings=Timings(started_at="2026-11-01T00:00:00+00:00", total_seconds=1),
    )


def files(root: Path) -> dict[Path, tuple[bytes, int]]:
    """Every file, with what it holds and when it was written."""
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in root.rglob("*") if path.is_file()}


def test_check_says_what_is_not_in_order(hub: Path, modelhub: Command) -> None:
    before = files(hub)
    done = modelhub("verify", "--check", cwd=hub)
    assert done.stdout == (
        "✓ verified  agrees   it agrees\n"
        "✗ mismatch  differs  it differs\n"
        "- not-run   gated    it gated\n"
        "✗ missing   new      not run yet\n"
        "✗ stale     old      the card's settings or claims changed since, or how modelhub runs such a model\n"
        "- not-run   other    unsupported annotator NerDLModel\n"
    )
    assert done.stderr == "6 cards: 1 verified, 1 mismatch, 2 not-run, 1 stale, 1 missing\n"
    assert done.returncode == 1
    assert files(hub) == before


@pytest.mark.parametrize(
    ("card", "code"), [("agrees", 0), ("differs", 1), ("gated", 0), ("new", 1), ("old", 1), ("other", 0)]
)
def test_check_fails_where_something_is_not_in_order(hub: Path, modelhub: Command, card: str, code: int) -> None:
    done = modelhub("verify", f"cards/{card}.md", "--check", "--format", "json", cwd=hub)
    assert done.returncode == code
    shown = json.loads(done.stdout)
    assert [model["card"] for model in shown["models"]] == [card]
    assert sum(shown["counts"].values()) == 1
    assert shown["counts"][shown["models"][0]["status"]] == 1


def test_a_record_expires(hub: Path, modelhub: Command) -> None:
    (hub / "modelhub.toml").write_text("[verify]\nmax_age = 14\n")
    asked = ("verify", "cards/agrees.md", "--check")
    done = modelhub(*asked, cwd=hub, env={"SOURCE_DATE_EPOCH": "1763164800"})  # 2025-11-15: before it was made
    assert done.returncode == 0
    done = modelhub(*asked, cwd=hub, env={"SOURCE_DATE_EPOCH": "1794744000"})  # 2026-11-15T12:00
    assert done.stdout == "✗ stale     agrees  run 14 days ago, and verify.max_age is 14\n"
    assert done.returncode == 1
    done = modelhub(*asked, cwd=hub, env={"SOURCE_DATE_EPOCH": "soon"})
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: SOURCE_DATE_EPOCH: expected seconds")


def test_explain_says_what_would_be_run_and_why(hub: Path, modelhub: Command) -> None:
    (hub / "cards" / "broken.md").write_text("no front matter")
    before = files(hub)
    done = modelhub("verify", "--explain", cwd=hub)
    assert done.stdout == (
        "✓ keep  agrees   verified, and nothing changed since\n"
        "✓ keep  differs  mismatch, and nothing changed since\n"
        "▶ run   gated    no model was loaded the last time: it gated\n"
        "▶ run   new      not run yet\n"
        "▶ run   old      the card's settings or claims changed since, or how modelhub runs such a model\n"
        "- none  other    unsupported annotator NerDLModel\n"
    )
    assert done.stderr == (
        "6 cards: 3 would be run, 2 kept, 1 cannot be run\n"
        "cards/broken.md: not a card that can be read; `modelhub lint` says why\n"
    )
    assert done.returncode == 0
    assert files(hub) == before


def test_explain_as_json_into_a_file(hub: Path, modelhub: Command) -> None:
    done = modelhub(
        "verify", "--explain", "cards/gated.md", "--format", "json", "--output-file", "why/it.json", cwd=hub
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert json.loads((hub / "why" / "it.json").read_text()) == {
        "models": [
            {
                "card": "gated",
                "action": "run",
                "causes": [{"kind": "untried", "message": "no model was loaded the last time: it gated"}],
                "status": "not-run",
                "reason": "it gated",
            }
        ],
        "counts": {"run": 1, "keep": 0, "none": 0},
    }


def test_reports_for_ci(hub: Path, modelhub: Command) -> None:
    done = modelhub("verify", "--check", "--format", "junit", "--output-file", "verify.xml", cwd=hub)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
    suite = ET.parse(hub / "verify.xml").getroot()[0]  # noqa: S314 - written just now
    assert {case.attrib["name"]: [part.tag for part in case] for case in suite} == {
        "agrees": ["system-out"],
        "differs": ["failure"],
        "gated": ["skipped"],
        "new": ["failure"],
        "old": ["failure"],
        "other": ["skipped"],
    }
    done = modelhub("verify", "--check", "--format", "github", cwd=hub)
    assert done.stdout.startswith("## modelhub verify\n\n6 cards: 1 mismatch, ")
    assert (done.returncode, done.stderr) == (1, "")
    (hub / "taken").mkdir()
    done = modelhub("verify", "--check", "--format", "junit", "--output-file", "taken", cwd=hub)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: taken: cannot be written: ")
    done = modelhub("verify", "--explain", "--format", "junit", cwd=hub)
    assert (done.returncode, done.stderr) == (2, "error: --explain is shown as text or json, not as junit\n")


@pytest.mark.parametrize("option", ["--check", "--explain"])
def test_no_library_for_models_is_imported(hub: Path, option: str) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "generator", "verify", option, "--hub", str(hub)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "generator.run.why" in imported
    assert not imported & {"torch", "transformers", "tokenizers", "sklearn", "seqeval", "huggingface_hub"}


@pytest.mark.parametrize("options", [("--check", "--explain"), ("--rerun", "--check"), ("--explain", "--rerun")])
def test_what_excludes_each_other(hub: Path, modelhub: Command, options: tuple[str, ...]) -> None:
    done = modelhub("verify", *options, cwd=hub)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: --rerun, --check, --explain and --drift exclude each other\n"


def test_what_was_fetched_unpinned_is_counted(hub: Path, modelhub: Command) -> None:
    path = hub / "records" / "agrees.json"
    record = store.read_record(path)
    assert record is not None
    assert record.source is not None
    for revision, unpinned in (("main", True), ("a" * 40, False)):
        source = record.source.model_copy(update={"revision": revision, "resolved_revision": "a" * 40})
        store.write_record(path, record.model_copy(update={"source": source}))
        done = modelhub("verify", "cards/agrees.md", "--check", cwd=hub)
        told = "1 model fetched at a revision that may move; `modelhub verify --drift` says whether it did\n"
        assert done.stderr == "1 card: 1 verified\n" + told * unpinned
