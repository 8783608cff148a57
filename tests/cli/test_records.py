from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from s3_server import serve_s3

from generator import store
from generator.record import RunRecord, Timings

Command = Callable[..., subprocess.CompletedProcess[str]]

CARD = """---
title: A model
name: {name}
annotator: NerDLModel
verify:
  source: path:models/a
  samples:
    - text: Anna works.
---
"""


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    (tmp_path / "cards").mkdir()
    for name in "abcdef":
        (tmp_path / "cards" / f"{name}.md").write_text(CARD.format(name=name))
    return tmp_path


def test_shards_are_brought_together(hub: Path, modelhub: Command) -> None:
    for part in "12":
        assert modelhub("verify", "--shard", f"{part}/2", cwd=hub).returncode == 0
        shutil.move(hub / "records", hub / "shards" / part)
    shards = ["shards/1", "shards/2"]
    (hub / "shards" / "2" / "z.json").write_text("{")

    looked = modelhub("records", "merge", *shards, "--check", cwd=hub)
    assert (looked.returncode, (hub / "records").exists()) == (1, False)
    done = modelhub("records", "merge", *shards, cwd=hub)
    assert done.stdout == looked.stdout
    lines = done.stdout.splitlines()
    assert [line.split()[:3] for line in lines] == [*(["+", "new", name] for name in "abcdef"), ["✗", "foreign", "z"]]
    assert lines[-1].endswith("shards/2/z.json: the hub has no card z")
    assert done.stderr == "7 records: 6 new, 1 foreign\n"
    assert done.returncode == 1
    assert sorted(file.name for file in (hub / "records").glob("*.json")) == [f"{name}.json" for name in "abcdef"]

    (hub / "shards" / "2" / "z.json").unlink()
    again = modelhub("records", "merge", *shards, "--check", "--format", "json", cwd=hub)
    assert again.returncode == 0
    assert json.loads(again.stdout)["counts"]["kept"] == 6
    elsewhere = modelhub("records", "merge", *shards, "--into", "other", "--dry-run", cwd=hub)
    assert (elsewhere.returncode, (hub / "other").exists()) == (0, False)


def test_no_record_is_written_elsewhere(hub: Path, modelhub: Command, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (hub / "cards" / "deep").mkdir()
    (hub / "cards" / "deep" / "g.md").write_text(CARD.format(name="g"))
    modelhub("verify", cwd=hub)
    shutil.move(hub / "records", hub / "shard")
    (hub / "records").mkdir()
    (hub / "records" / "deep").symlink_to(outside)
    done = modelhub("records", "merge", "shard", cwd=hub)
    assert done.returncode == 2
    assert "deep/g.json: leads out of " in done.stderr
    assert not list(outside.iterdir())
    assert store.read_record(hub / "records" / "f.json") is not None


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "nowhere: no such folder"),
        (["records"], "records: is where the records are brought together"),
        (["s3://b/x", "--into", "s3://b/x/"], "s3://b/x: is where the records are brought together"),
        (["ssh://host/records"], "ssh:// is not read: verify.protocols has abfs, az, gs, s3"),
        (["records", "--into", "file://records"], "file:// is never read: name the folder itself"),
        (["s3://bucket/../records"], "s3://bucket/../records is no folder that an object store can have"),
        (["s3://key:secret@bucket/records"], "s3://…: expected s3://bucket/folder, without a user, a password"),
    ],
)
def test_what_cannot_be_used_is_an_error(hub: Path, modelhub: Command, arguments: list[str], message: str) -> None:
    (hub / "records").mkdir()
    done = modelhub("records", "merge", *arguments, cwd=hub)
    assert done.returncode == 2
    assert done.stderr.startswith(f"error: {message}")


@pytest.mark.skipif(find_spec("s3fs") is None and not os.environ.get("CI"), reason="s3fs is not installed")
def test_records_meet_in_an_object_store(hub: Path, modelhub: Command) -> None:
    with serve_s3() as server:
        for name in "abc":
            timings = Timings(started_at="2026-01-01T00:00:00+00:00", total_seconds=1)
            found = RunRecord(card=name, status="failed", reason="broken", request_sha256="", timings=timings)
            store.write_record(hub / "shard" / f"{name}.json", found)
        url, environment = "s3://models/run", server.environment()
        pushed = modelhub("records", "merge", "shard", "--into", url, cwd=hub, env=environment)
        assert (pushed.returncode, pushed.stderr) == (0, "3 records: 3 new\n")
        pulled = modelhub("records", "merge", url, cwd=hub, env=environment)
        assert (pulled.returncode, pulled.stderr) == (0, "3 records: 3 new\n")
        assert pulled.stdout.splitlines()[0].endswith("failed, from s3://models/run/a.json")
        for name in "abc":
            assert (hub / "records" / f"{name}.json").read_bytes() == server.objects[f"run/{name}.json"]
        refused = modelhub("records", "merge", "records", "--into", "s3://others/x", cwd=hub, env=environment)
        assert refused.returncode == 2
        assert refused.stderr.endswith(
            "json: there is no folder s3://others/x\ns3://others/x: 3 of 3 records were not put there\n"
        )
