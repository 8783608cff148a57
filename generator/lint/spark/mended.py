"""Parses a snippet past the faults that leave no doubt about what was meant."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct

from generator.lint.snippet import STRAY_INDENT, Snippet, SyntaxProblem, read_snippet
from generator.read.python_code import BLANKS

#: More such lines than in any snippet for readers: rather another language.
MOST_LINES = 40


class Mended(Struct, frozen=True):
    """A snippet that was parsed.

    Attributes:
        tree: The whole of it.
        moved: How many blanks were taken from the beginning of a line, which the tree's offsets lack.
    """

    tree: ast.Module
    moved: Mapping[int, int]


@lru_cache(maxsize=64)
def parse_mended(code: str) -> Mended | None:
    """Parse a snippet without the blanks after its line continuations and without stray indentation.

    Either would stop Python, and neither can mean anything else.

    Returns:
        The whole snippet, or ``None`` where something else is wrong with it.
    """
    snippet = read_snippet(code)
    moved: dict[int, int] = {}
    if _strays(snippet):
        lines = BLANKS.sub(r"\\", "\n".join(snippet.lines)).split("\n")
        while (problem := _strays(snippet)) and problem.line not in moved and len(moved) < MOST_LINES:
            line = lines[problem.line - 1]
            lines[problem.line - 1] = line.lstrip(" \t")
            moved[problem.line] = len(line) - len(lines[problem.line - 1])
            snippet = read_snippet.__wrapped__("\n".join(lines))  # nobody else asks for this text
    return Mended(snippet.tree, moved) if snippet.tree else None


def _strays(snippet: Snippet) -> SyntaxProblem | None:
    """The complaint about a line that is indented for no reason, if that is what stops Python."""
    return snippet.problem if snippet.problem and snippet.problem.message == STRAY_INDENT else None
