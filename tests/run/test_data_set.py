"""Evaluation data from data sets: the real command and the real client against a small Hub on this machine."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hub_server import HubServer
from run_card import run_card

from generator import store
from generator.config import Config
from generator.record import RunRecord

ROOT = Path(__file__).resolve().parents[2]
COMMIT = "0a" * 20
LOGIN = "hf_only_for_the_hub"

CARD = run_card(
    "news",
    """
    source: path:models/news
    benchmark:
      dataset: hf:o/rows
      revision: {commit}
      file: {file}
    """,
)
ROWS = '{"text": "a great movie", "label": 1}\n{"text": "the match", "label": 0}\n'

Command = Callable[..., subprocess.CompletedProcess[str]]


def serve_rows(hub: HubServer, folder: Path, name: str = "data/test.jsonl", content: bytes = ROWS.encode()) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    hub.models["datasets/o/rows"] = folder
    hub.revisions["datasets/o/rows"] = COMMIT


def read(
    environment: dict[str, str], root: Path, *files: str, labels: tuple[str, ...] = (), disk: int | None = None
) -> dict[str, object]:
    """What comes of fetching files of the data set ``o/rows``: the right labels, or what is wrong."""
    code = """
import json, sys
from contextlib import ExitStack
from pathlib import Path
from generator.config import VerifyConfig
from generator.evaluation_data import EvaluationData
from generator.run.data_set import fetch_data_set
from generator.run.plan import Request
from generator.run.sources import Sources
from generator.run.trouble import NotStarted, RunFailed
from generator.verify_block import Options, Tolerance
root, commit, files, labels, disk = json.loads(sys.argv[1])
found = {}
for file in files:
    data = EvaluationData(dataset="hf:o/rows", revision=commit, file=file, labels=labels)
    request = Request(
        "text-classification", "path:x", "verify", "", None, None, Options(), (), data, Tolerance()
    )
    try:
        rows = fetch_data_set(Sources(Path(root), VerifyConfig(fetch_timeout=240, disk=disk)), request, ExitStack())
        found[file] = [row.gold for row in rows.read()]
    except NotStarted as error:
        found[file] = f"{error} (passing: {error.passing})"
    except RunFailed as error:
        found[file] = f"failed: {error}"
