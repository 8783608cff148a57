"""Asking a small Hub on this machine which models moved since they were run."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hub_server import HubServer, serve

from generator import store
from generator.record import RunRecord, SourceRecord, Timings

Command = Callable[..., subprocess.CompletedProcess[str]]

CARD = """---
title: {name}
name: {name}
language: en
edition: Spark NLP 4.0.0
spark_version: 3.0
annotator: BertForSequenceClassification
---

## Description

A model.
"""


@pytest.fixture
def hub_server() -> Iterator[HubServer]:
    with serve() as server:
        yield server


def upstream(root: Path, name: str) -> Path:
    folder = root / "upstream" / name
    folder.mkdir(parents=True)
    for file in ("config.json", "model.safetensors"):
        (folder / file).write_text(file)
    return folder


def ran(root: Path, name: str, commit: str, revision: str = "", uri: str = "") -> None:
    """A card whose model was run when it was at ``commit``."""
    (root / "cards").mkdir(exist_ok=True)
    (root / "cards" / f"{name}.md").write_text(CARD.format(name=name))
    folder = root / "upstream" / name
    record = RunRecord(
        card=name,
        status="measured",
        reason="",
        request_sha256="",
        source=SourceRecord(
            uri=uri or f"hf:o/{name}",
            origin="verify",
            revision=revision,
            resolved_revision=commit,
            files=store.digest_files({file.name: file for file in folder.iterdir()}) if folder.exists() else [],
        ),
        timings=Timings(started_at="2026-11-01T00:00:00+00:00", total_seconds=1),
    )
    store.write_record(root / "records" / f"{name}.json", record)


@pytest.fixture
def hub(hub_server: HubServer, tmp_path: Path) -> Path:
    """A hub with a model for each fate."""
    names = ("same", "text", "weights", "tagged", "gated", "broken", "pinned")
    hub_server.models = {f"o/{name}": upstream(tmp_path, name) for name in names}
    hub_server.revisions = {"o/tagged": "v1"}
    for name in names:
        commit = hub_server.commit(f"o/{name}")
        ran(tmp_path, name, commit, {"tagged": "v1", "pinned": commit}.get(name, ""))
    ran(tmp_path, "gone", "a" * 40)
    ran(tmp_path, "local", "", uri="path:upstream/same")
    hub_server.refusals = {"o/gated": 401, "o/broken": 400}
    hub_server.hiccups = {"o/broken": [503] * 99}
    for name, file in (("text", "config.json"), ("weights", "model.safetensors"), ("pinned", "config.json")):
        (hub_server.models[f"o/{name}"] / file).write_text("another")
    return tmp_path


def test_what_moved_is_told(hub: Path, hub_server: HubServer, modelhub: Command) -> None:
    before = {path: path.read_bytes() for path in hub.rglob("*") if path.is_file()}
    now = {name: hub_server.commit(f"o/{name}")[:12] for name in ("same", "text", "weights", "tagged")}
    then = {
        name: json.loads((hub / "records" / f"{name}.json").read_text())["source"]["resolved_revision"][:12]
        for name in ("text", "weights")
    }
    environment = hub_server.environment(hub.parent / "home")
    done = modelhub("verify", "--drift", cwd=hub, env=environment)
    assert done.stdout == (
        "- unanswered  broken   hf:o/broken: the Hub answered 503 for o/broken\n"
        "✗ gone        gated    hf:o/gated: o/gated is gated: accept its terms on the Hub and set HF_TOKEN\n"
        "✗ gone        gone     hf:o/gone: the Hub has no model o/gone, or it is private and needs HF_TOKEN (404)\n"
        "✓ pinned      pinned   hf:o/pinned: the card names the commit\n"
        f"✓ same        same     hf:o/same: main is still {now['same']}\n"
        f"✓ same        tagged   hf:o/tagged: v1 is still {now['tagged']}\n"
        f"✗ moved       text     hf:o/text: main is {now['text']} now, and {then['text']} was run; "
        "the weights are the same\n"
        f"✗ moved       weights  hf:o/weights: main is {now['weights']} now, and {then['weights']} was run; "
        "the weights changed\n"
    )
    assert done.stderr == "8 models from elsewhere: 2 moved, 2 gone, 2 same, 1 pinned, 1 unanswered\n"
    assert done.returncode == 1
    assert {path: path.read_bytes() for path in hub.rglob("*") if path.is_file()} == before
    # Nothing is downloaded, and what is pinned is not asked for.
    assert not [path for _, path, _ in hub_server.requests if "/resolve/" in path or "o/pinned" in path]


def test_programs_are_told_the_same(hub: Path, hub_server: HubServer, modelhub: Command) -> None:
    environment = hub_server.environment(hub.parent / "home")
    arguments = ("verify", "cards/text.md", "cards/pinned.md", "--drift", "--format", "json")
    done = modelhub(*arguments, cwd=hub, env=environment)
    assert done.returncode == 1, done.stderr
    shown = json.loads(done.stdout)
    assert shown["counts"] == {"moved": 1, "gone": 0, "same": 0, "pinned": 1, "unanswered": 0}
    pinned, text = shown["models"]
    assert (pinned["card"], pinned["fate"], pinned["now"], pinned["weights"]) == ("pinned", "pinned", "", None)
    assert (text["fate"], text["now"], text["weights"]) == ("moved", hub_server.commit("o/text"), True)
    assert text["commit"] not in {"", text["now"]}
    done = modelhub("verify", "cards/same.md", "--drift", cwd=hub, env=environment)
    assert done.returncode == 0, done.stderr


def test_drift_is_no_junit(hub: Path, modelhub: Command) -> None:
    done = modelhub("verify", "--drift", "--format", "junit", cwd=hub)
    assert (done.returncode, done.stderr) == (2, "error: --drift is shown as text or json, not as junit\n")
