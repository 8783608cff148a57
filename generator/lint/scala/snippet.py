"""A Scala snippet, read once for all rules."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache, cached_property

import tree_sitter
from msgspec import Struct

from generator.card import Card, CodeBlock
from generator.diagnostic import Span
from generator.lint.memo import once_in_a_row
from generator.lint.scala.lexing import Fault, Found, Pythonism, Scan, scan
from generator.lint.scala.names import Names, names_in
from generator.lint.scala.stages import ScalaStage, stages_in
from generator.lint.snippet import place, readable

#: The parser takes quadratic time on some input; more code in a card is no example to read, and is not looked into.
MAX_CODE = 20_000
#: How the parser's names for what it misses are worded.
MISSING = {"identifier": "a value", "_": "a name"}
#: How much of what the parser stumbles over is shown.
SHOWN = 30


class ScalaSnippet(Struct, frozen=True, eq=False, dict=True):
    """A snippet as Scala reads it. All places are offsets in characters, which ``span`` turns into lines and columns.

    Attributes:
        code: The snippet as it is written.
        scan: What was seen before parsing.
        root: The tree of ``scan.masked``, whose bytes are the characters of ``code``.
        fault: The first thing that no Scala can read, pieces of Python left aside.
    """

    code: str
    scan: Scan
    root: tree_sitter.Node
    fault: Fault | None

    @property
    def whole(self) -> bool:
        """Whether it parses and leaves nothing out."""
        return self.fault is None and not self.scan.elided

    @property
    def pythonisms(self) -> dict[Pythonism, list[Found]]:
        """Pieces of Python, by kind."""
        return self.scan.pythonisms

    @cached_property
    def names(self) -> Names:
        """The values that it defines and uses."""
        return names_in(self.root, self.code)

    @cached_property
    def stages(self) -> tuple[ScalaStage, ...]:
        """The annotators with their settings, up to the fault."""
        end = self.fault.offset if self.fault else len(self.code)
        return tuple(stage for stage in stages_in(self._calls(), self.code) if stage.end <= end)

    def span(self, start: int, end: int) -> Span:
        """Lines and columns of the snippet, from 1."""
        return Span(*self._position(start), *self._position(end))

    def _position(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def _calls(self) -> list[tree_sitter.Node]:
        """Every call, in the order of the text; an outer one before those in it."""
        calls, cursor = [], self.root.walk()  # Compiling a query takes longer than reading a card.
        while True:
            if cursor.node and cursor.node.type == "call_expression":
                calls.append(cursor.node)
            if not cursor.goto_first_child():
                while not cursor.goto_next_sibling():
                    if not cursor.goto_parent():
                        return calls

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(offset + 1 for offset, character in enumerate(self.code) if character == "\n")]


@once_in_a_row
def scala_blocks(card: Card) -> tuple[tuple[CodeBlock, ScalaSnippet], ...]:
    """The Scala blocks of *How to use*, up to a limit of code a card."""
    return tuple((block, read_scala(block.code)) for block in readable(card.code("scala"), MAX_CODE))


def in_card(block: CodeBlock, snippet: ScalaSnippet, start: int, end: int) -> Span:
    """Where a stretch of the snippet stands in the card."""
    span = snippet.span(start, end)
    return place(block, span.line, span.column, span.end_line, span.end_column)


def read_scala(code: str) -> ScalaSnippet:
    """Read a snippet."""
    scanned = scan(code)
    root = _parser().parse(scanned.masked.encode()).root_node
    return ScalaSnippet(code, scanned, root, _first_fault(scanned, root))


@cache
def _parser() -> tree_sitter.Parser:
    import tree_sitter_scala  # noqa: PLC0415 - slow to import, and many cards hold no Scala

    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_scala.language()))


def _first_fault(scanned: Scan, root: tree_sitter.Node) -> Fault | None:
    """The first of what the scan and the parser complain about; in one line, the scan knows better what it is."""
    seen, stuck = scanned.fault, _parser_fault(scanned.code, root)
    if seen is None or stuck is None:
        return seen or stuck
    return stuck if "\n" in scanned.code[stuck.offset : seen.offset] else seen


def _parser_fault(code: str, root: tree_sitter.Node) -> Fault | None:
    """The first place, in the order of the text, that the parser had to skip or to fill."""
    waiting = [root] if root.has_error else []
    while waiting:
        node = waiting.pop()
        if node.is_missing:
            return Fault(node.start_byte, f"{MISSING.get(node.type, f'`{node.type}`')} is missing here")
        if node.is_error:
            shown = code[node.start_byte :].lstrip().partition("\n")[0]
            return Fault(node.start_byte, f"unexpected `{_short(shown)}`")
        waiting += reversed([child for child in node.children if child.has_error])
    return None


def _short(text: str) -> str:
    return text.rstrip() if len(text) <= SHOWN else f"{text[:SHOWN].rstrip()} …"
