"""What goes wrong on the way from the Hub: the real client against a small Hub on this machine that does it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hub_server import HubServer
from patience import PATIENCE, until

from generator import store

ROOT = Path(__file__).resolve().parents[2]
LOGIN = "hf_only_for_the_hub"

CARD = """---
title: A model
name: {name}
language: en
edition: Spark NLP 4.0.0
spark_version: 3.0
annotator: {annotator}
verify:
  source: hf:o/{name}
  samples:
    - text: A great movie.
---

## Description

A model.
"""

Command = Callable[..., subprocess.CompletedProcess[str]]


def weights_of(size: int) -> bytes:
    """A safetensors file with one tensor of so many bytes."""
    head = json.dumps({"a": {"dtype": "U8", "shape": [size], "data_offsets": [0, size]}}).encode()
    return len(head).to_bytes(8, "little") + head + bytes(size)


WEIGHTS = weights_of(40)


def model(folder: Path, config: dict[str, Any] | None = None, weights: bytes = WEIGHTS) -> Path:
    folder.mkdir(parents=True)
    (folder / "config.json").write_text(json.dumps({"model_type": "bert", **(config or {})}))
    (folder / "vocab.txt").write_text("[PAD]\n")
    (folder / "model.safetensors").write_bytes(weights)
    return folder


def write_card(root: Path, name: str, annotator: str = "BertForSequenceClassification") -> None:
    (root / "cards").mkdir(exist_ok=True)
    (root / "cards" / f"{name}.md").write_text(CARD.format(name=name, annotator=annotator))


def fetched(
    environment: dict[str, str], *wanted: tuple[str, float], root: Path = ROOT, disk: int | None = None
) -> dict[str, str]:
    """What comes of fetching models, each within so many seconds: the commit, or what is wrong."""
    code = """
import json, sys
from pathlib import Path
from generator.config import VerifyConfig
from generator.run.inspect import inspect
from generator.run.sources import Sources
from generator.run.trouble import NotStarted
found = {}
wanted, root, disk = json.loads(sys.argv[1])
for name, seconds in wanted:
    try:
        with Sources(Path(root), VerifyConfig(fetch_timeout=seconds, disk=disk)).held(f"hf:o/{name}") as folder:
            inspect(folder)
            found[name] = folder.resolved_revision
    except NotStarted as error:
        found[name] = f"{error} (passing: {error.passing})"
