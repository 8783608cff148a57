"""Models in object stores: fsspec's own store in memory, and S3's real client against a small S3 on this machine."""

from __future__ import annotations

import json
import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import fsspec
import pytest
from patience import PATIENCE
from pydantic import ValidationError
from s3_server import KEY, SECRET, S3Server, serve_s3

from generator import store as records_store
from generator.config import VerifyConfig
from generator.run.inspect import inspect
from generator.run.object_store import ObjectStores
from generator.run.sources import Sources
from generator.run.trouble import NotStarted, RunFailed
from generator.store import ModelCache
from generator.verify_block import VerifyBlock

Command = Callable[..., subprocess.CompletedProcess[str]]

#: A safetensors file with one tensor of four bytes.
_HEAD = b'{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}'
WEIGHTS = len(_HEAD).to_bytes(8, "little") + _HEAD + b"1234"
URL = "memory://bucket/models/news"
FILES = {
    "config.json": b'{"model_type": "bert"}',
    "vocab.txt": b"[PAD]\n",
    "model.safetensors": WEIGHTS,
    "modules.json": b"[]",
    "1_Pooling/config.json": b"{}",
    "README.md": b"not needed",
    "pytorch_model.bin": b"pickled",
}


def put(files: dict[str, bytes], url: str = URL) -> None:
    for name, content in files.items():
        with fsspec.open(f"{url}/{name}", "wb") as file:
            file.write(content)


@pytest.fixture(autouse=True)
def store() -> Iterator[Any]:
    memory = fsspec.filesystem("memory")
    put(FILES)
    yield memory
    memory.store.clear()
    memory.pseudo_dirs[:] = [""]


@pytest.fixture
def stores(tmp_path: Path) -> ObjectStores:
    return ObjectStores(PATIENCE, ["memory"], ModelCache(tmp_path))


def fetch(stores: ObjectStores, last: str = "", url: str = URL) -> tuple[str, dict[str, bytes]]:
    with stores.held(url, last) as folder:
        inspect(folder)
        return folder.resolved_revision, {name: path.read_bytes() for name, path in folder.files.items()}


def test_only_needed_files_are_fetched(stores: ObjectStores, tmp_path: Path) -> None:
    _, found = fetch(stores)
    assert found == {name: content for name, content in FILES.items() if name not in {"README.md", "pytorch_model.bin"}}
    assert not list(tmp_path.rglob("README.md"))
    assert (tmp_path / ".gitignore").read_text() == "*\n"


def test_what_did_not_change_is_not_fetched_again(stores: ObjectStores, tmp_path: Path) -> None:
    first, _ = fetch(stores)
    (kept,) = tmp_path.rglob("model.safetensors")
    before = kept.stat().st_mtime_ns
    put({"README.md": b"another"})
    assert fetch(stores)[0] == first
    assert kept.stat().st_mtime_ns == before
    put({"vocab.txt": b"[PAD]\nnew\n"})
    second, found = fetch(stores)
    assert second != first
    assert found["vocab.txt"] == b"[PAD]\nnew\n"
    assert [path.parent.name for path in tmp_path.rglob("model.safetensors")] == [second]


def test_what_is_in_use_stays_when_a_newer_one_comes(stores: ObjectStores) -> None:
    with stores.held(URL, "") as old:
        put({"vocab.txt": b"[PAD]\nnew\n"})
        with stores.held(URL, "") as new:
            assert new.files["vocab.txt"].read_bytes() == b"[PAD]\nnew\n"
            assert old.files["vocab.txt"].read_bytes() == b"[PAD]\n"


def test_several_may_fetch_one_model_at_once(stores: ObjectStores, tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: fetch(stores), range(8)))
    assert len({identity for identity, _ in found}) == 1
    assert all(files == found[0][1] for _, files in found)
    assert len(list(tmp_path.rglob("model.safetensors"))) == 1


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("memory://bucket/none", "there is no folder memory://bucket/none"),
        ("memory://bucket/../x", "memory://bucket/../x is no folder that an object store can have"),
        ("file://etc/passwd", "file:// is never read: a folder of the hub is a `path:` source"),
        ("s3://bucket/x", "s3:// is not read: verify.protocols has memory"),
    ],
)
def test_what_is_not_there_or_not_allowed(stores: ObjectStores, url: str, reason: str) -> None:
    with pytest.raises(NotStarted) as caught:
        fetch(stores, url=url)
    assert str(caught.value) == reason
    assert not caught.value.passing


