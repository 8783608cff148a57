from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from generator.evaluation_data import EvaluationData
from generator.run.data import read_rows
from generator.run.rows import Row
from generator.run.trouble import RunFailed
from generator.verify_block import TaskName

TEXTS: TaskName = "text-classification"
WORDS: TaskName = "token-classification"


def read(file: Path, task: TaskName, labels: Sequence[str] = (), **columns: str) -> list[Row]:
    data = EvaluationData.model_validate({"data": file.name, "columns": columns, "labels": [*labels]})
    return read_rows(file, data, task)


def test_rows_of_texts(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text('{"text": "a", "label": "x"}\n\n{"text": "b", "labels": ["x", "y"]}\n')
    assert [(row.where, row.line, *row.given.values(), row.gold) for row in read(file, TEXTS)] == [
        ("rows.jsonl:1", 1, "a", ["x"]),
        ("rows.jsonl:3", 3, "b", ["x", "y"]),
    ]


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.csv", "rows.conll"])
def test_a_byte_order_mark_is_no_part_of_the_first_row(tmp_path: Path, name: str) -> None:
    texts = {"jsonl": '{"tokens": ["a"], "tags": ["x"]}\n', "csv": "tokens,tags\na,x\n", "conll": "a x\n"}
    file = tmp_path / name
    file.write_text(texts[file.suffix[1:]], encoding="utf-8-sig")
    assert [(row.given, row.gold) for row in read(file, WORDS)] == [({"tokens": ["a"]}, ["x"])]


def test_rows_of_words(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text('{"tokens": ["a", "b"], "tags": ["O", "B-X"]}\n')
    assert [(*row.given.values(), row.gold) for row in read(file, WORDS)] == [(["a", "b"], ["O", "B-X"])]


def test_a_table_with_commas(tmp_path: Path) -> None:
    file = tmp_path / "rows.CSV"
    file.write_text('text,label\n"one, ""two""\nthree",x\nb,y\n')
    rows = read(file, TEXTS)
    assert [(row.given, row.gold, row.line) for row in rows] == [
        ({"text": 'one, "two"\nthree'}, ["x"], 3),
        ({"text": "b"}, ["y"], 4),
    ]
    several = tmp_path / "rows.tsv"
    several.write_text("text\tlabels\na\tx | y\nb\t\n")
    assert [row.gold for row in read(several, TEXTS)] == [["x", "y"], []]


def test_columns_of_other_names(tmp_path: Path) -> None:
    table = tmp_path / "rows.csv"
    table.write_text("id,sentence,class\n7,a,x\n")
    found = read(table, TEXTS, text="sentence", label="class")
    assert [(row.given, row.gold) for row in found] == [({"text": "a"}, ["x"])]
    lines = tmp_path / "rows.jsonl"
    lines.write_text('{"id": 7, "words": ["a"], "ner": ["O"]}\n')
    assert [row.given["tokens"] for row in read(lines, WORDS, tokens="words", tags="ner")] == [["a"]]


def test_a_column_within_another(tmp_path: Path) -> None:
    lines = tmp_path / "rows.jsonl"
    lines.write_text(
        '{"translation": {"en": "a", "fr": "b"}}\n{"translation.en": "c", "translation": {"en": 1, "fr": "d"}}\n'
    )
    rows = read(lines, "translation", text="translation.en", target="translation.fr")
    assert [(row.given, row.gold) for row in rows] == [({"text": "a"}, ["b"]), ({"text": "c"}, ["d"])]
    with pytest.raises(RunFailed, match=r"rows\.jsonl:1: expected either target or targets"):
        read(lines, "translation", text="translation.en", target="translation.fr.x")


def test_labels_that_are_numbers(tmp_path: Path) -> None:
    lines = tmp_path / "rows.jsonl"
    lines.write_text('{"text": "a", "label": 1}\n{"text": "b", "labels": [0, 1]}\n{"text": "c", "label": "x"}\n')
    assert [row.gold for row in read(lines, TEXTS, ["x", "y"])] == [["y"], ["x", "y"], ["x"]]
    table = tmp_path / "rows.csv"
    table.write_text("tokens,tags\na b,0 1\n")
    assert [row.gold for row in read(table, WORDS, ["O", "X"])] == [["O", "X"]]
    assert [row.gold for row in read(table, WORDS, ["1", "0"])] == [["0", "1"]]
    assert [row.gold for row in read(table, WORDS)] == [["0", "1"]]
    lines.write_text('{"text": "a", "label": -1}\n')
    with pytest.raises(RunFailed, match=r"rows\.jsonl:1: label: -1 is the number of no label: there are 2, from 0"):
        read(lines, TEXTS, ["x", "y"])
    lines.write_text('{"question": "a", "choices": ["b", "c"], "label": 1}\n')
    assert [row.gold for row in read(lines, "multiple-choice", ["A", "B"])] == [["c"]]


def test_a_word_a_line(tmp_path: Path) -> None:
    file = tmp_path / "test.conll"
    file.write_text("-DOCSTART- -X- O\n\nAnna NNP B-NP B-PER\nworks VBZ B-VP O\n\n\nParis NNP B-NP B-LOC")
    assert [(row.line, row.given["tokens"], row.gold) for row in read(file, WORDS)] == [
        (3, ["Anna", "works"], ["B-PER", "O"]),
        (7, ["Paris"], ["B-LOC"]),
    ]


@pytest.mark.parametrize(
    ("columns", "mapping", "task", "expected"),
    [
        ({"text": ["a", "b"], "label": ["x", "y"]}, {}, TEXTS, [("a", ["x"]), ("b", ["y"])]),
        (
            {"words": [["a", "b"]], "ner": [["O", "X"]], "id": [1]},
            {"tokens": "words", "tags": "ner"},
            WORDS,
            [(["a", "b"], ["O", "X"])],
        ),
    ],
)
def test_parquet(tmp_path: Path, columns: Any, mapping: dict[str, str], task: TaskName, expected: Any) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    file = tmp_path / "rows.parquet"
    parquet.write_table(pyarrow.table(columns), file)
    assert [(*row.given.values(), row.gold) for row in read(file, task, **mapping)] == expected
    file.write_bytes(b"PAR1 no such thing PAR1")
    with pytest.raises(RunFailed, match="parquet: the evaluation data cannot be read"):
        read(file, task)


@pytest.mark.parametrize(
    ("name", "content", "task", "message"),
    [
        ("d.jsonl", '\n{"text": "a"}', TEXTS, "d.jsonl:2: expected either label or labels"),
        (
            "d.jsonl",
            '\n{"text": "a", "label": 1}',
            TEXTS,
            "d.jsonl:2: label: the label is the number 1",
        ),
        ("d.jsonl", '\n{"text": "a", "lable": "x"}', TEXTS, "d.jsonl:2: lable: Extra inputs are not permitted"),
        ("d.jsonl", "\n{", TEXTS, "d.jsonl:2: invalid JSON"),
        ("d.jsonl", "[]", TEXTS, "d.jsonl:1: expected a JSON object"),
        ("d.jsonl", "[" * 100_000, TEXTS, "d.jsonl:1: invalid JSON"),
        ("d.jsonl", '{"tokens": ["a"], "tags": []}', WORDS, "d.jsonl:1: 1 tokens and 0 tags"),
        ("d.jsonl", '{"tokens": [], "tags": []}', WORDS, "d.jsonl:1: tokens: List should have at least 1 item"),
        ("d.csv", "text,label\na", TEXTS, "d.csv:2: not as many cells as the first line has names"),
        ("d.csv", "text,label\na,x,y", TEXTS, "d.csv:2: not as many cells as the first line has names"),
        ("d.csv", 'text,label\n"a,x', TEXTS, "d.csv:1: invalid CSV"),
        ("d.csv", "text,label\n" + "a" * 200_000 + ",x", TEXTS, "d.csv:"),
        ("d.conll", "Anna B-PER\nworks\n", WORDS, "d.conll:2: expected a word and, in the last column, its tag"),
        ("d.txt", "a", TEXTS, "d.txt: evaluation data ends in .jsonl, .csv"),
        ("d", "a", TEXTS, "d: evaluation data ends in .jsonl, .csv"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, name: str, content: str, task: TaskName, message: str) -> None:
    file = tmp_path / name
    file.write_text(content)
    with pytest.raises(RunFailed) as caught:
        read(file, task)
    assert str(caught.value).startswith(message)


def test_files_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("\n")
    (tmp_path / "names.csv").write_text("text,label\n")
    (tmp_path / "latin.csv").write_bytes(b"\xe9")
    for name, message in (
        ("no.jsonl", "cannot be read"),
        ("empty.jsonl", "has no rows"),
        ("names.csv", "has no rows"),
        ("latin.csv", "is not UTF-8"),
    ):
        with pytest.raises(RunFailed, match=message):
            read(tmp_path / name, TEXTS)


def test_the_same_rows_in_every_form(tmp_path: Path) -> None:
    rows = [(["Anna", "works"], ["B-PER", "O"]), (["Paris"], ["B-LOC"])]
    lines = [json.dumps({"tokens": tokens, "tags": tags}) for tokens, tags in rows]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    (tmp_path / "a.csv").write_text("tokens,tags\n" + "\n".join(f"{' '.join(a)},{' '.join(b)}" for a, b in rows))
    words = ("\n".join(f"{word} {tag}" for word, tag in zip(*row, strict=True)) for row in rows)
    (tmp_path / "a.bio").write_text("\n\n".join(words))
    for name in ("a.jsonl", "a.csv", "a.bio"):
        assert [(*row.given.values(), row.gold) for row in read(tmp_path / name, WORDS)] == rows
