"""Evaluation data in Parquet, and what its labels are called. pyarrow, an extra, is imported on use."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from generator.evaluation_data import EvaluationData
from generator.run.trouble import MissingExtra, RunFailed

#: Rows that are taken from the file at a time: some hold pictures.
_ROWS = 100
#: Under this key the library ``datasets`` keeps the features of a table, which name its labels:
#: https://huggingface.co/docs/datasets/about_dataset_features
_FEATURES = b"huggingface"


def parquet_rows(path: Path, data: EvaluationData) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Every row with its number, from 1; empty cells are left out.

    Raises:
        RunFailed: It is no Parquet.
        MissingExtra: pyarrow is not installed.
    """
    columns = list(data.columns.values()) or None
    number = 0
    with _reading(path, data) as file:
        for batch in file.iter_batches(_ROWS, columns=columns):
            for content in batch.to_pylist():
                number += 1
                yield number, {name: value for name, value in content.items() if value is not None}


def class_names(path: Path, data: EvaluationData) -> dict[str, list[str]]:
    """What the numbers in columns of labels stand for, by column, as far as the file says so.

    Raises:
        RunFailed: It is no Parquet.
        MissingExtra: pyarrow is not installed.
    """
    with _reading(path, data) as file:
        metadata = file.schema_arrow.metadata or {}
    try:
        features = json.loads(metadata.get(_FEATURES, b"{}"))["info"]["features"]
        found = {name: _names(feature) for name, feature in features.items()}
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}  # The file says so in no way that is known, or not at all.
    return {name: names for name, names in found.items() if names}


def _names(feature: Any) -> list[str]:
    """Of a feature that is a label, or a list of them: ``Sequence`` and ``List`` hold it, or it stands in brackets."""
    inner = feature[0] if isinstance(feature, list) and feature else feature
    inner = inner.get("feature", inner) if isinstance(inner, dict) else {}
    names = inner.get("names") if isinstance(inner, dict) and inner.get("_type") == "ClassLabel" else None
    return names if isinstance(names, list) and all(isinstance(name, str) for name in names) else []


@contextmanager
def _reading(path: Path, data: EvaluationData) -> Iterator[Any]:
    try:
        from pyarrow import ArrowException, parquet  # noqa: PLC0415  an extra, for this kind of file alone
    except ImportError:
        raise MissingExtra(["pyarrow"], "parquet") from None
    try:
        with parquet.ParquetFile(path) as file:
            yield file
    except ArrowException as error:
        raise RunFailed(f"{data.place}: the evaluation data cannot be read: {error}") from None
