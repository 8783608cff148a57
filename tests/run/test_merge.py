"""Which of several records of a card counts."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import store
from generator.config import Config
from generator.hub import Hub
from generator.record import RunRecord, RunStatus, Timings
from generator.run.merge import Finding, merge
from generator.run.plan import plan
from generator.run.record_folders import LocalFolder

CARD = """---
title: A model
name: a
annotator: BertForSequenceClassification
verify:
  source: path:models/a
  samples:
    - text: Anna works.
---
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("hub")
    (root / "cards" / "deep").mkdir(parents=True)
    for key in ("a", "deep/b"):
        (root / "cards" / f"{key}.md").write_text(CARD)
    return root


@pytest.fixture(scope="module")
def hub(root: Path) -> Hub:
    return store.load_hub(root, Config())


def record(
    hub: Hub, second: int = 0, status: RunStatus = "verified", *, key: str = "a", current: bool = True
) -> RunRecord:
    request = plan(hub.entries[0].card).sha256 if current else "another"
    timings = Timings(started_at=f"2026-01-01T00:00:{second:02}+00:00", total_seconds=1)
    return RunRecord(card=key, status=status, reason=status, request_sha256=request, timings=timings)


def put(folder: Path, found: RunRecord, key: str = "a") -> Path:
    store.write_record(folder / f"{key}.json", found)
    return folder


def merged(hub: Hub, tmp_path: Path, *shards: str) -> list[Finding]:
    return merge(
        hub, [LocalFolder(tmp_path / name, tmp_path) for name in shards], LocalFolder(tmp_path / "records", tmp_path)
    )


def test_the_newest_observation_of_the_card_as_it_is_counts(hub: Hub, tmp_path: Path) -> None:
    put(tmp_path / "records", record(hub, 1))
    put(tmp_path / "1", record(hub, 3, "mismatch"))
    put(tmp_path / "2", record(hub, 2))
    put(tmp_path / "3", record(hub, 5, "not-run"))
    put(tmp_path / "4", record(hub, 9, current=False))
    put(tmp_path / "4", record(hub, 1, key="deep/b"), "deep/b")
    a, b = merged(hub, tmp_path, "1", "2", "3", "4")
    assert (a.kind, a.record) == ("newer", record(hub, 3, "mismatch"))
    assert a.message == "mismatch, from 1/a.json; older, and otherwise: 2/a.json says verified"
    assert (b.kind, b.card, b.message) == ("new", "deep/b", "verified, from 4/deep/b.json")


@pytest.mark.parametrize(
    ("there", "shard"),
    [
        ((3, "verified"), (3, "verified")),
        ((3, "verified"), (2, "failed")),
        ((3, "verified"), (9, "not-run")),
    ],
)
def test_what_is_there_is_kept_where_no_shard_says_more(
    hub: Hub, tmp_path: Path, there: tuple[int, RunStatus], shard: tuple[int, RunStatus]
) -> None:
    put(tmp_path / "records", record(hub, *there))
    put(tmp_path / "1", record(hub, *shard))
    (found,) = merged(hub, tmp_path, "1")
    assert (found.kind, found.record) == ("kept", record(hub, *there))


def test_what_differs_and_is_of_the_same_time_is_left_to_people(hub: Hub, tmp_path: Path) -> None:
    put(tmp_path / "1", record(hub, 3, "failed"))
    put(tmp_path / "2", record(hub, 3, "verified"))
    (found,) = merged(hub, tmp_path, "1", "2")
    assert (found.kind, found.record) == ("conflict", None)
    assert found.message.startswith(
        "two records of the same time differ: 1/a.json says failed, and 2/a.json says verified; run it again"
    )
    slower = record(hub, 3).model_copy(
        update={"timings": record(hub, 3).timings.model_copy(update={"load_seconds": 9})}
    )
    put(tmp_path / "1", slower)
    assert merged(hub, tmp_path, "1", "2")[0].kind == "new"


def test_what_is_no_record_of_a_card_is_named(hub: Hub, tmp_path: Path) -> None:
    shard = put(tmp_path / "1", record(hub, key="elsewhere"))
    (shard / "gone.json").write_text("{}")
    (shard / ".hidden.json").write_text("{")
    (shard / "notes.txt").write_text("")
    (shard / "deep").mkdir()
    (shard / "deep" / "b.json").write_text("{")
    (tmp_path / "2").mkdir()
    (tmp_path / "2" / "a.json").symlink_to("/etc/hostname")
    found = [(item.kind, item.message.split(": is no record")[0]) for item in merged(hub, tmp_path, "1", "2")]
    assert found == [
        ("broken", "2/a.json: is no plain file"),
        ("foreign", "1/a.json: is the record of elsewhere"),
        ("broken", "1/deep/b.json"),
        ("foreign", "1/gone.json: the hub has no card gone"),
    ]
    shutil.copytree(shard, tmp_path / "records")
    assert [item.card for item in merged(hub, tmp_path, "1")] == []  # They were there before.


RECORDS = st.tuples(st.integers(0, 3), st.sampled_from(["verified", "failed", "not-run"]), st.booleans())


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(found=st.lists(RECORDS, min_size=1, max_size=3))
def test_the_order_of_the_shards_does_not_matter(
    hub: Hub, tmp_path: Path, found: list[tuple[int, RunStatus, bool]]
) -> None:
    for number, (second, status, current) in enumerate(found):
        put(tmp_path / str(number), record(hub, second, status, current=current))
    names = [str(number) for number in range(len(found))]
    outcomes = {
        (item.kind, item.record.model_dump_json() if item.record else "")
        for order in itertools.permutations(names)
        for item in merged(hub, tmp_path, *order)
    }
    assert len(outcomes) == 1
