from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from generator.diagnostic import Span
from generator.lsp.draft import Draft

ENCODINGS = list(types.PositionEncodingKind)
TEXTS = st.text(alphabet="ab \u00e9\u0301\U0001f680\u2028\x0b\x85\r\n", max_size=40)
WIDTHS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


def place(text: str, offset: int, encoding: types.PositionEncodingKind) -> types.Position:
    """A position, counted the slow way. Between a carriage return and its line feed there is none."""
    lines = re.split(r"\r\n|\r|\n", text[:offset])
    codec, width = WIDTHS[encoding.value]
    return types.Position(len(lines) - 1, len(lines[-1].encode(codec)) // width)


def stops(text: str) -> list[int]:
    return [offset for offset in range(len(text) + 1) if text[offset - 1 : offset + 1] != "\r\n"]


@given(TEXTS, st.sampled_from(ENCODINGS), st.data())
def test_every_place_is_found_there_and_back(
    text: str, encoding: types.PositionEncodingKind, data: st.DataObject
) -> None:
    draft = Draft("file:///a.md", 1, text, encoding)
    offset = data.draw(st.sampled_from(stops(text)))
    assert draft.position(offset) == place(text, offset, encoding)
    assert draft.offset(place(text, offset, encoding)) == offset


@given(TEXTS, TEXTS, st.sampled_from(ENCODINGS), st.data())
def test_a_change_replaces_just_its_stretch(
    text: str, new: str, encoding: types.PositionEncodingKind, data: st.DataObject
) -> None:
    start, end = sorted(data.draw(st.tuples(*[st.sampled_from(stops(text))] * 2)))
    stretch = types.Range(place(text, start, encoding), place(text, end, encoding))
    change = types.TextDocumentContentChangePartial(stretch, new)
    draft = Draft("file:///a.md", 1, text, encoding).changed([change], 2)
    assert (draft.text, draft.version) == (text[:start] + new + text[end:], 2)


@given(TEXTS, TEXTS, st.sampled_from(ENCODINGS), st.sampled_from(["", "\ufeff"]))
def test_a_difference_makes_one_text_into_another(
    old: str, new: str, encoding: types.PositionEncodingKind, mark: str
) -> None:
    draft = Draft("file:///a.md", 1, mark + old, encoding)
    edit = draft.difference(new)
    assert draft.changed([types.TextDocumentContentChangePartial(edit.range, edit.new_text)], 2).text == mark + new


def test_a_difference_leaves_the_lines_that_stay() -> None:
    draft = Draft("file:///a.md", 1, "one\r\ntwo\r\nthree\r\n")
    edit = draft.difference("one\r\n2\r\nthree\r\n")
    assert edit == types.TextEdit(types.Range(types.Position(1, 0), types.Position(2, 0)), "2\r\n")


def test_a_change_speaks_of_the_text_that_the_one_before_it_left() -> None:
    def at(line: int, begin: int, end: int, text: str) -> types.TextDocumentContentChangePartial:
        return types.TextDocumentContentChangePartial(
            types.Range(types.Position(line, begin), types.Position(line, end)), text
        )

    draft = Draft("file:///a.md", 1, "one\ntwo\n").changed([at(0, 0, 3, "1\n1"), at(2, 0, 3, "2")], 5)
    assert draft.text == "1\n1\n2\n"
    assert draft.changed([types.TextDocumentContentChangeWholeDocument("all new")], 6).text == "all new"


@pytest.mark.parametrize(
    ("position", "offset"),
    [((0, 99), 3), ((1, 1), 6), ((1, 2), 6), ((1, 99), 7), ((9, 0), 8)],
    ids=["behind a line", "inside a pair", "behind a pair", "behind the last line with text", "behind the text"],
)
def test_a_place_that_is_not_there_is_the_nearest_one(position: tuple[int, int], offset: int) -> None:
    assert Draft("file:///a.md", 1, "one\r\n\U0001f680x\n").offset(types.Position(*position)) == offset


def test_a_span_of_the_card_is_a_range_of_the_editor() -> None:
    # A lone carriage return ends a line for the editor, and none for the card's reader.
    draft = Draft("file:///a.md", 1, "\ufeff---\r\nx\ry \U0001f680 sentense\r\n")
    assert draft.range(Span(1, 1, 1, 4)) == types.Range(types.Position(0, 1), types.Position(0, 4))
    assert draft.range(Span(2, 7, 2, 15)) == types.Range(types.Position(2, 5), types.Position(2, 13))
    assert draft.range(Span(9, 1, 9, 5)).end == types.Position(3, 0)


def test_half_a_pair_does_no_harm() -> None:
    draft = Draft("file:///a.md", 1, "a\ud83db")
    assert [draft.offset(draft.position(offset)) for offset in range(4)] == [0, 1, 2, 3]
