"""A Scala snippet, read once for all rules."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from generator.card import Card, CodeBlock
from generator.diagnostic import Span
from generator.lint.memo import once_in_a_row
from generator.lint.scala.lexing import Fault, Found, Pythonism, Scan, scan
from generator.lint.scala.names import Names
from generator.lint.scala.shape import Emptied, Shape, emptied, shape_of
from generator.lint.scala.stages import Chain, ScalaStage, Words
from generator.lint.snippet import place, readable
from generator.read.document import starts_of

#: The parser takes quadratic time on some input; more code in a card is no example to read, and is not looked into.
MAX_CODE = 20_000
#: How much of what the parser stumbles over is shown.
SHOWN = 30


class ScalaSnippet(Struct, frozen=True, eq=False, dict=True):
    """A snippet as Scala reads it. All places are offsets in characters, which ``span`` turns into lines and columns.

    Attributes:
        code: The snippet as it is written.
        scan: What was seen before parsing.
        emptied: What of it was parsed.
        shape: What the parser made of that.
        fault: The first thing that no Scala can read, pieces of Python left aside.
    """

    code: str
    scan: Scan
    emptied: Emptied
    shape: Shape
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
        at, names = self.emptied.at, self.shape.names
        return replace(names, free=tuple(replace(use, start=at(use.start), end=at(use.end)) for use in names.free))

    @cached_property
    def stages(self) -> tuple[ScalaStage, ...]:
        """The annotators with their settings, up to the fault."""
        at = self.emptied.at
        end = self.fault.offset if self.fault else len(self.code)
        return tuple(self._stage(chain) for chain in self.shape.chains if at(chain.end) <= end)

    def _stage(self, chain: Chain) -> ScalaStage:
        at, settings = self.emptied.at, {method: self._words(texts) for method, texts in chain.settings.items()}
        return ScalaStage(chain.annotator, at(chain.start), at(chain.end), chain.called, chain.methods, settings)

    def _words(self, texts: tuple[Found, ...]) -> Words:
        places = [(self.emptied.at(text.start), self.emptied.at(text.end)) for text in texts]
        return Words(tuple(self.code[start:end].strip("\"'") for start, end in places), places[0][0], places[-1][1])

    def span(self, start: int, end: int) -> Span:
        """Lines and columns of the snippet, from 1."""
        return Span(*self._position(start), *self._position(end))

    def _position(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    @cached_property
    def _starts(self) -> list[int]:
        return starts_of(self.code.split("\n"))


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
    without = emptied(scanned.mended, scanned.texts)
    shape = shape_of(without.code)
    if shape.fault is not None:  # Where the parser finds its way again depends on how much it skips.
        without = Emptied(scanned.mended)
        shape = shape_of(scanned.mended)
    return ScalaSnippet(code, scanned, without, shape, _first_fault(scanned, shape))


def _first_fault(scanned: Scan, shape: Shape) -> Fault | None:
    """The first of what the scan and the parser complain about; in one line, the scan knows better what it is."""
    seen, stuck = scanned.fault, _parser_fault(scanned.code, shape)
    if seen is None or stuck is None:
        return seen or stuck
    return stuck if "\n" in scanned.code[stuck.offset : seen.offset] else seen


def _parser_fault(code: str, shape: Shape) -> Fault | None:
    """What the parser complains about, its shape being as long as the code."""
    if shape.fault is None:
        return None
    if shape.missing:
        return Fault(shape.fault, f"{shape.missing} is missing here")
    shown = code[shape.fault :].lstrip().partition("\n")[0]
    return Fault(shape.fault, f"unexpected `{_short(shown)}`")


def _short(text: str) -> str:
    return text.rstrip() if len(text) <= SHOWN else f"{text[:SHOWN].rstrip()} …"
