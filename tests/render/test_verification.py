"""How a model was run is told by the record, and links lead to the revision that was run."""

from __future__ import annotations

import pytest
from site_maker import make_record

from generator.record import SourceRecord
from generator.render.verification import environment_facts, made_with, run_facts, source_link, unpinned_commit


def test_facts_of_a_run() -> None:
    facts = {fact.name: fact.value for fact in run_facts(make_record("a", "verified"))}
    assert facts == {
        "Task": "text-classification",
        "Source": "hf:example/a",
        "Origin": "inferred: the one model repository that the card links to",
        "Revision run": "1f" * 20,
        "Pinned": "no: the card names no commit, so what it names may be another model by now",
        "Weights (SHA-256)": "ef" * 32,
        "Activation": "softmax",
        "Longest input": "128 tokens",
        "Tolerance": "scores ±0.01, metrics ±0.005 and their rounding",
        "Request": "0" * 64,
    }


def test_facts_of_a_run_that_never_started() -> None:
    record = make_record("a", "failed", source=None, settings=None, task=None, environment=None)
    assert [fact.name for fact in run_facts(record)] == ["Request"]
    assert [fact.name for fact in environment_facts(record)] == ["Time taken"]


@pytest.mark.parametrize(
    ("uri", "revision", "commit"),
    [
        ("hf:a/b", "", "1f" * 20),
        ("hf:a/b", "main", "1f" * 20),
        ("hf:a/b", "1f" * 20, ""),
        ("path:models/a", "", ""),
    ],
)
def test_a_revision_that_is_not_pinned_is_flagged(uri: str, revision: str, commit: str) -> None:
    resolved = "" if uri.startswith("path:") else "1f" * 20
    source = SourceRecord(uri=uri, origin="verify", revision=revision, resolved_revision=resolved)
    record = make_record("a", "verified", source=source)
    assert unpinned_commit(record) == commit
    assert ("Pinned" in {fact.name for fact in run_facts(record)}) == bool(commit)


def test_environment() -> None:
    facts = {fact.name: fact.value for fact in environment_facts(make_record("a", "verified"))}
    assert facts == {
        "Device": "cpu, float32, 1 thread",
        "Platform": "Linux",
        "Software": "Python 3.11.9, torch 2.13.0",
        "Time taken": "3.21 s (loading 0.80 s)",
    }
    assert made_with(make_record("a", "verified")) == "torch 2.13.0, cpu"
    assert made_with(make_record("a", "failed", environment=None)) == ""


@pytest.mark.parametrize(
    ("uri", "revision", "resolved", "link"),
    [
        ("hf:a/b", "", "", "https://huggingface.co/a/b"),
        ("hf:a/b", "main", "", "https://huggingface.co/a/b/tree/main"),
        ("hf:a/b", "main", "1f", "https://huggingface.co/a/b/tree/1f"),
        ("path:models/a", "", "", ""),
    ],
)
def test_link_to_the_weights(uri: str, revision: str, resolved: str, link: str) -> None:
    source = SourceRecord(uri=uri, origin="verify", revision=revision, resolved_revision=resolved)
    assert source_link(source) == link
