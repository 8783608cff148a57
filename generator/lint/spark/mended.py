"""Parses a snippet past the faults that leave no doubt about what was meant."""

from __future__ import annotations

import ast
from functools import lru_cache

from generator.lint.snippet import is_notebook, parse_cells, read_snippet
from generator.read.indents import STRAY_INDENT, Dedented, dedent
from generator.read.python_code import BLANKS, parse_dedented, parse_whole


@lru_cache(maxsize=64)
def parse_mended(code: str) -> Dedented | None:
    """Parse a snippet without the blanks after its line continuations and without stray indentation.

    Either would stop Python, and neither can mean anything else.

    Returns:
        The whole snippet, or ``None`` where something else is wrong with it.
    """
    snippet = read_snippet(code)
    if snippet.tree:
        return Dedented(snippet.tree, {})
    if snippet.problem is None or snippet.problem.message != STRAY_INDENT:
        return None
    code = "\n".join(snippet.lines)
    return parse_dedented(code) or (_without_cells(code) if is_notebook(snippet.lines) else None)


def _without_cells(code: str) -> Dedented | None:
    """The same for a snippet that only notebooks read."""
    error = parse_cells(code).error
    return dedent(BLANKS.sub(r"\\", code), error, _parse) if error else None


def _parse(code: str) -> ast.Module | SyntaxError:
    whole = parse_cells(code, parse_whole.__wrapped__)  # a tree that nobody else has
    return whole.tree or whole.error or SyntaxError()
