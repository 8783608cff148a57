"""Python snippets of a card, parsed: shared by every rule that looks into them.

Nothing here is run. Positions of a snippet are its own until ``place`` turns them into the card's.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from msgspec import Struct

from generator.card import Card, CodeBlock
from generator.diagnostic import Span
from generator.lint.memo import once_in_a_row
from generator.read.python_code import BLANKS, MAX_CODE, Whole, parse_whole, with_lines

#: What only notebooks read: a command of the shell (``!pip install …``) or of the notebook (``%matplotlib inline``).
NOTEBOOK_LINE = re.compile(r"\s*(?:!|%%?[A-Za-z])")
#: No snippet for readers has more of them, nor is it longer: each costs another time of parsing.
MOST_NOTEBOOK_LINES = 20
LONGEST_NOTEBOOK = 40_000

#: Names a line of the snippet, which is not the card's.
DETECTED = re.compile(r" \(detected at line \d+\)$")


class SyntaxProblem(Struct, frozen=True):
    """Why a snippet does not parse, and where: line and column of the snippet, from 1."""

    line: int
    column: int
    message: str


class Snippet(Struct, frozen=True):
    """A snippet as Python reads it.

    Attributes:
        tree: ``None`` where it does not parse, even without the blanks after its line continuations and without the
            lines that only notebooks read.
        problem: Why it does not.
        blanks: Line, column and end column of the blanks after line continuations that stop Python.
        lines: The snippet's lines.
    """

    tree: ast.Module | None
    problem: SyntaxProblem | None
    blanks: tuple[tuple[int, int, int], ...]
    lines: tuple[str, ...]

    def column(self, line: int, offset: int) -> int:
        """The column, in characters from 1, of an ``ast`` offset, which counts UTF-8 bytes from 0."""
        text = self.lines[line - 1] if line <= len(self.lines) else ""
        if text.isascii():
            return min(offset, len(text)) + 1
        return len(text.encode(errors="replace")[:offset].decode(errors="replace")) + 1


@once_in_a_row
def python_blocks(card: Card) -> tuple[CodeBlock, ...]:
    """The Python blocks of *How to use*, the NLU ones last, up to a limit of code a card."""
    return readable(card.code("python") + card.code("nlu"), MAX_CODE)


def readable(blocks: Sequence[CodeBlock], most: int) -> tuple[CodeBlock, ...]:
    """The first blocks, with so many characters altogether: what is longer is no example to read."""
    sizes = list(accumulate(len(block.code) for block in blocks))
    if not sizes or sizes[-1] <= most:
        return tuple(blocks)
    return tuple(block for block, size in zip(blocks, sizes, strict=True) if size <= most)


@lru_cache(maxsize=64)
def read_snippet(code: str) -> Snippet:
    """Parse a snippet, past the blanks after its line continuations where they are all that stops it.

    Lines that only notebooks read are passed over: that is where most snippets come from, and go. One that is too long
    to be read has neither a tree nor a problem.
    """
    code = with_lines(code)
    lines = tuple(code.split("\n"))
    if len(code) > MAX_CODE:
        return Snippet(None, None, (), lines)
    whole = parse_cells(code)
    problem = _problem(whole.error, lines) if whole.error else None
    return Snippet(whole.tree, problem, tuple(_blanks(lines)) if whole.blanks else (), lines)


def place(block: CodeBlock, line: int, column: int, end_line: int = 0, end_column: int = 0) -> Span:
    """Where a position of the snippet stands in the card."""
    first, indent = block.span.line, block.span.column - 1
    if not end_line:
        return Span(first + line, indent + column)
    return Span(first + line, indent + column, first + end_line, indent + end_column)


def _blanks(lines: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    for number, line in enumerate(lines, start=1):
        if match := BLANKS.search(line):
            yield number, match.start(1) + 1, match.end(1) + 1


def is_notebook(lines: Sequence[str]) -> bool:
    """Whether there are lines that only notebooks read."""
    return any(map(NOTEBOOK_LINE.match, lines))


def parse_cells(code: str, parse: Callable[[str], Whole] = parse_whole) -> Whole:
    """Parse code without those lines for notebooks at which Python stops."""
    whole = parse(code)
    for _ in range(MOST_NOTEBOOK_LINES if len(code) <= LONGEST_NOTEBOOK else 0):
        if whole.error is None:
            break
        lines = code.split("\n")
        number = _problem(whole.error, lines).line
        if not NOTEBOOK_LINE.match(lines[number - 1]):
            break
        lines[number - 1] = ""
        code = "\n".join(lines)
        whole = parse(code)
    return whole


def _problem(error: SyntaxError, lines: Sequence[str]) -> SyntaxProblem:
    """Python's complaint, with a column inside of its line.

    Behind line continuations, CPython counts the offset of a stray character from the start of the whole statement.
    """
    number = min(error.lineno or 1, len(lines))
    line, column = lines[number - 1], error.offset or 1
    if error.msg.startswith("unexpected character after line continuation"):
        column = line.find("\\") + 2
    return SyntaxProblem(number, min(max(column, 1), len(line) + 1), DETECTED.sub("", error.msg))
