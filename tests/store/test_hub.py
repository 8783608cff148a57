"""A hub on disk becomes entries, each with the status that its card, its record and its model really have today."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from generator.config import Config
from generator.errors import UsageError
from generator.hub import Entry, Hub
from generator.measurement import BenchmarkRun
from generator.record import ClaimCheck, RunRecord, SourceRecord, Timings
from generator.run.plan import plan
from generator.store import digest_files, load_hub, record_path, sha256_of, write_record

CARD = """\
---
layout: model
title: A topic model
name: {name}
date: 2026-01-02
tags: [en]
task: Text Classification
language: en
edition: modelhub 0.1.0
spark_version: 3.0
annotator: BertForSequenceClassification
verify:
  source: path:models/topic
  samples: [{{text: "{text}"}}]
---

## Description

A model.
"""


def write_card(root: Path, key: str = "a", *, name: str = "topic", text: str = "The final was close.") -> Path:
    path = root / "cards" / f"{key}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(CARD.format(name=name, text=text))
    return path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_card(tmp_path)
    (tmp_path / "models" / "topic").mkdir(parents=True)
    (tmp_path / "models" / "topic" / "model.safetensors").write_bytes(b"weights")
    (tmp_path / "test.jsonl").write_text("{}\n")
    return tmp_path


def load(root: Path) -> Hub:
    return load_hub(root, Config())


def only(root: Path) -> Entry:
    (entry,) = load(root).entries
    return entry


def run_as(root: Path, **changes: object) -> None:
    """Leave a record as a run of the card as it is now would."""
    entry = only(root)
    source = SourceRecord(
        uri="path:models/topic",
        origin="verify",
        files=digest_files({"model.safetensors": root / "models" / "topic" / "model.safetensors"}),
    )
    record = RunRecord(
        card=entry.card.key,
        status="verified",
        reason="all 3 claims agree",
        request_sha256=plan(entry.card).sha256,
        source=source,
        checks=[ClaimCheck(where="verify", line=1, subject="label", claimed="a", agrees=True, message="")],
        timings=Timings(started_at="2026-01-02T00:00:00Z", total_seconds=1.0),
    )
    write_record(record_path(root / "records", entry.card.key), record.model_copy(update=changes))


def test_without_a_record_a_model_is_not_run(root: Path) -> None:
    assert (only(root).status, only(root).reason) == ("not-run", "not run yet")


def test_a_record_of_this_card_and_these_weights_counts(root: Path) -> None:
    run_as(root)
    assert (only(root).status, only(root).reason) == ("verified", "all 3 claims agree")


@pytest.mark.parametrize("verdicts", [[], [None], [True, False]])
def test_a_record_that_says_verified_without_proof_is_none(root: Path, verdicts: list[bool | None]) -> None:
    """Whoever wrote it: what is shown as verified has a claim that agrees, and none that differs."""
    values = {"where": "verify", "line": 1, "subject": "label", "claimed": "a", "message": ""}
    run_as(root, checks=[ClaimCheck.model_validate({**values, "agrees": verdict}) for verdict in verdicts])
    entry = only(root)
    assert (entry.status, entry.record) == ("not-run", None)
    assert entry.reason.startswith("records/a.json: contradicts itself: it says verified, and its checks do not")


def test_a_record_expires(root: Path) -> None:
    """That of a hub whose site is built at such a time: it was made on 2 January."""
    run_as(root)
    config = msgspec.convert({"verify": {"max_age": 30}}, Config)
    seen = [load_hub(root, config, today=datetime(2026, 2, day, tzinfo=UTC)).entries[0] for day in (1, 2)]
    assert [(entry.status, entry.expired) for entry in seen] == [("verified", False), ("stale", True)]
    assert [entry.expires for entry in seen] == ["2026-02-01T00:00:00+00:00"] * 2
    assert seen[1].reason == "run 31 days ago, and verify.max_age is 30"
    assert (only(root).status, only(root).expires) == ("verified", "")
    write_card(root, text="Shares fell.")
    assert not load_hub(root, config).entries[0].expired


def test_the_time_of_a_reproducible_build_is_what_counts(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run_as(root)
    config = msgspec.convert({"verify": {"max_age": 30}}, Config)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767400000")  # 3 January
    assert load_hub(root, config).entries[0].status == "verified"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH: expected seconds since 1970"):
        load_hub(root, config)


def test_a_changed_sample_makes_the_observation_stale(root: Path) -> None:
    run_as(root)
    write_card(root, text="Shares fell.")
    assert (only(root).status, only(root).reason) == ("stale", "the card changed since the model was run")
    assert only(root).record is not None


def test_changed_prose_does_not(root: Path) -> None:
    run_as(root)
    path = write_card(root)
    path.write_text(path.read_text().replace("A model.", "A small model.\n\nFor demonstrations."))
    assert only(root).status == "verified"


def test_changed_weights_make_it_stale(root: Path) -> None:
    run_as(root)
    (root / "models" / "topic" / "model.safetensors").write_bytes(b"others")
    assert (only(root).status, only(root).reason) == ("stale", "the model changed since it was run: model.safetensors")
    (root / "models" / "topic" / "model.safetensors").unlink()
    assert only(root).reason.startswith("the model's folder cannot be read any more")
    shutil.rmtree(root / "models")
    assert only(root).reason == "the model's folder cannot be read any more: No such file or directory"


def test_a_new_file_that_a_run_would_read_makes_it_stale(root: Path) -> None:
    run_as(root)
    (root / "models" / "topic" / "README.md").write_text("Not read.\n")
    assert only(root).status == "verified"
    (root / "models" / "topic" / "added_tokens.json").write_text("{}\n")
    assert (only(root).status, only(root).reason) == ("stale", "the model changed since it was run: added_tokens.json")


def test_changed_evaluation_data_makes_it_stale(root: Path) -> None:
    benchmark = BenchmarkRun(
        data="test.jsonl",
        sha256=sha256_of(root / "test.jsonl"),
        rows=1,
        level="row",
        accuracy=1.0,
        labels=[],
        averages=[],
    )
    run_as(root, benchmark=benchmark)
    assert only(root).status == "verified"
    (root / "test.jsonl").write_text('{"text": "x"}\n')
    assert only(root).reason == "the evaluation data changed since the model was measured"
    (root / "test.jsonl").unlink()
    assert only(root).status == "stale"


def test_a_broken_record_is_told_and_stops_nothing(root: Path) -> None:
    write_card(root, "b", name="other")
    run_as_path = record_path(root / "records", "a")
    run_as_path.parent.mkdir()
    run_as_path.write_text('{"status": "verified"}')
    first, second = load(root).entries
    assert first.status == "not-run"
    assert first.reason.startswith("records/a.json: is no record: card: Field required; run `modelhub verify")
    assert second.reason == "not run yet"


def test_cards_of_one_name_keep_apart(root: Path) -> None:
    write_card(root, "deep/a")
    write_card(root, "deep/A")
    entries = load(root).entries
    assert [(entry.card.key, entry.id, entry.url) for entry in entries] == [
        ("a", "topic_en_modelhub-0.1.0_3.0", "a"),
        ("deep/A", "topic_en_modelhub-0.1.0_3.0#2", "A-2"),
        ("deep/a", "topic_en_modelhub-0.1.0_3.0#3", "a-3"),
    ]


def test_files_that_are_no_cards_are_kept_with_their_reason(root: Path, tmp_path: Path) -> None:
    secret = tmp_path.parent / f"{tmp_path.name}-secret.md"
    secret.write_text(CARD.format(name="secret", text="x"))
    (root / "cards" / "binary.md").write_bytes(b"\x00\xff")
    (root / "cards" / "link.md").symlink_to(secret)
    (root / "cards" / ".hidden.md").write_text("not read")
    (root / "cards" / "loop.md").symlink_to("loop.md")
    hub = load(root)
    assert [entry.card.key for entry in hub.entries] == ["a"]
    assert [(file.path, file.problems[0].rule) for file in hub.unread] == [
        ("cards/binary.md", "RD001"),
        ("cards/link.md", "RD001"),
        ("cards/loop.md", "RD001"),
    ]
    assert "leads out of the cards folder" in hub.unread[1].problems[0].message


def test_a_card_whose_name_is_no_text_is_not_read(root: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(root / "cards") + b"/caf\xe9.md")).write_text(CARD.format(name="x", text="x"))
    except OSError:
        pytest.skip("this file system only takes names in UTF-8")
    (unread,) = load(root).unread
    assert (unread.path, unread.problems[0].message) == ("cards/caf\ufffd.md", "the file's name is not UTF-8")


def test_a_missing_cards_folder_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such folder; `cards` in"):
        load(tmp_path)
