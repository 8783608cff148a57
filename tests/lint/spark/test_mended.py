"""Snippets are parsed past stray blanks, and nothing in them moves."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.lint.spark.mended import parse_mended
from generator.read.indents import Dedented


def places(mended: Dedented | None) -> list[tuple[str, int, int]]:
    """Each name with its line, and its column from 0."""
    if mended is None:
        return []
    names = [node for node in ast.walk(mended.tree) if isinstance(node, ast.Name)]
    return [(node.id, node.lineno, node.col_offset) for node in names]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("a\n b\n", [("a", 1, 0), ("b", 2, 1)]),
        (" a\n  b\n\tc\n", [("a", 1, 1), ("b", 2, 2), ("c", 3, 1)]),
        ("a \\ \n .b\n  c\n", [("c", 3, 2), ("a", 1, 0)]),
        ("a\n b = (\n c)\n", [("a", 1, 0), ("b", 2, 1), ("c", 3, 1)]),
    ],
)
def test_names_stay_where_they_are(code: str, expected: list[tuple[str, int, int]]) -> None:
    assert places(parse_mended(code)) == expected
    assert places(parse_mended(code)) == expected


@pytest.mark.parametrize("code", ["a\n b)\n", "if a:\n  b\n c\n", "a = '\n", "\0"])
def test_other_faults_are_not_mended(code: str) -> None:
    assert parse_mended(code) is None


@given(st.lists(st.integers(0, 3), min_size=1, max_size=8))
def test_any_stray_indentation_is_mended(indents: list[int]) -> None:
    code = "".join(f"{' ' * indent}a{number}\n" for number, indent in enumerate(indents))
    expected = [(f"a{number}", number + 1, indent) for number, indent in enumerate(indents)]
    assert places(parse_mended(code)) == expected
