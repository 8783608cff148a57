"""The scripts that pages show: Python, whatever stands in a record, and none where not all of the run is known."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Callable
from typing import Any, get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from site_maker import classified, make_record
from snippet_checker import Printed, differences
from snippet_hub import CASES, HOSTILE, ROOT

from generator.output import LabelScore
from generator.record import RunRecord, SampleRun, SourceRecord
from generator.render.snippet import literal, snippet
from generator.run.worker.words import split_words
from generator.verify_block import TaskName


def test_every_task_has_a_template() -> None:
    """A new task needs one, and a case above."""
    assert {case.task for case in CASES.values()} == set(get_args(TaskName))


LETTERS = st.text(st.characters(codec="utf-8"))
VALUES = st.recursive(
    LETTERS | st.integers() | st.booleans() | st.none() | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner) | st.dictionaries(LETTERS, inner),
    max_leaves=8,
)


@given(VALUES)
@example(HOSTILE)
@example("'\"\\'")
@example("\\")
def test_a_literal_is_its_value_on_one_line_without_hidden_characters(value: object) -> None:
    written = literal(value)
    assert ast.literal_eval(written) == value
    assert written.isprintable()


def test_values_that_are_none_of_json_are_no_literals() -> None:
    with pytest.raises(TypeError, match="no literal for object"):
        literal(object())


@given(LETTERS)
@example(HOSTILE)
def test_no_text_of_a_record_becomes_code(text: str) -> None:
    record = observed(text)
    tree = ast.parse(snippet(record))
    plain = ast.parse(snippet(observed("plain")))
    kinds = [type(node).__name__ for node in ast.walk(plain)]
    assert [type(node).__name__ for node in ast.walk(tree)] == kinds
    assert text in {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}


def observed(text: str, **changes: Any) -> RunRecord:
    """A record with one classified text."""
    record = make_record("news_en", "measured", **classified(**changes))
    sample = record.samples[0]
    return record.model_copy(update={"samples": [SampleRun(input={"text": text}, output=sample.output)]})


WORDS = re.compile(r"a+(?:[-.'\u2019_]a+)*|\S")


@given(st.text(st.characters(codec="utf-8") | st.sampled_from("ab1-.'\u2019_ \n")))
def test_the_words_of_a_script_are_those_of_the_runner(text: str) -> None:
    shape = "".join("a" if unicodedata.category(char)[0] in "LMN" else char for char in text)
    assert [found.span() for found in WORDS.finditer(shape)] == split_words(text)
    template = ROOT / "generator/render/templates/snippets/parts.py.j2"
    assert f'r"{WORDS.pattern}"' in template.read_text(encoding="utf-8")


def test_a_repository_is_loaded_at_the_commit_that_was_run() -> None:
    script = snippet(observed("Hello"))
    assert f'name, revision = "example/news_en", "{"1f" * 20}"' in script
    assert script.count("revision=revision") == 2


def test_a_folder_can_never_mean_a_repository() -> None:
    script = snippet(observed("Hello", source=SourceRecord(uri="path:models/news", origin="verify")))
    assert 'name = "./models/news"  # a folder of this hub' in script
    assert "revision" not in script


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "failed"},
        {"status": "not-run"},
        {"samples": []},
        {"settings": None},
        {"source": None},
        {"task": None},
        {"task": "token-classification"},  # Its answers are of another task.
        {"task": "translation"},  # Made before records held how it was generated.
    ],
)
def test_what_was_not_run_or_is_not_all_known_has_no_script(changes: dict[str, Any]) -> None:
    record = observed("Hello")
    assert snippet(record)
    assert snippet(record.model_copy(update=changes)) == ""


def other_score(record: RunRecord) -> RunRecord:
    return answering(record, scores=[LabelScore(label="Sports", score=0.9714), LabelScore(label="World", score=0.0288)])


def other_label(record: RunRecord) -> RunRecord:
    return answering(record, predicted=["World"])


def answering(record: RunRecord, **changes: Any) -> RunRecord:
    sample = record.samples[0]
    output = sample.output.model_copy(update=changes)
    return record.model_copy(update={"samples": [SampleRun(input=sample.input, output=output)]})


@pytest.mark.parametrize(
    ("change", "text", "says"),
    [
        (None, '{"predicted": ["Sports"], "scores": [["Sports", 0.9711], ["World", 0.0289]]}', ""),
        (
            other_score,
            '{"predicted": ["Sports"], "scores": [["Sports", 0.9712], ["World", 0.0288]]}',
            "sample 1: scores",
        ),
        (other_label, '{"predicted": ["Sports"], "scores": [["Sports", 0.9712], ["World", 0.0288]]}', "1: predicted"),
        (None, '{"predicted": ["Sports"], "scores": [["Sports", true], ["World", 0.0288]]}', "sample 1: scores"),
        (None, '{"scores": []}', "the record has predicted, scores"),
        (None, "[1]", "the record has predicted, scores"),
        (None, "Sports", "sample 1: the snippet prints no JSON: 'Sports'"),
        (None, "", "prints 0 lines for 1 samples"),
    ],
)
def test_what_differs_is_said(change: Callable[[RunRecord], RunRecord] | None, text: str, says: str) -> None:
    record = change(observed("Hello")) if change else observed("Hello")
    found = list(differences(record, Printed(text, "")))
    assert len(found) == bool(says)
    assert not says or says in found[0]
