from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.card import ValueList
from generator.diagnostic import Span
from generator.read.printed import print_end, read_frame, read_print
from generator.read.tables import numbered


@pytest.mark.parametrize(
    ("code", "end"),
    [
        ("['a']\n", 1),
        ("[\n'a',\n]\nb\n", 3),
        ("{'a': ['[[']}\n", 1),
        ("['a',\n", 0),
        ("[" + "1, " * 20_000 + "\n]\n", 0),
    ],
)
def test_the_end_of_a_value_in_brackets(code: str, end: int) -> None:
    assert print_end(numbered(code, 1), 0) == end


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "['a']",
        "{}",
        "{'a': f()}",
        "[{'a': 1}, {'b': 1}]",
        "[Row(x=1)]",
        "[Annotation(broken)]",
        "{'a': ['x'",
    ],
)
def test_what_is_no_answer_is_not_read(text: str) -> None:
    assert read_print(text, Span(1)) is None


@given(
    values=st.lists(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=20), min_size=1, max_size=5)
)
def test_rows_come_back(values: list[str]) -> None:
    printed = ", ".join(f"Row(annotatorType='pos', result={value!r})" for value in values)
    if "Row(" not in "".join(values):
        assert read_print(f"[{printed}]", Span(1)) == ValueList(tuple(values), Span(1))


@given(text=st.text(alphabet="ab [](){}'\",:\t\n|-0Row=Annotation", max_size=200))
def test_anything_can_be_tried(text: str) -> None:
    lines = numbered(text, 1)
    for position in range(len(lines)):
        printed = read_frame(lines, position)
        assert printed is None or position < printed.end <= len(lines)
        end = print_end(lines, position)
        read_print("\n".join(line.inner for line in lines[position:end]), Span(1))
