"""Models of the Hugging Face Hub: the real command and the real client against a small Hub on this machine."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hub_server import HubServer

from generator import store
from generator.record import RunRecord
from generator.run.hugging_face import HuggingFace
from generator.run.trouble import NotStarted

ROOT = Path(__file__).resolve().parents[2]

#: A safetensors file without tensors.
NO_TENSORS = b"\2\0\0\0\0\0\0\0{}"
LOGIN = "hf_only_for_the_hub"

Command = Callable[..., subprocess.CompletedProcess[str]]

CARD = """---
title: {name}
name: {name}
language: en
edition: Spark NLP 4.0.0
spark_version: 3.0
annotator: BertForSequenceClassification
verify:
  source: hf:{source}
  {revision}
  samples:
    - text: A great movie.
---

## Description

A model.
"""


def write_card(root: Path, name: str, source: str, revision: str = "") -> None:
    folder = root / "cards"
    folder.mkdir(exist_ok=True)
    text = CARD.format(
        name=name, source=source, revision=f"revision: {revision}" if revision else "task: text-classification"
    )
    (folder / f"{name}.md").write_text(text)


def records(root: Path) -> dict[str, RunRecord]:
    found = {}
    for file in sorted((root / "records").rglob("*.json")):
        record = store.read_record(file)
        assert record is not None
        found[record.card] = record
    return found


@pytest.fixture
def fake_model(tmp_path: Path) -> Callable[..., Path]:
    """Model folders that are looked at and never loaded."""

    def make(name: str, config: dict[str, Any] | None = None, weights: str = "model.safetensors") -> Path:
        folder = tmp_path / "upstream" / name
        folder.mkdir(parents=True)
        (folder / "config.json").write_text(json.dumps({"model_type": "bert", **(config or {})}))
        (folder / "vocab.txt").write_text("[PAD]\n")
        (folder / weights).write_bytes(NO_TENSORS)
        return folder

    return make


def test_whatever_the_hub_refuses_has_its_own_reason(
    hub_server: HubServer, fake_model: Callable[..., Path], tmp_path: Path, modelhub: Command
) -> None:
    hub_server.models = {
        "o/gated": fake_model("gated"),
        "o/broken": fake_model("broken"),
        "o/pickled": fake_model("pickled", weights="pytorch_model.bin"),
        "o/code": fake_model("code", {"auto_map": {"AutoModel": "code.Model"}}),
        "o/revision": fake_model("revision"),
    }
    hub_server.refusals = {"o/gated": 401, "o/broken": 503}
    for name in ("gated", "broken", "pickled", "code", "missing"):
        write_card(tmp_path, name, f"o/{name}")
    write_card(tmp_path, "revision", "o/revision", "v9")
    environment = hub_server.environment(tmp_path / "home", LOGIN)
    done = modelhub("verify", "--hub", str(tmp_path), env=environment)
    assert done.returncode == 0, done.stderr
    found = records(tmp_path)
    assert {record.status for record in found.values()} == {"not-run"}
    assert {name: record.reason for name, record in found.items()} == {
        "gated": "o/gated is gated: accept its terms on the Hub and set HF_TOKEN",
        "broken": "the Hub answered 503 for o/broken",
        "pickled": (
            "the weights are only there as pytorch_model.bin, and loading that may run code; "
            "model.safetensors is needed"
        ),
        "code": "config.json asks for code of its own (auto_map), which is not run",
        "missing": "the Hub has no model o/missing, or it is private and needs HF_TOKEN (404)",
        "revision": "o/revision has no revision v9",
    }
    # The Hub is shown the token; nothing else is.
    assert {token for _, path, token in hub_server.requests if "/o/" in path} == {f"Bearer {LOGIN}"}
    written = "".join(file.read_text() for file in (tmp_path / "records").iterdir())
    assert LOGIN not in written + done.stdout + done.stderr
    # Pickled weights are not even fetched.
    assert not [path for _, path, _ in hub_server.requests if path.endswith(".bin")]


@pytest.mark.parametrize(
    ("repo", "revision", "reason"),
    [
        ("--o/m", "a" * 40, "--o/m is no name that a model of the Hub can have"),
        ("o/m", "../../x", "'../../x' is no name that a revision can have"),
        ("o/m", "-x", "'-x' is no name that a revision can have"),
    ],
)
def test_names_that_could_leave_the_cache_are_refused(repo: str, revision: str, reason: str) -> None:
    with pytest.raises(NotStarted, match=f"^{reason}$"), HuggingFace(10).held(repo, revision, ""):
        pass


def test_files_that_are_too_large_are_not_fetched(
    hub_server: HubServer, fake_model: Callable[..., Path], tmp_path: Path, modelhub: Command
) -> None:
    hub_server.models = {"o/large": fake_model("large")}
    hub_server.sizes = {"model.safetensors": 20 * 2**30}
    write_card(tmp_path, "large", "o/large")
    modelhub("verify", "--hub", str(tmp_path), env=hub_server.environment(tmp_path / "home"))
    assert records(tmp_path)["large"].reason == "its files take 20.0 GiB, and at most 10 are read"
    assert not [path for _, path, _ in hub_server.requests if "resolve" in path]


def test_a_hub_that_cannot_be_reached_is_told(tmp_path: Path, modelhub: Command) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        closed = f"http://127.0.0.1:{free.getsockname()[1]}"
    for name in ("a", "b", "c"):
        write_card(tmp_path, name, f"o/{name}")
    done = modelhub("verify", "--hub", str(tmp_path), env={"HF_ENDPOINT": closed, "HF_HOME": str(tmp_path / "home")})
    assert done.returncode == 0, done.stderr
    reasons = {record.reason for record in records(tmp_path).values()}
    assert reasons == {"the Hugging Face Hub cannot be reached (ConnectError)"}


def located(root: Path, environment: dict[str, str], *arguments: str) -> str:
    """The commit and the files that are found for a model, or why none are; in a process without torch."""
    code = """
