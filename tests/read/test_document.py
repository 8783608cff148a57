from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostic import Span
from generator.read.document import MAX_BYTES, decode
from generator.read.problems import Unreadable


@pytest.mark.parametrize(
    ("data", "rule", "line", "column"),
    [
        (b"a\nb\0c", "RD001", 2, 2),
        ("a\nDès".encode("latin-1"), "RD001", 2, 2),
        ("title".encode("utf-16"), "RD001", 1, 2),
        (b"a" * (MAX_BYTES + 1), "RD002", 1, 1),
    ],
)
def test_what_is_no_text_stops_the_reading(data: bytes, rule: str, line: int, column: int) -> None:
    with pytest.raises(Unreadable) as stop:
        decode(data)
    problem = stop.value.problem
    assert (problem.rule, problem.span.line, problem.span.column, problem.fatal) == (rule, line, column, True)


def test_the_byte_order_mark_is_no_character_of_the_card() -> None:
    assert decode(b"\xef\xbb\xbf---").raw == "---"


def test_carriage_returns_stay_in_the_original_only() -> None:
    document = decode(b"one\r\ntwo\r\nthree")
    assert document.text == "one\ntwo\nthree"
    assert document.original(4, 13) == "two\r\nthree"
    assert document.original(0, 4) == "one\r\n"


def test_what_is_blanked_out_moves_nothing() -> None:
    document = decode("one é\r\ntwo\r\nthree".encode()).without([(4, 7)])
    assert document.text == "one  \n wo\nthree"
    assert document.original(0, 9) == "one é\r\ntwo"


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60), st.data())
def test_a_span_leads_back_to_its_text(text: str, data: st.DataObject) -> None:
    document = decode(text.encode())
    start = data.draw(st.integers(0, len(document.text)))
    end = data.draw(st.integers(start, len(document.text)))
    span = document.span(start, end)
    lines = document.lines[span.line - 1 : span.end_line]
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    assert "\n".join(lines) == document.text[start:end]


def test_the_last_line_has_a_span_too() -> None:
    document = decode(b"a\n")
    assert document.span(2, 2) == Span(2, 1, 2, 1)
    assert document.line_span(1) == Span(1, 1, 1, 2)
