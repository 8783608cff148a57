"""Where a stretch of a card's text stands."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from generator.diagnostic import Span
from generator.read.document import starts_of


def span_of(text: str, begin: int, end: int) -> Span:
    """The span between two offsets of a text; the end is exclusive."""
    starts = line_starts(text)
    line, end_line = bisect_right(starts, begin), bisect_right(starts, end)
    return Span(line, begin - starts[line - 1] + 1, end_line, end - starts[end_line - 1] + 1)


@lru_cache(maxsize=2)
def line_starts(text: str) -> list[int]:
    """The offset of each line's first character."""
    return starts_of(text.split("\n"))
