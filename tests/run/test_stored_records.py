"""Records in object stores: fsspec's own store in memory, and S3's real client against a small S3 on this machine."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import fsspec
import pytest
from patience import PATIENCE
from run_card import run_card
from s3_server import S3Server, serve_s3

from generator import store
from generator.config import Config, VerifyConfig
from generator.errors import UsageError
from generator.hub import Hub
from generator.record import RunRecord, RunStatus, Timings
from generator.run import stored_records
from generator.run.merge import Finding, merge, merge_into
from generator.run.plan import plan
from generator.run.record_folders import LocalFolder, RecordFolder
from generator.run.record_places import RecordPlaces

CARD = run_card(
    "a",
    """
    source: path:models/a
    samples:
      - text: Anna works.
    """,
)
KEYS = ("a", "deep/b", "odd [x] #1 100%")


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Hub:
    root = tmp_path_factory.mktemp("hub")
    (root / "cards" / "deep").mkdir(parents=True)
    for key in KEYS:
        (root / "cards" / f"{key}.md").write_text(CARD)
    return store.load_hub(root, Config())


def record(hub: Hub, second: int, status: RunStatus = "verified", key: str = "a") -> RunRecord:
    timings = Timings(started_at=f"2026-01-01T00:00:{second:02}+00:00", total_seconds=1)
    request = plan(hub.entries[0].card).sha256
    return RunRecord(card=key, status=status, reason=status, request_sha256=request, timings=timings)


def local(folder: Path, *records: RunRecord) -> LocalFolder:
    for found in records:
        store.write_record(store.record_path(folder, found.card), found)
    return LocalFolder(folder, folder.parent)


def open_folder(url: str, **config: Any) -> RecordFolder:
    return RecordPlaces(VerifyConfig(protocols=["memory", "s3"], **config)).folder(url)


def kinds(findings: list[Finding]) -> dict[str, str]:
    return {item.card: item.kind for item in findings}


@pytest.fixture
def memory() -> Iterator[Any]:
    found = fsspec.filesystem("memory")
    yield found
    found.store.clear()
    found.pseudo_dirs[:] = [""]


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[S3Server]:
    if find_spec("s3fs") is None:
        missing = "s3fs is not installed: pip install -c constraints.txt s3fs"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    with serve_s3() as server:
        for name, value in server.environment().items():
            monkeypatch.setenv(name, value)
        yield server


@pytest.mark.parametrize("scheme", ["memory", "s3"])
def test_records_go_to_a_store_and_come_back_as_they_were(
    scheme: str, hub: Hub, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue(scheme)
    url = f"{scheme}://models/run"
    here = local(tmp_path / "records", *(record(hub, 1, key=key) for key in KEYS))
    findings, problems = merge_into(hub, [here], open_folder(url))
    assert (kinds(findings), problems) == (dict.fromkeys(KEYS, "new"), [])
    assert open_folder(url).keys() == sorted(KEYS)
    assert not open_folder(f"{scheme}://models/ru").exists()
    there = local(tmp_path / "pulled")
    findings, problems = merge_into(hub, [open_folder(f"{url}/")], there)
    assert (kinds(findings), problems) == (dict.fromkeys(KEYS, "new"), [])
    for key in KEYS:
        assert (tmp_path / "pulled" / f"{key}.json").read_bytes() == (tmp_path / "records" / f"{key}.json").read_bytes()
    assert kinds(merge(hub, [open_folder(url)], there)) == dict.fromkeys(KEYS, "kept")


def test_the_newest_counts_on_either_side(hub: Hub, tmp_path: Path, memory: Any) -> None:
    url = "memory://bucket/run"
    merge_into(hub, [local(tmp_path / "old", record(hub, 2), record(hub, 2, key="deep/b"))], open_folder(url))
    shard = local(tmp_path / "new", record(hub, 1), record(hub, 3, "mismatch", "deep/b"))
    findings, _ = merge_into(hub, [shard], open_folder(url))
    assert kinds(findings) == {"a": "kept", "deep/b": "newer"}
    assert store.parse_record(memory.cat_file("bucket/run/deep/b.json"), "b").status == "mismatch"
    conflicting = local(tmp_path / "third", record(hub, 2, "failed"))
    (found,) = merge(hub, [conflicting], open_folder(url))
    assert found.kind == "conflict"
    assert "memory://bucket/run/a.json says verified" in found.message


def test_what_is_no_record_of_a_card_is_named_and_strangers_are_not_fetched(
    hub: Hub, tmp_path: Path, memory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored_records, "MAX_BYTES", 1_000)
    objects = {
        "a.json": b"{",
        "deep/b.json": b" " * 1_001,
        "gone.json": b"{}",
        "old.json": b"{}",
        ".hidden/a.json": b"{}",
        "notes.txt": b"",
    }
    for name, content in objects.items():
        memory.pipe_file(f"bucket/run/{name}", content)
    asked: list[str] = []
    real = type(memory).cat_file
    monkeypatch.setattr(type(memory), "cat_file", lambda self, path: asked.append(path) or real(self, path))
    there = local(tmp_path / "records")
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "old.json").write_bytes(b"{}")
    findings = merge(hub, [open_folder("memory://bucket/run")], there)
    assert [(item.kind, item.message.partition(": is no record")[0]) for item in findings] == [
        ("broken", "memory://bucket/run/a.json"),
        ("broken", "memory://bucket/run/deep/b.json: is larger than any record: 1001 bytes, 1000 are allowed"),
        ("foreign", "memory://bucket/run/gone.json: the hub has no card gone"),
    ]
    assert sorted(asked) == ["/bucket/run/a.json", "/bucket/run/old.json"]


def test_too_many_objects_are_no_records(memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored_records, "MAX_OBJECTS", 1)
    for name in "ab":
        memory.pipe_file(f"bucket/run/{name}.json", b"{}")
    with pytest.raises(UsageError, match=r"^memory://bucket/run: there are more than 1 objects: it is no folder of"):
        open_folder("memory://bucket/run").keys()


@pytest.mark.parametrize("before", [None, 1])
def test_what_others_put_meanwhile_takes_part(hub: Hub, tmp_path: Path, s3: S3Server, before: int | None) -> None:
    """Both a record that nobody had put before, and one that was there."""
    if before is not None:
        s3.objects["run/a.json"] = store.record_bytes(record(hub, before))
    others = iter([store.record_bytes(record(hub, second)) for second in (2, 9)])
    s3.before_put = lambda key: s3.objects.update({key: data} if (data := next(others, None)) else {})
    findings, problems = merge_into(hub, [local(tmp_path / "1", record(hub, 5))], open_folder("s3://models/run"))
    assert (kinds(findings), problems) == ({"a": "kept"}, [])
    assert store.parse_record(s3.objects["run/a.json"], "a") == record(hub, 9)
    assert [path for path, _ in s3.requests if path.startswith("PUT")] == ["PUT run/a.json"] * 2


def test_what_others_put_first_takes_part_where_only_that_is_seen(
    hub: Hub, tmp_path: Path, memory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As with the clients of Google's and Microsoft's stores."""
    put, others = memory.pipe_file, iter([store.record_bytes(record(hub, 9))])

    def pipe_file(_: Any, place: str, data: bytes, **how: Any) -> None:
        for other in others:
            put(place, other)
        put(place, data, **how)

    monkeypatch.setattr(type(memory), "pipe_file", pipe_file)
    findings, problems = merge_into(hub, [local(tmp_path / "1", record(hub, 5))], open_folder("memory://bucket/run"))
    assert (kinds(findings), problems) == ({"a": "kept"}, [])
    assert store.parse_record(memory.cat_file("/bucket/run/a.json"), "a") == record(hub, 9)