import sys
from pathlib import Path
from generator.run.sources import Sources
from generator.run.trouble import NotStarted
try:
    with Sources(Path(sys.argv[1])).held(*sys.argv[2:]) as folder:
        print(folder.resolved_revision, *sorted(folder.files))
except NotStarted as error:
    print(error)
"""
    command = [sys.executable, "-c", code, str(root), *arguments]
    done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_cache_serves_when_the_hub_does_not(
    hub_server: HubServer, fake_model: Callable[..., Path], tmp_path: Path
) -> None:
    hub_server.models = {"o/a": fake_model("a")}
    commit = hub_server.commit("o/a")
    environment = hub_server.environment(tmp_path / "home")
    whole = f"{commit} config.json model.safetensors vocab.txt"
    assert located(tmp_path, environment, "hf:o/a") == whole
    asked = len(hub_server.requests)
    # A commit never changes: the Hub is not even asked.
    assert located(tmp_path, environment, "hf:o/a", commit) == whole
    assert len(hub_server.requests) == asked
    hub_server.refusals = {"o/a": 500}
    assert located(tmp_path, environment, "hf:o/a") == whole
    assert located(tmp_path, environment, "hf:o/a", "v1", commit) == whole
    assert located(tmp_path, environment, "hf:o/a", "v1") == "the Hub answered 500 for o/a"
    # Gone is gone, whatever the cache holds.
    hub_server.refusals = {"o/a": 401}
    assert located(tmp_path, environment, "hf:o/a").startswith("o/a is gated")
    hub_server.refusals = {"o/a": 500}
    next((tmp_path / "home").rglob("model.safetensors")).unlink()
    assert located(tmp_path, environment, "hf:o/a") == "the Hub answered 500 for o/a"


@pytest.mark.run
def test_what_was_fetched_is_run_and_stays_when_the_hub_goes(
    hub_server: HubServer, news_model: Path, tmp_path: Path, modelhub: Command
) -> None:
    upstream = tmp_path / "upstream"
    shutil.copytree(news_model, upstream)
    (upstream / "README.md").write_text("not needed")
    hub_server.models = {"o/news": upstream}
    commit = hub_server.commit("o/news")
    write_card(tmp_path, "news", "o/news")
    environment = hub_server.environment(tmp_path / "home", LOGIN)
    done = modelhub("verify", "--hub", str(tmp_path), env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    record = records(tmp_path)["news"]
    assert record.status == "measured"
    assert record.source is not None
    assert (record.source.revision, record.source.resolved_revision) == ("", commit)
    assert not [path for _, path, _ in hub_server.requests if path.endswith("README.md")]
    written = (tmp_path / "records" / "news.json").read_bytes()
    assert LOGIN.encode() not in written

    hub_server.refusals = {"o/news": 503}
    shutil.rmtree(tmp_path / "home")
    done = modelhub("verify", "--rerun", "--hub", str(tmp_path), env=environment)
    assert (tmp_path / "records" / "news.json").read_bytes() == written
