"""Pictures and recordings of the hub as samples: from cards to records, with real workers."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from picture_maker import make_picture, make_seeing
from sound_maker import make_recording, make_spelling

from generator import store
from generator.config import Config
from generator.output import ClassificationOutput, TranscriptOutput
from generator.record import RunRecord
from generator.run import extra
from generator.run.inputs import MAX_INPUT_BYTES
from generator.run.plan import plan
from generator.run.since import changes_since
from generator.run.unchanged import look, remember
from generator.run.verify import verify
from generator.run.why import conditions

pytestmark = [pytest.mark.run, pytest.mark.usefixtures("warm_servers")]

CARD = """---
title: A model
name: {name}
language: en
edition: Spark NLP 5.0.0
spark_version: 3.0
annotator: {annotator}
verify:
  source: path:models/{name}
  samples:
    - {sample}
---

## Description

A model.
"""


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that sees and one that hears."""
    folder = tmp_path_factory.mktemp("models")
    make_seeing(folder / "seeing", ["cat", "dog"])
    make_spelling(folder / "hearing")
    return folder


@pytest.fixture
def root(tmp_path: Path, models: Path) -> Path:
    """A hub with a card for each model, and with a picture and a recording."""
    (tmp_path / "cards").mkdir()
    (tmp_path / "models").mkdir()
    for model in models.iterdir():
        (tmp_path / "models" / model.name).mkdir()
        for file in model.iterdir():
            os.link(file, tmp_path / "models" / model.name / file.name)
    make_picture(tmp_path / "samples" / "a.png")
    make_recording(tmp_path / "samples" / "a.wav")
    write(tmp_path, "seeing", "image: samples/a.png")
    write(tmp_path, "hearing", "audio: samples/a.wav")
    return tmp_path


def write(root: Path, name: str, sample: str) -> None:
    annotator = {"seeing": "ViTForImageClassification", "hearing": "Wav2Vec2ForCTC"}[name]
    (root / "cards" / f"{name}.md").write_text(CARD.format(name=name, annotator=annotator, sample=sample))


def run(root: Path) -> dict[str, RunRecord]:
    return {record.card: record for record in verify(root, Config(), store.load_hub(root, Config()))}


def test_pictures_and_recordings_are_run_and_what_they_were_is_kept(root: Path) -> None:
    records = run(root)
    assert {name: record.status for name, record in records.items()} == {"seeing": "measured", "hearing": "measured"}
    (seen,), (heard,) = records["seeing"].samples, records["hearing"].samples
    assert isinstance(seen.output, ClassificationOutput)
    assert isinstance(heard.output, TranscriptOutput)
    assert [file.path for file in (*seen.files, *heard.files)] == ["samples/a.png", "samples/a.wav"]
    assert seen.files[0].sha256 == store.sha256_of(root / "samples" / "a.png")
    seeing, hearing = (records[name].environment for name in ("seeing", "hearing"))
    assert seeing is not None
    assert hearing is not None
    assert {"pillow", "numpy"} <= seeing.packages.keys()
    assert {"soundfile", "soxr"} <= hearing.packages.keys() - seeing.packages.keys()

    today = conditions(Config().verify)
    remember(root, Config(), store.load_hub(root, Config()), [records["hearing"], records["seeing"]], today)
    assert look(root, Config(), today) is not None
    assert run(root) == records

    make_picture(root / "samples" / "a.png", 30)
    assert look(root, Config(), today) is None
    hub = {entry.card.key: entry for entry in store.load_hub(root, Config()).entries}
    assert (hub["hearing"].status, hub["seeing"].status) == ("measured", "stale")
    assert hub["seeing"].reason == "the sample samples/a.png changed since the model was run"
    (root / "samples" / "a.png").unlink()
    hub = {entry.card.key: entry for entry in store.load_hub(root, Config()).entries}
    assert hub["seeing"].reason == "the sample samples/a.png cannot be read any more: No such file or directory"


