"""Patterns mean the same in every Python that is promised."""

from __future__ import annotations

import ast
import re
from pathlib import Path

GENERATOR = Path(__file__).parents[1] / "generator"
#: A group that gives nothing back, written as `(…)*+`. What stands in the group may have another way to match, which
#: Python before 3.11.5 tries again after all, or forgets a part of (gh-106052). `(?>(…)*)` means the same everywhere.
POSSESSIVE_GROUP = re.compile(r"(?<!\\)\)(?:[*+?]|\{\d*,?\d*\})\+")


def _texts(path: Path) -> list[str]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def test_no_group_is_repeated_possessively() -> None:
    found = [
        f"{path.relative_to(GENERATOR)}: {match[0]}"
        for path in sorted(GENERATOR.rglob("*.py"))
        for text in _texts(path)
        for match in POSSESSIVE_GROUP.finditer(text)
    ]
    assert found == []


def test_such_a_group_would_be_found() -> None:
    assert POSSESSIVE_GROUP.search(r"(?:a|b?c)*+")
    assert POSSESSIVE_GROUP.search(r"(?:ab?c){0,1000}+(x)?")
    assert not POSSESSIVE_GROUP.search(r"(?>(?:a|b?c)*)")
    assert not POSSESSIVE_GROUP.search(r"[^()]*+\)+")
