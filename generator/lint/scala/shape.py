"""What a Scala snippet is but for what its texts hold: cards are made from few patterns, and differ in little else.

So each shape is parsed once, and what it says of its values and stages holds for every snippet of that shape. Its
places are offsets in the shape; ``Emptied`` knows where they are in the snippet.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate

import tree_sitter
from msgspec import Struct

from generator.lint.scala.lexing import Found
from generator.lint.scala.names import Names, names_in
from generator.lint.scala.stages import Chain, chains_in

NOT_ASCII = re.compile(r"[^\x00-\x7f]")
#: How the parser's names for what it misses are worded.
MISSING = {"identifier": "a value", "_": "a name"}
#: Shapes that are remembered. All cards of a hub of thousands have a few hundred.
REMEMBERED = 500


class Shape(Struct, frozen=True):
    """What the parser makes of a shape.

    Attributes:
        names: The values that it defines and uses.
        chains: The stages.
        fault: The first place at which the parser had to skip or to fill.
        missing: What is missing at that place; empty where something is to be skipped.
    """

    names: Names
    chains: tuple[Chain, ...]
    fault: int | None
    missing: str


class Emptied(Struct, frozen=True):
    """A snippet with nothing in its texts.

    Attributes:
        code: The shape.
        ends: Where each emptied text ends in it.
        moved: By how many characters what lies behind that many of them is further on in the snippet.
    """

    code: str
    ends: Sequence[int] = ()
    moved: Sequence[int] = (0,)

    def at(self, offset: int) -> int:
        """Where an offset of the shape is in the snippet."""
        return offset + self.moved[bisect_right(self.ends, offset)]


def emptied(code: str, texts: Sequence[Found]) -> Emptied:
    """Take out what these texts hold, quotes aside."""
    borders = [0, *(border for text in texts for border in (text.start + 1, text.end - 1)), len(code)]
    kept = [code[start:end] for start, end in zip(borders[::2], borders[1::2], strict=True)]
    moved = [0, *accumulate(text.end - text.start - 2 for text in texts)]
    ends = [text.end - further for text, further in zip(texts, moved[1:], strict=True)]
    return Emptied("".join(kept), ends, moved)


@lru_cache(maxsize=REMEMBERED)
def shape_of(code: str) -> Shape:
    """Parse a shape."""
    root = _parser().parse(NOT_ASCII.sub("x", code).encode()).root_node  # ASCII, so that bytes are characters
    fault = _fault(root)
    missing = fault is not None and fault.is_missing
    word = MISSING.get(fault.type, f"`{fault.type}`") if fault and missing else ""
    return Shape(names_in(root, code), tuple(chains_in(root, code)), fault.start_byte if fault else None, word)


@cache
def _parser() -> tree_sitter.Parser:
    import tree_sitter_scala  # noqa: PLC0415 - slow to import, and many cards hold no Scala

    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_scala.language()))


def _fault(root: tree_sitter.Node) -> tree_sitter.Node | None:
    """The first place, in the order of the text, that the parser had to skip or to fill."""
    waiting = [root] if root.has_error else []
    while waiting:
        node = waiting.pop()
        if node.is_missing or node.is_error:
            return node
        waiting += reversed([child for child in node.children if child.has_error])
    return None
