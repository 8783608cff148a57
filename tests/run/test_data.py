from __future__ import annotations

from pathlib import Path

import pytest

from generator.run.data import read_rows
from generator.run.trouble import RunFailed


def test_rows_of_texts(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text('{"text": "a", "label": "x"}\n\n{"text": "b", "labels": ["x", "y"]}\n')
    rows = read_rows(file, "rows.jsonl", "text-classification")
    assert [(row.where, row.pieces, row.gold) for row in rows] == [
        ("rows.jsonl:1", ["a"], ["x"]),
        ("rows.jsonl:3", ["b"], ["x", "y"]),
    ]


def test_a_byte_order_mark_is_no_part_of_the_first_row(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text('{"text": "a", "label": "x"}\n', encoding="utf-8-sig")
    assert [row.pieces for row in read_rows(file, "rows.jsonl", "text-classification")] == [["a"]]


def test_rows_of_words(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text('{"tokens": ["a", "b"], "tags": ["O", "B-X"]}\n')
    assert [(row.pieces, row.gold) for row in read_rows(file, "r", "token-classification")] == [
        (["a", "b"], ["O", "B-X"])
    ]


@pytest.mark.parametrize(
    ("line", "task", "message"),
    [
        ('{"text": "a"}', "text-classification", "d.jsonl:2: expected either label or labels"),
        ('{"text": "a", "label": 1}', "text-classification", "d.jsonl:2: label: Input should be a valid string"),
        ('{"text": "a", "lable": "x"}', "text-classification", "d.jsonl:2: lable: Extra inputs are not permitted"),
        ("{", "text-classification", "d.jsonl:2: Invalid JSON"),
        ('{"tokens": ["a"], "tags": []}', "token-classification", "d.jsonl:2: 1 tokens and 0 tags"),
        ('{"tokens": [], "tags": []}', "token-classification", "d.jsonl:2: tokens: List should have at least 1 item"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, line: str, task: str, message: str) -> None:
    file = tmp_path / "d.jsonl"
    file.write_text(f"\n{line}\n")
    with pytest.raises(RunFailed) as caught:
        read_rows(file, "d.jsonl", task)  # type: ignore[arg-type]
    assert str(caught.value).startswith(message)


def test_files_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "empty").write_text("\n")
    (tmp_path / "latin").write_bytes(b"\xe9")
    for name, message in (("no", "cannot be read"), ("empty", "has no rows"), ("latin", "is not UTF-8")):
        with pytest.raises(RunFailed, match=message):
            read_rows(tmp_path / name, name, "text-classification")
