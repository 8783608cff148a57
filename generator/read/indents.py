"""Parses Python past lines that are indented for no reason: the commonest fault of cards' snippets."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping

from msgspec import Struct

from generator.read.nodes import nodes_of

#: What Python says to such a line.
STRAY_INDENT = "unexpected indent"
#: More such lines than in any snippet for readers: rather another language.
MOST_LINES = 40


class Dedented(Struct, frozen=True):
    """A snippet that was parsed.

    Attributes:
        tree: The whole of it, with every place as it is in the code.
        moved: How many blanks were taken from the beginning of a line to parse it.
    """

    tree: ast.Module
    moved: Mapping[int, int]


def dedent(code: str, error: SyntaxError, parse: Callable[[str], ast.Module | SyntaxError]) -> Dedented | None:
    """Parse a snippet without stray indentation, which stops Python, and cannot mean anything else.

    Args:
        code: A snippet.
        error: Why it does not parse.
        parse: Gives a tree that nobody else has, or why there is none.

    Returns:
        The whole snippet, or ``None`` where something else is wrong with it.
    """
    lines = code.split("\n")
    moved: dict[int, int] = {}
    parsed: ast.Module | SyntaxError = error
    while isinstance(parsed, SyntaxError):
        number = min(parsed.lineno or 1, len(lines))
        if parsed.msg != STRAY_INDENT or number in moved or len(moved) == MOST_LINES:
            return None
        line = lines[number - 1]
        lines[number - 1] = line.lstrip(" \t")
        moved[number] = len(line) - len(lines[number - 1])
        parsed = parse("\n".join(lines))
    _put_back(parsed, moved)
    return Dedented(parsed, moved)


def _put_back(tree: ast.Module, moved: Mapping[int, int]) -> None:
    """Shift what stands in dedented lines to where it stands in the code; a blank is a byte."""
    for node in nodes_of(tree):
        if isinstance(node, (ast.expr, ast.stmt, ast.keyword, ast.arg, ast.alias, ast.excepthandler)):
            node.col_offset += moved.get(node.lineno, 0)
            node.end_col_offset = (node.end_col_offset or 0) + moved.get(node.end_lineno or 0, 0)
