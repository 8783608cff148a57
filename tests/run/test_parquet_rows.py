"""What Parquet files say their labels are called, as the library ``datasets`` writes it into them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.evaluation_data import EvaluationData
from generator.run.data import read_rows
from generator.run.parquet_rows import class_names
from generator.run.trouble import RunFailed
from generator.verify_block import TaskName

pyarrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")

NAMED = {"names": ["x", "y"], "_type": "ClassLabel"}


def write(file: Path, columns: dict[str, Any], features: object) -> EvaluationData:
    """A table with such features, and how a card names it."""
    kept = features if isinstance(features, bytes) else json.dumps({"info": {"features": features}}).encode()
    parquet.write_table(pyarrow.table(columns).replace_schema_metadata({b"huggingface": kept}), file)
    return EvaluationData(data=file.name)


@pytest.mark.parametrize(
    ("task", "columns", "features", "gold"),
    [
        ("text-classification", {"text": ["a", "b"], "label": [1, 0]}, {"label": NAMED}, [["y"], ["x"]]),
        (
            "text-classification",
            {"text": ["a"], "labels": [[0, 1]]},
            {"labels": {"feature": NAMED, "_type": "Sequence"}},
            [["x", "y"]],
        ),
        (
            "token-classification",
            {"tokens": [["a", "b"]], "tags": [[0, 1]]},
            {"tokens": [{"dtype": "string", "_type": "Value"}], "tags": [NAMED]},
            [["x", "y"]],
        ),
    ],
)
def test_labels_have_the_names_that_the_file_gives(
    tmp_path: Path, task: TaskName, columns: dict[str, Any], features: object, gold: list[list[str]]
) -> None:
    file = tmp_path / "rows.parquet"
    data = write(file, columns, features)
    assert [row.gold for row in read_rows(file, data, task)] == gold
    renamed = data.model_copy(update={"labels": ["p", "q"]})
    assert {label for row in read_rows(file, renamed, task) for label in row.gold} <= {"p", "q"}


def test_names_belong_to_the_column_that_the_card_names(tmp_path: Path) -> None:
    file = tmp_path / "rows.parquet"
    data = write(file, {"text": ["a"], "intent": [1], "other": ["b"]}, {"intent": NAMED})
    data = data.model_copy(update={"columns": {"text": "text", "label": "intent"}})
    assert [row.gold for row in read_rows(file, data, "text-classification")] == [["y"]]


def test_a_column_within_another_is_read(tmp_path: Path) -> None:
    file = tmp_path / "rows.parquet"
    data = write(file, {"translation": [{"en": "a", "fr": "b"}], "id": [1]}, {})
    data = data.model_copy(update={"columns": {"text": "translation.en", "target": "translation.fr"}})
    rows = read_rows(file, data, "translation")
    assert [(row.given, row.gold) for row in rows] == [({"text": "a"}, ["b"])]


@pytest.mark.parametrize(
    "features",
    [
        b"{",
        b"[" * 100_000,
        b"\xff",
        b"[]",
        [],
        {},
        {"label": None},
        {"label": []},
        {"label": {**NAMED, "names": [1]}},
        {"label": {**NAMED, "names": "xy"}},
        {"label": {**NAMED, "_type": "Value"}},
        {"label": {"feature": 1}},
    ],
)
def test_what_says_no_names_is_passed_over_and_numbers_are_told(tmp_path: Path, features: object) -> None:
    file = tmp_path / "rows.parquet"
    data = write(file, {"text": ["a"], "label": [1]}, features)
    assert class_names(file, data) == {}
    with pytest.raises(RunFailed, match=r"rows\.parquet:1: label: the label is the number 1: name the labels in "):
        read_rows(file, data, "text-classification")