def test_local_files_are_never_read_so(tmp_path: Path) -> None:
    config = VerifyConfig(protocols=["file", "local"])
    for url in (f"file:/{tmp_path}", f"local:/{tmp_path}"):
        with pytest.raises(NotStarted, match=r"^(file|local):// is never read"), Sources(tmp_path, config).held(url):
            pass


@pytest.mark.parametrize(
    ("files", "kind", "reason"),
    [
        ({"config.json": b"{}", "model.bin": b""}, NotStarted, "the weights are only there as model.bin, and loading"),
        ({"config.json": b"{}"}, RunFailed, "there are no weights"),
        (
            {**FILES, "config.json": b'{"auto_map": {"A": "b.C"}, "model_type": "b"}'},
            NotStarted,
            "config.json asks for",
        ),
        ({**FILES, "model.safetensors": WEIGHTS[:-1]}, RunFailed, "model.safetensors is broken"),
    ],
)
def test_a_model_is_inspected_as_any_other(
    stores: ObjectStores, files: dict[str, bytes], kind: type[Exception], reason: str
) -> None:
    put(files, "memory://bucket/other")
    with pytest.raises(kind) as caught:
        fetch(stores, url="memory://bucket/other")
    assert str(caught.value).startswith(reason)


def test_what_changes_meanwhile_or_comes_short_is_not_kept(
    stores: ObjectStores, store: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = type(store).get_file

    def changing(self: Any, remote: str, local: str, **options: Any) -> None:
        real(self, remote, local, **options)
        put({"vocab.txt": b"[UNK]\n"})

    def short(self: Any, remote: str, local: str, **options: Any) -> None:
        real(self, remote, local, **options)
        with Path(local).open("r+b") as file:
            file.truncate(5)

    for fault, reason in (
        (changing, "it changed while it was fetched"),
        (short, "config.json came damaged: it has 5 bytes, and 22 are listed"),
    ):
        monkeypatch.setattr(type(store), "get_file", fault)
        with pytest.raises(NotStarted) as caught:
            fetch(stores)
        assert str(caught.value) == reason
        assert caught.value.passing
        assert not [path for path in tmp_path.rglob("*") if path.name in FILES]


def test_a_store_that_cannot_be_reached(stores: ObjectStores, store: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    last, _ = fetch(stores)
    asked = []

    def fail(*_: Any, **__: Any) -> None:
        asked.append(1)
        raise OSError(5, "https://bucket.example/?signature=secret")

    monkeypatch.setattr(type(store), "ls", fail)
    assert fetch(stores, last)[0] == last
    for _ in range(4):
        with pytest.raises(
            NotStarted, match=r"^(it cannot be fetched: Input/output|memory://bucket failed 3 times in)"
        ):
            fetch(stores)
    assert len(asked) == 3


def test_a_slow_store_is_not_waited_for(store: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()
    monkeypatch.setattr(type(store), "ls", lambda *_, **__: over.wait(PATIENCE))
    with pytest.raises(NotStarted, match=r"^fetching it took longer than 0.1 s$"):
        fetch(ObjectStores(0.1, ["memory"], ModelCache(tmp_path)))
    over.set()


def test_the_budget_holds(tmp_path: Path) -> None:
    stores = ObjectStores(PATIENCE, ["memory"], ModelCache(tmp_path, 2**20))
    big = {**FILES, "model.safetensors": WEIGHTS + bytes(700_000)}
    for name in "ab":
        put(big, f"memory://bucket/{name}")
    with ExitStack() as stack:
        stack.enter_context(stores.held("memory://bucket/a", ""))
        assert len(list(tmp_path.rglob("model.safetensors"))) == 1
    with stores.held("memory://bucket/b", ""):
        assert len(list(tmp_path.rglob("model.safetensors"))) == 1
    put({**FILES, "model.safetensors": bytes(2**20)}, "memory://bucket/c")
    with pytest.raises(NotStarted, match=r"^it takes 1.0 MiB, and verify.disk allows 1.0 MiB for all models$"):
        fetch(stores, url="memory://bucket/c")


CARD = """---
title: A model
name: {name}
language: en
edition: Spark NLP 4.0.0
spark_version: 3.0
annotator: BertForSequenceClassification
verify:
  source: {source}
  samples:
    - text: A great movie.
---

## Description

A model.
"""


def write_card(root: Path, name: str, source: str) -> None:
    (root / "cards").mkdir(exist_ok=True)
    (root / "cards" / f"{name}.md").write_text(CARD.format(name=name, source=source))


def reasons(done: subprocess.CompletedProcess[str]) -> dict[str, str]:
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return {model["card"]: model["reason"] for model in json.loads(done.stdout)["models"]}


@pytest.fixture
def s3(tmp_path: Path) -> Iterator[S3Server]:
    """A small S3 with one model, which asks for kernels: it is fetched and then refused, so that no worker starts."""
    if find_spec("s3fs") is None:
        missing = "s3fs is not installed: pip install -c constraints.txt s3fs"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    with serve_s3() as server:
        put_files = {**FILES, "config.json": b'{"model_type": "bert", "use_kernels": true}'}
        server.objects = {f"teams/news/{name}": content for name, content in put_files.items()}
        write_card(tmp_path, "news", "s3://models/teams/news")
        yield server


def test_a_model_of_s3_is_fetched_once_and_no_key_is_told(s3: S3Server, tmp_path: Path, modelhub: Command) -> None:
    write_card(tmp_path, "none", "s3://models/teams/none")
    write_card(tmp_path, "other", "s3://others/news")
    refused = "config.json asks for kernels (use_kernels: true), which are not fetched"
    s3.hiccups = [500]
    done = modelhub("verify", "--hub", str(tmp_path), "--format", "json", env=s3.environment())
    assert reasons(done) == {
        "news": refused,
        "none": "there is no folder s3://models/teams/none",
        "other": "there is no folder s3://others/news",
    }
    record = records_store.read_record(tmp_path / "records" / "news.json")
    assert record is not None
    assert record.source is not None
    assert len(record.source.resolved_revision) == 64
    assert not [path for path, _ in s3.requests if path.endswith((".bin", ".md"))]
    s3.requests.clear()
    again = modelhub("verify", "cards/news.md", "--format", "json", cwd=tmp_path, env=s3.environment())
    assert reasons(again) == {"news": refused}
    assert not [path for path, _ in s3.requests if path.endswith(("config.json", ".safetensors"))]
    s3.objects["teams/news/vocab.txt"] += b"new\n"
    drifted = modelhub("verify", "cards/news.md", "--drift", "--format", "json", cwd=tmp_path, env=s3.environment())
    assert drifted.returncode == 1, drifted.stderr
    (moved,) = json.loads(drifted.stdout)["models"]
    assert (moved["fate"], moved["source"], moved["weights"]) == ("moved", "s3://models/teams/news", None)
    told = done.stdout + done.stderr + "".join(path.read_text() for path in (tmp_path / "records").iterdir())
    assert SECRET not in told
    assert KEY not in told


def test_s3_with_another_key_is_closed(s3: S3Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in s3.environment("AKIAANOTHER").items():
        monkeypatch.setenv(name, value)
    reason = "^access to s3://models/teams/news is denied$"
    with pytest.raises(NotStarted, match=reason), Sources(tmp_path).held("s3://models/teams/news"):
        pass


@pytest.mark.parametrize("source", ["s3://key:secret@models/news", "s3://models/news?versionId=1", "s3://m::file://x"])
def test_no_credentials_or_chains_in_an_address(source: str) -> None:
    with pytest.raises(ValidationError):
        VerifyBlock(source=source)
