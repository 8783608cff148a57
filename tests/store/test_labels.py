"""What the hub knows of its models' labels, without running them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.card import ModelSource
from generator.config import Config
from generator.diagnostic import Span
from generator.output import ClassificationOutput, LabelScore, TaggedToken, TokenOutput
from generator.record import RunRecord, SampleRun, SourceRecord, Timings
from generator.store import load_hub, model_labels, write_record
from generator.store.labels import labels_of

ROOT = Path(__file__).resolve().parents[2]


def source(uri: str, revision: str = "") -> ModelSource:
    return ModelSource(uri, revision, "verify", "", (), Span(1))


def configured(root: Path, text: str) -> tuple[str, ...]:
    folder = root / "models" / "topic"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(text)
    return labels_of(root, Config(), "a", source("path:models/topic"))


def test_labels_of_the_models_in_this_hub() -> None:
    labels = model_labels(ROOT, Config(), (entry.card for entry in load_hub(ROOT, Config()).entries))
    assert set(labels["cards/2026-11-20-sentiment_en.md"]) == {"negative", "positive"}
    assert set(labels["cards/2026-11-20-news_topic_en.md"]) == {"World", "Sports", "Business", "Sci/Tech"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (json.dumps({"id2label": {"0": "neg", "1": "pos"}}), ("neg", "pos")),
        (json.dumps({"id2label": {"0": "LABEL_0", "1": "LABEL_1"}}), ()),
        (json.dumps({"id2label": {"0": 7}}), ()),
        (json.dumps({"id2label": ["neg"]}), ()),
        (json.dumps({"labels": []}), ()),
        ("[]", ()),
        ("{", ()),
        ("[" * 100_000, ()),
        ('{"id2label": {"0": "neg"}, "x": "' + "x" * 1_000_000 + '"}', ()),
    ],
)
def test_labels_of_a_models_folder(text: str, expected: tuple[str, ...], tmp_path: Path) -> None:
    assert configured(tmp_path, text) == expected


def test_nothing_outside_of_the_hub_is_read(tmp_path: Path) -> None:
    hub = tmp_path / "hub"
    hub.mkdir()
    (tmp_path / "config.json").write_text('{"id2label": {"0": "secret"}}')
    (hub / "link").symlink_to(tmp_path)
    for uri in ("path:..", "path:link", f"path:{tmp_path}", "path:missing", "path:a\0b"):
        assert labels_of(hub, Config(), "a", source(uri)) == ()


SCORES = ClassificationOutput(predicted=["pos"], scores=[LabelScore(label=name, score=0.5) for name in ("pos", "neg")])
TAGS = TokenOutput(scheme="plain", tokens=[TaggedToken(text="a", tag="X", score=1, start=0, end=1)], spans=[])


def record(root: Path, output: ClassificationOutput | TokenOutput | None) -> None:
    samples = [SampleRun(input={"text": "a"}, output=output)] if output else []
    write_record(
        root / "records" / "a.json",
        RunRecord(
            card="a",
            status="measured",
            reason="",
            request_sha256="",
            source=SourceRecord(uri="hf:lab/topic", origin="verify", revision="main"),
            samples=samples,
            timings=Timings(started_at="", total_seconds=1),
        ),
    )


def test_labels_of_a_record(tmp_path: Path) -> None:
    assert labels_of(tmp_path, Config(), "a", source("hf:lab/topic", "main")) == ()
    record(tmp_path, SCORES)
    assert labels_of(tmp_path, Config(), "a", source("hf:lab/topic", "main")) == ("pos", "neg")
    for other in (source("hf:lab/topic", "v2"), source("hf:lab/other", "main")):
        assert labels_of(tmp_path, Config(), "a", other) == ()
    for output in (TAGS, None):  # A few tags are not all that the model can give.
        record(tmp_path, output)
        assert labels_of(tmp_path, Config(), "a", source("hf:lab/topic", "main")) == ()
    (tmp_path / "records" / "a.json").write_text("{")
    assert labels_of(tmp_path, Config(), "a", source("hf:lab/topic", "main")) == ()
