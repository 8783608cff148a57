"""Reading Scala snippets, whatever they hold."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from patience import SOON

from generator.lint.scala import Words, in_card, read_scala, scala_blocks
from generator.lint.scala.lexing import scan
from generator.lint.scala.shape import Emptied, shape_of
from generator.lint.scala.snippet import MAX_CODE
from generator.read import read_card

PIECES = [
    "val ", "a", "Seq", "new ", "(", ")", "[", "]", "{", "}", '"', '"""', "'", "'''", "\\", "\n", " ", ".",
    "...", "…", "//", "/*", "*/", "#", "True", "=", "=>", ",", "“", "é", "𝄞", "import b._", "case ", "def f",
    "$", "\r", "\0",
]  # fmt: skip
code = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@given(code)
@settings(max_examples=400)
@example("")
@example('"""a""""""b"""')
@example("'''''")
@example("a[\"é\"](['b'")
def test_what_the_parser_sees_is_as_long_as_the_snippet(text: str) -> None:
    mended = scan(text).mended
    assert len(mended) == len(text)
    assert [place for place, character in enumerate(mended) if character == "\n"] == [
        place for place, character in enumerate(text) if character == "\n"
    ]


@given(code)
@settings(max_examples=400)
@example('val a = new B().c("d e", "f").g(Array("h")) + i.j("")')
@example('"val "' + "''''")
@example('val a = s"$b" + $"c" + "d"')
def test_what_texts_hold_does_not_matter(text: str) -> None:
    snippet, whole = read_scala(text), Emptied(scan(text).mended)
    same = replace(snippet, emptied=whole, shape=shape_of(whole.code))
    assert (snippet.shape.fault is None) == (same.shape.fault is None)
    assert snippet.names == same.names
    assert snippet.stages == same.stages


@given(code)
@settings(max_examples=400)
def test_every_place_lies_in_the_snippet(text: str) -> None:
    snippet = read_scala(text)
    places = [(use.start, use.end) for use in snippet.names.free]
    places += [(stage.start, stage.end) for stage in snippet.stages]
    places += [(found.start, found.end) for kind in snippet.pythonisms.values() for found in kind]
    places += [(snippet.fault.offset, snippet.fault.offset)] if snippet.fault else []
    for start, end in places:
        assert 0 <= start <= end <= len(text)
        span = snippet.span(start, end)
        lines = text.split("\n")
        assert span.column <= len(lines[span.line - 1]) + 1
        assert (span.line, span.column) <= (span.end_line, span.end_column)


def test_many_snippets_of_one_shape_are_parsed_once() -> None:
    first, *others = [read_scala(f'val a = b.c("{text}", "e").f()') for text in ("d", "", "ñ d // (", "\u4e00")]
    assert all(other.shape is first.shape for other in others)
    assert [stage.settings for stage in read_scala('Ab.c("x", "y").d()').stages] == [{"c": Words(("x", "y"), 5, 13)}]


def test_names_are_cut_from_the_snippet_itself() -> None:
    snippet = read_scala('val s = "ñandú"\nprintln(s, größe)\n')
    assert [use.name for use in snippet.names.free] == ["println", "größe"]
    assert snippet.span(snippet.names.free[1].start, snippet.names.free[1].end).column == 12


@pytest.mark.parametrize(
    "piece",
    ["(", "[", "a(", "f(x => ", "'", "'''", '"', '"""', "/*", "a.b(", "#", "...", "val a = [", "\\", "case ", "{"],
)
def test_hostile_snippets_take_no_time(piece: str) -> None:
    text = (piece * MAX_CODE)[: MAX_CODE - 1]
    start = time.process_time()
    snippet = read_scala(text)
    assert snippet.names is not None
    assert snippet.stages is not None
    assert time.process_time() - start < SOON


@pytest.mark.corpus
def test_nearly_all_scala_of_the_real_cards_is_understood(corpus: Path) -> None:
    files = sorted(corpus.rglob("*.md"))[::5]
    cards = [read_card(file.read_bytes(), path=file.name, key=file.stem).card for file in files]
    blocks = [pair for card in cards if card for pair in scala_blocks(card)]
    faults = [snippet for _, snippet in blocks if snippet.fault]
    assert len(blocks) > 700
    assert len(faults) < 0.05 * len(blocks)
    for block, snippet in blocks:
        for stage in snippet.stages:
            span = in_card(block, snippet, stage.start, stage.end)
            assert block.span.line < span.line <= span.end_line < block.span.end_line
