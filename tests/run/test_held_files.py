"""Pictures and recordings that a data set holds itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from hub_server import HubServer
from picture_maker import make_picture, make_seeing
from run_card import run_card
from sound_maker import make_recording, make_spelling

from generator import store
from generator.record import RunRecord
from generator.run.held_files import HeldFiles
from generator.run.trouble import NotStarted, RunFailed

COMMIT = "0a" * 20
PLACE = f"hf:o/rows@{COMMIT}"
CARD = """
    source: path:models/{name}
    task: {task}
    benchmark:
      dataset: hf:o/rows
      revision: {commit}
      file: {name}.parquet
      columns: {columns}
"""


def write_parquet(path: Path, rows: list[dict[str, Any]], **features: Any) -> None:
    """As the library ``datasets`` writes it."""
    import pyarrow as pa  # noqa: PLC0415  only tests that need it pay for it
    from pyarrow import parquet  # noqa: PLC0415

    metadata = {b"huggingface": json.dumps({"info": {"features": features}}).encode()}
    path.parent.mkdir(exist_ok=True)
    parquet.write_table(pa.Table.from_pylist(rows).replace_schema_metadata(metadata), path)


def record_of(root: Path, name: str) -> RunRecord:
    record = store.read_record(root / "records" / f"{name}.json")
    assert record is not None
    return record


@pytest.mark.run
def test_models_that_see_and_hear_are_measured_on_data_sets(
    hub_server: HubServer, tmp_path: Path, modelhub: Callable[..., CompletedProcess[str]]
) -> None:
    upstream, models = tmp_path / "upstream", tmp_path / "models"
    pictures = [make_picture(tmp_path / f"{size}.png", size, 40).read_bytes() for size in (20, 30, 50)]
    recordings = [make_recording(tmp_path / f"{at}.wav", seconds).read_bytes() for at, seconds in enumerate((0.5, 1.0))]
    seen = [{"img": {"bytes": picture, "path": "a.png"}, "kind": 1, "id": 7} for picture in pictures]
    heard = [{"audio": {"bytes": sound, "path": None}, "said": "a b"} for sound in recordings]
    write_parquet(upstream / "seeing.parquet", seen, kind={"_type": "ClassLabel", "names": ["cat", "dog"]})
    write_parquet(upstream / "hearing.parquet", heard)
    make_seeing(models / "seeing", ["cat", "dog"])
    make_spelling(models / "hearing")
    hub_server.models["datasets/o/rows"], hub_server.revisions["datasets/o/rows"] = upstream, COMMIT
    tasks = {
        "seeing": ("image-classification", "{image: img, label: kind}"),
        "hearing": ("automatic-speech-recognition", "{audio: audio, target: said}"),
    }
    (tmp_path / "cards").mkdir()
    for name, (task, columns) in tasks.items():
        card = run_card(name, CARD.format(name=name, task=task, columns=columns, commit=COMMIT))
        (tmp_path / "cards" / f"{name}.md").write_text(card)
    environment = hub_server.environment(tmp_path / "home")
    done = modelhub("verify", "--hub", str(tmp_path), env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    seeing, hearing = record_of(tmp_path, "seeing").benchmark, record_of(tmp_path, "hearing").benchmark
    assert seeing is not None
    assert hearing is not None
    assert (seeing.rows, seeing.data, seeing.files) == (3, f"{PLACE}/seeing.parquet", {})
    assert {label.label: label.support for label in seeing.labels if label.support} == {"dog": 3}
    assert (hearing.rows, hearing.files) == (2, {})
    assert {metric.name for metric in hearing.metrics} >= {"wer"}
    asked = len(hub_server.requests)
    again = modelhub("verify", "--hub", str(tmp_path), env=environment)
    assert again.returncode == 0, again.stdout + again.stderr
    assert len(hub_server.requests) == asked


@pytest.mark.parametrize(
    "value", ["a.png", {"path": "a.png"}, {"bytes": None, "path": "a.png"}, {"bytes": b""}, 7, {"bytes": "text"}]
)
def test_a_row_has_to_hold_its_file(tmp_path: Path, value: object) -> None:
    held = HeldFiles(tmp_path, "image-classification")
    with pytest.raises(RunFailed, match=r"rows:3: image: the row does not hold the file itself"):
        held.taken_out({"image": value, "label": "a"}, "rows:3")
    assert not held.places


def test_what_a_row_holds_is_named_by_the_row(tmp_path: Path) -> None:
    held = HeldFiles(tmp_path, "automatic-speech-recognition")
    assert held.taken_out({"audio": b"sound", "target": "a"}, "rows:1") == {"audio": "rows:1", "target": "a"}
    assert held.taken_out({"target": "a"}, "rows:2") == {"target": "a"}
    assert {name: place.read_bytes() for name, place in held.places.items()} == {"rows:1": b"sound"}


def test_without_room_it_is_tried_another_time(tmp_path: Path) -> None:
    held = HeldFiles(tmp_path / "gone", "image-classification")
    with pytest.raises(NotStarted, match="the temporary folder cannot be written") as found:
        held.taken_out({"image": b"picture"}, "rows:1")
    assert found.value.passing
