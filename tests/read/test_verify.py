from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.card import Reading
from generator.read import read_card
from generator.verify_block import VerifyBlock


def test_a_valid_block(own_cards: Path) -> None:
    card = read_card((own_cards / "verify_block.md").read_bytes(), path="a.md", key="a").card
    assert card is not None
    assert card.verify == VerifyBlock.model_validate(
        {
            "source": "path:models/mood",
            "task": "text-classification",
            "samples": [{"text": "What a lovely day.", "expect": {"label": "positive", "score": 0.9}}],
            "benchmark": {"data": "models/mood/test.jsonl"},
            "tolerance": {"metric": 0.01},
        }
    )


COMMIT = "0a" * 20
SOURCE = "`verify.source`: expected `hf:owner/name`, `path:folder` or an address such as `s3://bucket/folder`"


@pytest.mark.parametrize(
    ("block", "line", "column", "message", "hint"),
    [
        ("sorce: path:x", 3, 3, "`verify.sorce` is an unknown key", "did you mean `source`?"),
        ("zzz: 1", 3, 3, "`verify.zzz` is an unknown key", "known keys: activation, benchmark"),
        ("source: x", 3, 11, SOURCE, ""),
        ("source: s3://key:secret@bucket/model", 3, 11, SOURCE, ""),
        (
            "samples: [{text: a, expect: {labl: b}}]",
            3,
            32,
            "`verify.samples[0].expect.labl` is an unknown key",
            "`label`?",
        ),
        ("samples: [{text: a, expect: {label: no}}]", 3, 39, "should be a valid string", "put the text in quotes"),
        (
            "samples: [{expect: {label: a}}]",
            3,
            13,
            "`verify.samples[0]`: expected a text, a question with its context or its choices or both, an image",
            "",
        ),
        ("samples: [{question: a, choices: [b]}]", 3, 36, "at least 2 items", ""),
        ('samples: [{question: a, choices: [b, "c\\nd"]}]', 3, 40, "expected a text in one line that is not blank", ""),
        ("samples: [{image: a.png, audio: b.wav}]", 3, 13, "expected a text, a question with its context", ""),
        ("samples: [{text: a, expect: {}}]", 3, 31, "expected at least one of label, labels, spans, tags", ""),
        ("tolerance: {score: 2}", 3, 22, "less than or equal to 0.1", ""),
        ("revision: main", 3, 3, "a revision needs an hf: source", ""),
        ("max_length: many", 3, 15, "valid integer", ""),
        ("benchmark: {columns: {}}", 3, 14, "expected either `data`, a file of the hub, or `dataset` with", ""),
        ("benchmark: {data: a.csv, dataset: hf:o/n}", 3, 14, "expected either `data`, a file of the hub, or", ""),
        ("benchmark: {data: a.csv, file: b.csv}", 3, 14, "`revision` and `file` belong to a `dataset`", ""),
        ("benchmark: {data: 'hf:o/n'}", 3, 14, "for a data set give `dataset`, `revision` and `file`", ""),
        ("benchmark: {dataset: o/n}", 3, 24, "`verify.benchmark.dataset`: expected `hf:owner/name`", ""),
        ("benchmark: {dataset: hf:o/n, file: a.csv}", 3, 14, "a `dataset` needs its `revision`, a full commit", ""),
        (
            "benchmark: {dataset: hf:o/n, revision: main, file: a.csv}",
            3,
            42,
            "`verify.benchmark.revision`: expected a full commit, 40 digits and letters",
            "",
        ),
        (f"benchmark: {{dataset: hf:o/n, revision: {COMMIT}}}", 3, 14, "a `dataset` needs the `file` that holds", ""),
        *(
            (
                f"benchmark: {{dataset: hf:o/n, revision: {COMMIT}, file: '{file}'}}",
                3,
                14,
                "`file` is a path in the data set, such as",
                "",
            )
            for file in ("../a.csv", "/a.csv", "a//b.csv", "a/./b.csv", "a\\b.csv")
        ),
    ],
)
def test_every_fault_stands_at_its_key(
    reading: Callable[[str], Reading], block: str, line: int, column: int, message: str, hint: str
) -> None:
    found = reading(f"---\nverify:\n  {block}\n---\n")
    assert found.card is not None
    assert found.card.verify is None
    (problem,) = found.problems
    assert (problem.rule, problem.fatal) == ("RD009", False)
    assert (problem.span.line, problem.span.column) == (line, column)
    assert message in problem.message
    assert hint in problem.help


def test_a_block_that_is_no_mapping(reading: Callable[[str], Reading]) -> None:
    for value in ("yes", "", "[a]"):
        (problem,) = reading(f"---\nverify: {value}\n---\n").problems
        assert (problem.rule, problem.span.line) == ("RD009", 2)
        assert problem.message == "`verify`: expected a mapping of keys"


def test_all_faults_are_reported(own_cards: Path) -> None:
    found = read_card((own_cards / "broken" / "invalid_verify.md").read_bytes(), path="a.md", key="a")
    assert [(problem.rule, problem.span.line) for problem in found.problems] == [
        ("RD009", 5),
        ("RD009", 6),
        ("RD009", 9),
    ]
