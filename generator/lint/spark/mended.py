"""Parses a snippet past the faults that leave no doubt about what was meant."""

from __future__ import annotations

import ast
from functools import lru_cache

from generator.lint.snippet import BLANKS, read_snippet

#: What Python says to a line that is indented for no reason.
STRAY_INDENT = "unexpected indent"

#: More such lines than in any snippet for readers: rather another language.
MOST_LINES = 40


@lru_cache(maxsize=64)
def parse_mended(code: str) -> ast.Module | None:
    """Parse a snippet without the blanks after its line continuations and without stray indentation.

    Either would stop Python, and neither can mean anything else.

    Returns:
        The whole snippet, or ``None`` where something else is wrong with it. Places are those of ``code``.
    """
    snippet = read_snippet(code)
    if snippet.problem is None or snippet.problem.message != STRAY_INDENT:
        return snippet.tree
    lines = BLANKS.sub(r"\\", "\n".join(snippet.lines)).split("\n")
    moved: dict[int, int] = {}
    for _ in range(MOST_LINES):
        snippet = read_snippet.__wrapped__("\n".join(lines))  # a tree of its own: its places are moved below
        problem = snippet.problem
        if problem is None or problem.message != STRAY_INDENT or problem.line in moved:
            break
        line = lines[problem.line - 1]
        lines[problem.line - 1] = line.lstrip(" \t")
        moved[problem.line] = len(line) - len(lines[problem.line - 1])
    return _moved_back(snippet.tree, moved) if snippet.tree else None


def _moved_back(tree: ast.Module, moved: dict[int, int]) -> ast.Module:
    """The tree with the places of the snippet as it is written; ``moved`` counts the blanks taken from a line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.expr | ast.stmt | ast.keyword):
            node.col_offset += moved.get(node.lineno, 0)
            node.end_col_offset = (node.end_col_offset or 0) + moved.get(node.end_lineno or 0, 0)
    return tree
