"""Snippets are parsed past stray blanks, and nothing in them moves."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.lint.spark.mended import parse_mended


def places(tree: ast.Module | None) -> list[tuple[str, int, int, int]]:
    nodes = ast.walk(tree) if tree else []
    return [
        (node.id, node.lineno, node.col_offset, node.end_col_offset or 0)
        for node in nodes
        if isinstance(node, ast.Name)
    ]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("a\n b\n", [("a", 1, 0, 1), ("b", 2, 1, 2)]),
        (" a\n  b\n\tc\n", [("a", 1, 1, 2), ("b", 2, 2, 3), ("c", 3, 1, 2)]),
        ("a \\ \n .b\n  c\n", [("c", 3, 2, 3), ("a", 1, 0, 1)]),
        ("a\n b = (\n c)\n", [("a", 1, 0, 1), ("b", 2, 1, 2), ("c", 3, 1, 2)]),
    ],
)
def test_names_stay_where_they_are(code: str, expected: list[tuple[str, int, int, int]]) -> None:
    assert places(parse_mended(code)) == expected
    assert places(parse_mended(code)) == expected


@pytest.mark.parametrize("code", ["a\n b)\n", "if a:\n  b\n c\n", "a = '\n", "\0"])
def test_other_faults_are_not_mended(code: str) -> None:
    assert parse_mended(code) is None


@given(st.lists(st.integers(0, 3), min_size=1, max_size=8))
def test_any_stray_indentation_is_mended(indents: list[int]) -> None:
    code = "".join(f"{' ' * indent}a{number}\n" for number, indent in enumerate(indents))
    expected = [(f"a{number}", number + 1, indent, indent + 2) for number, indent in enumerate(indents)]
    assert places(parse_mended(code)) == expected