print(json.dumps(found))
"""
    command = [sys.executable, "-c", code, json.dumps([wanted, str(root), disk])]
    done = subprocess.run(
        command, env={**os.environ, **environment}, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    found: dict[str, str] = json.loads(done.stdout)
    return found


def test_what_breaks_on_the_way_is_mended_or_told(hub_server: HubServer, tmp_path: Path) -> None:
    names = ("hiccups", "limited", "cut", "damaged", "rotten", "short", "lost", "moved", "hopeless", "dripping")
    hub_server.models = {f"o/{name}": model(tmp_path / "upstream" / name) for name in names}
    commits = {name: hub_server.commit(f"o/{name}") for name in names}
    hub_server.hiccups = {"o/hiccups": [500, 503], "o/limited": [429]}
    hub_server.cut = {"o/cut": 1, "o/hopeless": 1_000}
    hub_server.damaged = {"o/damaged": 1, "o/rotten": 1_000}
    hub_server.extra = {"o/lost": "merges.txt"}
    hub_server.moves = {"o/moved": model(tmp_path / "upstream" / "newer", {"newer": True})}
    hub_server.dripping = {"o/dripping"}
    seconds = {"hopeless": 3.0, "dripping": 1.0}
    home = tmp_path / "home"
    environment = hub_server.environment(home)
    found = fetched(environment, *((name, seconds.get(name, PATIENCE)) for name in names if name != "short"))
    assert found == {
        **{name: commits[name] for name in ("hiccups", "limited", "cut", "damaged", "moved")},
        "rotten": "model.safetensors came damaged: its SHA-256 is not the one that is listed (passing: True)",
        "lost": "the Hub lists a file of o/lost that it does not have (passing: True)",
        "hopeless": "fetching it took longer than 3 s (passing: True)",
        "dripping": "fetching it took longer than 1 s (passing: True)",
    }
    # Nothing that is not whole is kept as if it were.
    for name in ("rotten", "hopeless", "dripping"):
        assert not list(home.rglob(f"models--o--{name}/snapshots/*/model.safetensors"))
    kept = [path.read_bytes() for path in home.rglob("model.safetensors")]
    assert kept == [WEIGHTS] * 5
    # What is kept and has another size than is listed was damaged here: it is fetched anew.
    damaged = next(home.rglob("models--o--cut/snapshots/*/model.safetensors"))
    damaged.resolve().write_bytes(b"")
    hub_server.cut.clear()
    hub_server.sizes = {"vocab.txt": 7}
    assert fetched(environment, ("cut", PATIENCE), ("short", PATIENCE)) == {
        "cut": "vocab.txt came damaged: it has 6 bytes, and 7 are listed (passing: True)",
        "short": "vocab.txt came damaged: it has 6 bytes, and 7 are listed (passing: True)",
    }
    hub_server.sizes = {}
    assert fetched(environment, ("cut", PATIENCE)) == {"cut": commits["cut"]}
    assert damaged.read_bytes() == WEIGHTS


def test_a_private_model_needs_its_token_which_stays_with_the_client(
    hub_server: HubServer, tmp_path: Path, modelhub: Command
) -> None:
    # What the folder asks for is refused, so that no worker has to start.
    hub_server.models = {"o/private": model(tmp_path / "upstream", {"use_kernels": True})}
    hub_server.private = {"o/private": LOGIN}
    (tmp_path / "cards").mkdir()
    (tmp_path / "cards" / "private.md").write_text(
        CARD.format(name="private", annotator="BertForSequenceClassification")
    )
    record = tmp_path / "records" / "private.json"
    private = "the Hub has no model o/private, or it is private and needs HF_TOKEN (404)"
    for token, reason in (
        ("", private),
        (LOGIN, "config.json asks for kernels (use_kernels: true), which are not fetched"),
    ):
        done = modelhub("verify", "--hub", str(tmp_path), env=hub_server.environment(tmp_path / "home", token))
        assert done.returncode == 0, done.stderr
        written = store.read_record(record)
        assert written is not None
        assert written.reason == reason
        assert not token or token not in record.read_text() + done.stdout + done.stderr


def test_a_slow_server_takes_nothing_from_a_record_and_is_asked_again(
    hub_server: HubServer, tmp_path: Path, modelhub: Command
) -> None:
    hub_server.models = {"o/slow": model(tmp_path / "upstream" / "slow", {"use_kernels": True})}
    hub_server.dripping = {"o/slow"}
    write_card(tmp_path, "slow")
    (tmp_path / "modelhub.toml").write_text("[verify]\nfetch_timeout = 1\n")
    environment = hub_server.environment(tmp_path / "home")
    done = modelhub("verify", "--hub", str(tmp_path), "--format", "json", env=environment)
    assert [shown["reason"] for shown in json.loads(done.stdout)["models"]] == ["fetching it took longer than 1 s"]
    hub_server.dripping.clear()
    (tmp_path / "modelhub.toml").write_text("[verify]\nfetch_timeout = 240\n")
    done = modelhub("verify", "--hub", str(tmp_path), "--format", "json", env=environment)
    assert json.loads(done.stdout)["models"][0]["reason"].startswith("config.json asks for kernels")


def test_a_download_that_is_killed_leaves_everything_whole(
    hub_server: HubServer, tmp_path: Path, modelhub: Command
) -> None:
    hub_server.models = {"o/b": model(tmp_path / "upstream" / "b", {"use_kernels": True})}
    hub_server.dripping = {"o/b"}
    write_card(tmp_path, "a", "NerDLModel")
    write_card(tmp_path, "b")
    environment = {**os.environ, **hub_server.environment(tmp_path / "home"), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "generator", "verify", "--hub", str(tmp_path)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        until(lambda: any(asked[0] == "GET" and asked[1].endswith(".safetensors") for asked in hub_server.requests))
        until((tmp_path / "records" / "a.json").exists)
        running.send_signal(signal.SIGKILL)
    assert [file.name for file in (tmp_path / "records").iterdir()] == ["a.json"]
    assert store.read_record(tmp_path / "records" / "a.json") is not None
    hub_server.dripping.clear()
    done = modelhub("verify", "--hub", str(tmp_path), env=environment)
    assert done.returncode == 0, done.stderr
    written = store.read_record(tmp_path / "records" / "b.json")
    assert written is not None
    assert written.reason.startswith("config.json asks for kernels")


def test_a_disk_that_is_full_is_told_without_its_paths(
    hub_server: HubServer, tmp_path: Path, small_disk: Callable[[Path], None]
) -> None:
    hub_server.models = {"o/large": model(tmp_path / "upstream", weights=weights_of(200_000))}
    small_disk(tmp_path / "disk")
    assert fetched(hub_server.environment(tmp_path / "disk" / "home"), ("large", PATIENCE)) == {
        "large": "it cannot be fetched: No space left on device (passing: True)"
    }
    assert not [path for path in (tmp_path / "disk").rglob("*") if path.is_file() and path.stat().st_size > 50_000]
    shutil.rmtree(tmp_path / "disk" / "home")


def test_a_budget_holds_for_the_hub_and_the_clients_own_cache_is_let_be(hub_server: HubServer, tmp_path: Path) -> None:
    names = ("a", "b", "c", "large")
    hub_server.models = {
        f"o/{name}": model(tmp_path / "upstream" / name, weights=weights_of(2**20 if name == "large" else 400_000))
        for name in names
    }
    commits = {name: hub_server.commit(f"o/{name}") for name in names}
    environment = hub_server.environment(tmp_path / "home")
    wanted = [(name, PATIENCE) for name in ("a", "b", "a", "c", "large")]
    found = fetched(environment, *wanted, root=tmp_path, disk=2**20)
    too_large = "it takes 1.0 MiB, and verify.disk allows 1.0 MiB for all models (passing: True)"
    assert found == {**commits, "large": too_large}
    models = tmp_path / ".modelhub" / "cache" / "models"
    assert sorted(path.name for path in models.rglob("models--*") if ".locks" not in path.parts) == [
        "models--o--a",
        "models--o--c",
    ]
    assert not (tmp_path / "home" / "hub").exists()


def test_weights_that_the_client_shares_between_models_are_no_way_out(hub_server: HubServer, tmp_path: Path) -> None:
    hub_server.models = {"o/a": model(tmp_path / "upstream")}
    environment = hub_server.environment(tmp_path / "home")
    commit = hub_server.commit("o/a")
    assert fetched(environment, ("a", PATIENCE)) == {"a": commit}
    # As the client does with what it has from Xet: one store for the whole cache, and a link to it a model.
    blob = next((tmp_path / "home").rglob("model.safetensors")).resolve()
    shared = tmp_path / "home" / "hub" / "blobs" / "ab" / "cd"
    shared.parent.mkdir(parents=True)
    blob.rename(shared)
    blob.symlink_to(shared)
    assert fetched(environment, ("a", PATIENCE)) == {"a": commit}