def test_others_that_always_write_are_not_waited_for_for_ever(hub: Hub, tmp_path: Path, s3: S3Server) -> None:
    seconds = iter(range(1, 50))
    s3.before_put = lambda key: s3.objects.update({key: store.record_bytes(record(hub, next(seconds)))})
    findings, problems = merge_into(hub, [local(tmp_path / "1", record(hub, 59))], open_folder("s3://models/run"))
    assert kinds(findings) == {"a": "newer"}
    assert problems == ["s3://models/run/a.json: others write it all the time; try it again"]


def test_a_store_like_s3_without_conditions(hub: Hub, tmp_path: Path, s3: S3Server) -> None:
    s3.conditions = False
    _, problems = merge_into(hub, [local(tmp_path / "1", record(hub, 1))], open_folder("s3://models/run"))
    assert problems == []
    assert store.parse_record(s3.objects["run/a.json"], "a") == record(hub, 1)


def test_no_name_of_an_object_leads_elsewhere(hub: Hub, tmp_path: Path, s3: S3Server) -> None:
    data = store.record_bytes(record(hub, 1))
    for key in (
        "run//a.json",
        "run/../a.json",
        "run/x/../../../../a.json",
        "run/a.json/",
        "run/./a.json",
        "run2/a.json",
    ):
        s3.objects[key] = data
    findings, problems = merge_into(hub, [open_folder("s3://models/run")], local(tmp_path / "records"))
    assert [(item.kind, item.message) for item in findings] == [
        ("foreign", "s3://models/run//a.json: the hub has no card /a")
    ]
    assert problems == []
    assert not list(tmp_path.rglob("*.json"))


def test_a_store_that_is_closed(s3: S3Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAANOTHER")
    with pytest.raises(UsageError, match=r"^s3://models/run: access to s3://models/run is denied$"):
        open_folder("s3://models/run").keys()
    assert s3.requests


@pytest.mark.usefixtures("s3")
def test_what_cannot_be_put_is_said(hub: Hub, tmp_path: Path) -> None:
    here = local(tmp_path / "records", *(record(hub, 1, key=key) for key in KEYS))
    _, problems = merge_into(hub, [here], open_folder("s3://others/run"))
    assert len(problems) == 2
    assert problems[0].endswith(".json: there is no folder s3://others/run")
    assert problems[1] == "s3://others/run: 3 of 3 records were not put there"


def test_a_store_that_fails_or_hangs_is_an_error(
    hub: Hub, tmp_path: Path, memory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.pipe_file("bucket/run/a.json", b"{}")
    over = threading.Event()
    monkeypatch.setattr(type(memory), "cat_file", lambda *_: over.wait(PATIENCE))
    with pytest.raises(UsageError, match=r"^memory://bucket/run/a.json: fetching it took longer than 0.1 s$"):
        merge(hub, [open_folder("memory://bucket/run", fetch_timeout=0.1)], local(tmp_path))
    over.set()

    def fail(*_: Any, **__: Any) -> None:
        raise OSError(5, "https://bucket.example/?signature=secret")

    monkeypatch.setattr(type(memory), "find", fail)
    with pytest.raises(UsageError, match=r"^memory://bucket/run: it cannot be fetched: Input/output error$"):
        open_folder("memory://bucket/run").exists()