def test_pictures_and_recordings_are_measured(root: Path) -> None:
    (root / "seen.jsonl").write_text(
        '{"image": "samples/a.png", "label": "cat"}\n{"image": "samples/b.png", "label": "cat"}\n'
    )
    make_picture(root / "samples" / "b.png", 30)
    (root / "heard.jsonl").write_text('{"audio": "samples/a.wav", "target": "A"}\n')
    for name, data in {"seeing": "seen.jsonl", "hearing": "heard.jsonl"}.items():
        card = root / "cards" / f"{name}.md"
        card.write_text(card.read_text().replace("  samples:", f"  benchmark: {{data: {data}}}\n  samples:"))
    records = run(root)
    (seen,), (heard,) = records["seeing"].samples, records["hearing"].samples
    assert isinstance(seen.output, ClassificationOutput)
    assert isinstance(heard.output, TranscriptOutput)
    both, alone = records["seeing"].benchmark, records["hearing"].benchmark
    assert both is not None
    assert alone is not None
    assert (both.rows, alone.rows) == (2, 1)
    assert both.accuracy in ({0.5, 1.0} if seen.output.predicted == ["cat"] else {0.0, 0.5})
    assert [file.path for file in seen.files] == ["samples/a.png"]

    (root / "samples" / "b.png").unlink()
    assert (
        run(root)["seeing"].reason
        == "seen.jsonl:2: samples/b.png: the sample cannot be read: No such file or directory"
    )


def outside(root: Path) -> str:
    (root.parent / "secret.png").write_bytes(b"secret")
    return "../secret.png"


def linked(root: Path) -> str:
    (root.parent / "linked.png").write_bytes(b"secret")
    (root / "samples" / "b.png").symlink_to(root.parent / "linked.png")
    return "samples/b.png"


def huge(root: Path) -> str:
    with (root / "samples" / "b.png").open("wb") as file:
        file.truncate(MAX_INPUT_BYTES + 1)
    return "samples/b.png"


def pipe(root: Path) -> str:
    os.mkfifo(root / "samples" / "b.png")
    return "samples/b.png"


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda _: "samples/b.png", "samples/b.png: the sample cannot be read: No such file or directory"),
        (lambda _: "samples", "samples: the sample is no file"),
        (outside, "../secret.png: leads out of the hub"),
        (linked, "samples/b.png: leads out of the hub"),
        (huge, "samples/b.png: the sample is larger than 100 MiB"),
        (pipe, "samples/b.png: the sample is no file"),
    ],
)
def test_a_sample_that_cannot_be_read_fails_its_model_alone(
    make: Callable[[Path], str], reason: str, root: Path
) -> None:
    (root / "cards" / "hearing.md").unlink()
    write(root, "seeing", f"image: {make(root)}")
    record = run(root)["seeing"]
    assert record.status == "failed"
    assert record.reason.startswith(reason)


def test_without_the_extra_the_record_says_how_to_get_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = extra.find_spec
    monkeypatch.setattr(extra, "find_spec", lambda name: None if name in {"PIL", "soxr"} else there(name))
    records = run(root)
    assert {name: (record.status, record.reason) for name, record in records.items()} == {
        "seeing": ("not-run", "reading images needs PIL: install them with `pip install 'modelhub[images]'`"),
        "hearing": ("not-run", "reading recordings needs soxr: install them with `pip install 'modelhub[audio]'`"),
    }


def test_a_sample_that_changed_concerns_its_card(root: Path) -> None:
    git = ["git", "-C", str(root), "-c", "user.name=a", "-c", "user.email=a@b.c"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "A hub"]):
        subprocess.run([*git, *command], check=True)
    make_recording(root / "samples" / "a.wav", 2)
    changes = changes_since(root, "HEAD")
    cards = [entry.card for entry in store.load_hub(root, Config()).entries]
    concerned = [card.key for card in cards if changes.concern(root, root / "cards", card, plan(card))]
    assert concerned == ["hearing"]
