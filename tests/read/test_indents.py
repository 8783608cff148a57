"""Stray indentation: the whole snippet is read, and everything in it stays where it stands in the card."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.read.indents import MOST_LINES
from generator.read.nodes import nodes_of
from generator.read.python_code import parse_dedented, parse_python, parse_whole

PLACED = (ast.expr, ast.stmt, ast.keyword, ast.arg, ast.alias, ast.excepthandler)


def segments(code: str) -> list[str | None]:
    """What each expression and statement is, cut out of the code by its places."""
    nodes = (node for node in nodes_of(parse_python(code)) if isinstance(node, PLACED))
    return [ast.get_source_segment(code, node) for node in nodes]


def test_a_statement_over_several_lines_is_cut_out_whole() -> None:
    code = "x = (A\n  .b('ä'))\n  y = [x,\n    'ö', x]\nz = y\n"
    assert "[x,\n    'ö', x]" in segments(code)
    assert "y" in segments(code)
    assert ".b('ä')" in (segments(code)[0] or "")


def test_the_tree_of_the_same_code_without_the_blanks_is_left_alone() -> None:
    plain = parse_whole("a = 1\nb = 2\n").tree
    moved = parse_dedented("a = 1\n   b = 2\n")
    assert plain
    assert moved
    assert plain.body[1].col_offset == 0
    assert moved.tree.body[1].col_offset == 3
    assert moved.moved == {2: 3}


@pytest.mark.parametrize("lines", [MOST_LINES, MOST_LINES + 1])
def test_more_lines_than_any_snippet_has_are_another_language(lines: int) -> None:
    code = "a\n" + "".join(f"{' ' * (1 + number % 2)}b\n" for number in range(lines))
    assert (parse_dedented(code) is not None) is (lines == MOST_LINES)


@pytest.mark.parametrize("code", ["a\nb\n", "a\n b)\n", "if a:\n  b\n c\n", "a = '\n", ""])
def test_other_code_is_not_touched(code: str) -> None:
    assert parse_dedented(code) is None


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["a = f('ä', x=1)", "import b", "c"])), max_size=6))
def test_places_are_those_of_the_lines(lines: list[tuple[int, str]]) -> None:
    code = "".join(f"{' ' * blanks}{text}\n" for blanks, text in lines)
    statements = parse_python(code).body
    assert [ast.get_source_segment(code, node) for node in statements] == [text for _, text in lines]