print(json.dumps(found))
"""
    told = json.dumps([str(root), COMMIT, files, labels, disk])
    done = subprocess.run(
        [sys.executable, "-c", code, told],
        env={**os.environ, **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_files_of_a_data_set_are_fetched_once_and_what_is_wrong_is_told(hub_server: HubServer, tmp_path: Path) -> None:
    upstream = tmp_path / "upstream"
    serve_rows(hub_server, upstream)
    serve_rows(hub_server, upstream, "damaged.parquet", b"PAR1 no such thing PAR1")
    serve_rows(hub_server, upstream, "large.jsonl")
    (upstream / "rows.py").write_text("raise SystemExit('a loading script was run')")
    hub_server.sizes = {"large.jsonl": 2**31}
    hub_server.damaged = {"datasets/o/rows": 1_000}
    environment = hub_server.environment(tmp_path / "home", LOGIN)
    place = f"hf:o/rows@{COMMIT}"
    found = read(
        environment, tmp_path, "data/test.jsonl", "missing.csv", "damaged.parquet", "large.jsonl", labels=("x", "y")
    )
    assert found == {
        "data/test.jsonl": [["y"], ["x"]],
        "missing.csv": f"failed: the data set o/rows has no file missing.csv at {COMMIT}",
        "damaged.parquet": ("damaged.parquet came damaged: its SHA-256 is not the one that is listed (passing: True)"),
        "large.jsonl": "failed: o/rows: large.jsonl takes 2.0 GiB, and at most 1 GiB are read",
    }
    assert {token for *_, token in hub_server.requests} == {f"Bearer {LOGIN}"}
    assert not [path for _, path, _ in hub_server.requests if path.endswith((".py", "large.jsonl"))]
    # A commit never changes: the Hub is not asked for what is here.
    asked = len(hub_server.requests)
    assert read(environment, tmp_path, "data/test.jsonl") == {
        "data/test.jsonl": f"failed: {place}/data/test.jsonl:1: label: the label is the number 1: "
        "name the labels in `benchmark.labels`"
    }
    assert len(hub_server.requests) == asked


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (401, "o/rows is gated: accept its terms on the Hub and set HF_TOKEN (passing: False)"),
        (404, "the Hub has no data set o/rows, or it is private and needs HF_TOKEN (404) (passing: False)"),
        (503, "the Hub answered 503 for o/rows (passing: True)"),
    ],
)
def test_whatever_the_hub_refuses_has_its_own_reason(
    hub_server: HubServer, tmp_path: Path, status: int, reason: str
) -> None:
    serve_rows(hub_server, tmp_path / "upstream")
    hub_server.refusals = {"datasets/o/rows": status}
    assert read(hub_server.environment(tmp_path / "home"), tmp_path, "data/test.jsonl") == {"data/test.jsonl": reason}


def test_a_budget_holds_for_data_sets_too(hub_server: HubServer, tmp_path: Path) -> None:
    serve_rows(hub_server, tmp_path / "upstream")
    environment = hub_server.environment(tmp_path / "home")
    assert read(environment, tmp_path, "data/test.jsonl", labels=("x", "y"), disk=2**20) == {
        "data/test.jsonl": [["y"], ["x"]]
    }
    assert list((tmp_path / ".modelhub" / "cache" / "models").rglob("test.jsonl"))
    assert not (tmp_path / "home" / "hub").exists()
    hub_server.sizes = {"other.jsonl": 2**21}
    serve_rows(hub_server, tmp_path / "upstream", "other.jsonl")
    assert read(environment, tmp_path, "other.jsonl", disk=2**20) == {
        "other.jsonl": "it takes 2.0 MiB, and verify.disk allows 1.0 MiB for all models (passing: True)"
    }


def record_of(root: Path) -> RunRecord:
    record = store.read_record(root / "records" / "news.json")
    assert record is not None
    return record


@pytest.mark.run
def test_a_model_is_measured_on_a_data_set_and_asks_for_nothing_until_something_changes(
    hub_server: HubServer, news_model: Path, tmp_path: Path, modelhub: Command
) -> None:
    labels = [*json.loads((news_model / "config.json").read_text())["id2label"].values()]
    serve_rows(hub_server, tmp_path / "upstream")
    shutil.copytree(news_model, tmp_path / "models" / "news")
    card = tmp_path / "cards" / "news.md"
    card.parent.mkdir()
    card.write_text(CARD.format(commit=COMMIT, file=f"data/test.jsonl\n    labels: {json.dumps(labels)}"))
    environment = hub_server.environment(tmp_path / "home", LOGIN)
    done = modelhub("verify", "--speed", "--hub", str(tmp_path), env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    record = record_of(tmp_path)
    assert (record.status, record.data) == ("measured", None)
    assert record.benchmark is not None
    assert record.benchmark.data == f"hf:o/rows@{COMMIT}/data/test.jsonl"
    assert record.benchmark.sha256 == store.sha256_of(tmp_path / "upstream" / "data" / "test.jsonl")
    assert record.benchmark.rows == 2
    assert {label.label for label in record.benchmark.labels if label.support} == {*labels[:2]}
    assert record.speed is not None
    assert (record.speed.sample, record.speed.problem) == (f"row 1 of {record.benchmark.data}", "")
    assert LOGIN not in (tmp_path / "records" / "news.json").read_text() + done.stdout + done.stderr

    # Nothing changed: nobody is asked, and nothing needs to be here.
    asked = len(hub_server.requests)
    shutil.rmtree(tmp_path / "home")
    for arguments in ((), ("--check",)):
        done = modelhub("verify", "--hub", str(tmp_path), *arguments, env=environment)
        assert done.returncode == 0, done.stdout + done.stderr
    assert len(hub_server.requests) == asked
    assert store.load_hub(tmp_path, Config()).entries[0].status == "measured"

    # A Hub that cannot be reached takes nothing from the record.
    written = (tmp_path / "records" / "news.json").read_bytes()
    with socket.create_server(("127.0.0.1", 0)) as free:
        closed = f"http://127.0.0.1:{free.getsockname()[1]}"
    modelhub("verify", "--rerun", "--hub", str(tmp_path), env={**environment, "HF_ENDPOINT": closed})
    assert (tmp_path / "records" / "news.json").read_bytes() == written

    # A file that is not there makes the run fail, once: it will never be there.
    card.write_text(CARD.format(commit=COMMIT, file="data/tset.jsonl"))
    for _ in range(2):
        modelhub("verify", "--hub", str(tmp_path), env=environment)
        failed = record_of(tmp_path)
        assert failed.status == "failed"
        assert failed.reason == f"the data set o/rows has no file data/tset.jsonl at {COMMIT}"
        asked, before = len(hub_server.requests), asked
    assert asked == before
