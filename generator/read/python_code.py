"""Parses the Python of a card: as it is, or as much of it as stands without syntax errors."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from functools import cache, lru_cache

import tree_sitter
from msgspec import Struct

from generator.read.indents import STRAY_INDENT, Dedented, dedent
from generator.read.nodes import nodes_of

#: A longer snippet is no example to read; it is not parsed.
MAX_CODE = 50_000
#: The error-tolerant parser takes quadratic time on some input, so it is given less.
MAX_SALVAGED = 20_000

#: A line continuation with blanks behind it: Python takes no character after the backslash.
BLANKS = re.compile(r"\\([ \t]+)$", re.MULTILINE)
#: One that surely stops Python: it stands in no comment, and, without these quotes, in no text that goes on.
_STOPPED = re.compile(r"^[^#\n]*\\[ \t]+$", re.MULTILINE)
_LONG_QUOTES = ("'''", '"""')
_BLANK_CONTROLS = str.maketrans("\r\f", "  ")
#: ``""text""``: the author meant either one or three quotes. No Python has a word right after two.
_DOUBLED_QUOTES = re.compile(r'(?<!")""(\w[^"\n]*)""(?!")')
_MOST_OPEN_STRINGS = 10
#: The escape of half a character, which is no text that could be written anywhere.
_SURROGATE = re.compile(r"\\(u|U0000)d[89a-f][0-9a-f]{2}", re.IGNORECASE)
#: Fragments worth a parse of their own when the statement around them is broken.
_EXPRESSIONS = frozenset({"call", "string", "concatenated_string", "list", "assignment"})
_COMPOUND = frozenset(
    {
        "if_statement", "for_statement", "while_statement", "with_statement", "try_statement",
        "function_definition", "class_definition", "decorated_definition", "match_statement",
    }
)  # fmt: skip


class Whole(Struct, frozen=True):
    """What Python says to the whole of a snippet.

    Attributes:
        tree: ``None`` where it does not parse, even without the blanks after its line continuations. Nobody changes it.
        error: Why it does not.
        blanks: Whether blanks after line continuations stop Python; ``tree`` and ``error`` are of the code without.
    """

    tree: ast.Module | None
    error: SyntaxError | None
    blanks: bool


def with_lines(code: str) -> str:
    """The code without what Python alone takes for the end of a line or for nothing, which would move every place."""
    return code.translate(_BLANK_CONTROLS) if "\r" in code or "\f" in code else code


@lru_cache(maxsize=64)
def parse_whole(code: str) -> Whole:
    """Parse a snippet as it is, and failing that without the blanks after its line continuations."""
    blanks = _STOPPED.search(code) is not None and not any(quotes in code for quotes in _LONG_QUOTES)
    parsed = None if blanks else _parse(code)
    if blanks or (isinstance(parsed, SyntaxError) and BLANKS.search(code)):
        blanks, parsed = True, _parse(BLANKS.sub(r"\\", code))
    return Whole(None, parsed, blanks) if isinstance(parsed, SyntaxError) else Whole(parsed, None, blanks)


@lru_cache(maxsize=64)
def parse_dedented(code: str) -> Dedented | None:
    """Parse a snippet that stray indentation stops, without it; ``None`` where something else is wrong with it."""
    error = parse_whole(code).error
    return dedent(BLANKS.sub(r"\\", code), error, _parse) if error and error.msg == STRAY_INDENT else None


def parse_python(code: str) -> ast.Module:
    """Parse a snippet, however broken.

    Code that Python cannot parse is tried again with the faults mended that are common in cards: blanks after a line
    continuation, stray indentation, and doubled quotes. Failing that, an error-tolerant parser finds the statements and
    expressions that are whole, and each of them is parsed on its own.

    Args:
        code: A snippet. Nothing of it is ever run.

    Returns:
        A module with whatever was understood, maybe nothing. Lines and columns are those of ``code``. Others may be
        given the same one, so it is not to be changed.
    """
    if len(code) > MAX_CODE:
        return ast.Module(body=[], type_ignores=[])
    code = with_lines(code)
    if "\\" in code:
        code = _SURROGATE.sub(r"\\\1fffd", code)
    whole = parse_whole(code)
    if whole.tree:
        return whole.tree
    if dedented := parse_dedented(code):
        return dedented.tree
    code = BLANKS.sub(r"\\", code)
    mended = _DOUBLED_QUOTES.sub(r' "\1" ', code)
    parsed = whole.error if mended == code else _parse(mended)
    if isinstance(parsed, ast.Module):
        return parsed
    mended = _without_open_strings(mended, parsed)
    return _salvage(mended) if len(mended) <= MAX_SALVAGED else ast.Module(body=[], type_ignores=[])


def _without_open_strings(code: str, error: SyntaxError | None) -> str:
    """The code with the lines blanked out whose text never ends, which would hide all the code after them."""
    lines = code.split("\n")
    for _ in range(_MOST_OPEN_STRINGS):
        if error is None or not error.msg.startswith("unterminated string literal") or not error.lineno:
            break
        lines[error.lineno - 1] = ""
        parsed = _parse("\n".join(lines))
        error = parsed if isinstance(parsed, SyntaxError) else None
    return "\n".join(lines)


def _parse(code: str) -> ast.Module | SyntaxError:
    try:
        with warnings.catch_warnings():
            # An invalid escape in a card's string is the card's business, not ours.
            warnings.simplefilter("ignore")
            return ast.parse(code)
    except SyntaxError as error:
        return error.with_traceback(None)
    except ValueError as error:  # a null character
        return SyntaxError(str(error))
    except (RecursionError, MemoryError):  # what CPython's parser says to thousands of nested brackets
        return SyntaxError("nested too deeply")


@cache
def _parser() -> tree_sitter.Parser:
    import tree_sitter_python  # noqa: PLC0415 - slow to import, and most snippets are Python as they are

    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_python.language()))


def _salvage(code: str) -> ast.Module:
    source = code.encode()
    body: list[ast.stmt] = []
    for node in _whole_nodes(_parser().parse(source).root_node):
        fragment = _parse(source[node.start_byte : node.end_byte].decode())
        if isinstance(fragment, ast.Module):
            _move(fragment, node.start_point[0], node.start_point[1])
            body += fragment.body
    return ast.Module(body=body, type_ignores=[])


def _whole_nodes(root: tree_sitter.Node) -> Iterator[tree_sitter.Node]:
    """The outermost statements and expressions without an error in them, in the order of the text."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        statement = node.type.endswith("_statement") or node.type.endswith("_definition")
        # An indented compound statement cannot be parsed alone, its parts can.
        indented = node.type in _COMPOUND and node.start_point[1] > 0
        if (statement or node.type in _EXPRESSIONS) and not node.has_error and not indented:
            yield node
        else:
            waiting += reversed(node.named_children)


def _move(tree: ast.Module, lines: int, columns: int) -> None:
    """Shift a fragment to where it stands: ``columns`` (bytes) count for its first line only."""
    for node in nodes_of(tree):
        if isinstance(node, (ast.expr, ast.stmt, ast.keyword, ast.arg, ast.alias, ast.excepthandler)):
            node.col_offset += columns * (node.lineno == 1)
            node.end_col_offset = (node.end_col_offset or 0) + columns * (node.end_lineno == 1)
            node.lineno += lines
            node.end_lineno = (node.end_lineno or 0) + lines
