"""HTML in a card, outside code.

Found in the file's text, not in rendered HTML, so that every finding has its place. Scanning takes time linear in the
text: a card is a stranger's.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec import Struct

from generator.card import Card
from generator.diagnostic import Span
from generator.lint.memo import once_in_a_row
from generator.lint.places import line_starts

#: A start tag, as far as its attributes can be read: HTML parsers act on ``<script`` whatever follows.
TAG = re.compile(r"""<([a-z][\w:-]*)((?>(?:[^<>"']++|"[^"]*"|'[^']*')*))>?""", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""([^\s"'<>/=]++)(?:\s*+=\s*+("[^"]*"|'[^']*'|[^\s"'>]++))?""")

#: Markdown's addresses: behind a link's or an image's text, behind a label, and in angle brackets.
ADDRESS = re.compile(r"[\]<](?:(?<=\])[(:][ \t]*<?([^\s<>]+)|(?<=<)([A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*)>)")
TICKS = re.compile(r"`+|\n[ \t]*\n")

#: Addresses that run something or hide what they hold.
SCHEMES = re.compile(r"(javascript|vbscript|data):", re.IGNORECASE)
IGNORED_IN_URLS = re.compile(r"[\x00-\x20\x7f-\x9f]+")


class Tag(Struct, frozen=True):
    """A start tag: its name and attributes in lower case, values without quotes and entities.

    Attributes:
        match: Where it was found; ``Markup.span`` turns it into a place.
    """

    name: str
    attributes: tuple[tuple[str, str], ...]
    match: re.Match[str]


def dangerous_scheme(url: str) -> str | None:
    """``javascript``, ``vbscript`` or ``data`` where a browser would see such an address."""
    if url.startswith("http"):
        return None
    match = SCHEMES.match(IGNORED_IN_URLS.sub("", html.unescape(url[:256])))
    return match[1].lower() if match else None


class Markup:
    """A card's text in which code is known.

    Args:
        text: The whole file.
        code: Whole lines that hold no Markdown.
    """

    def __init__(self, text: str, code: Iterable[Span]) -> None:
        self._text = text
        self._starts = line_starts(text)
        lines = [*self._starts, len(text) + 1]
        blocks = [(lines[span.line - 1], lines[span.end_line]) for span in code]
        borders = [0, *_borders(blocks), len(text)]
        self._outside = list(zip(borders[::2], borders[1::2], strict=True))
        self._code = _borders([*blocks, *self._inline_code()])

    @cached_property
    def tags(self) -> tuple[Tag, ...]:
        """Every start tag."""
        return tuple(Tag(match[1].lower(), _attributes(match[2]), match) for match in self.find(TAG))

    def addresses(self) -> Iterator[tuple[re.Match[str], str]]:
        """Where Markdown's links and images lead."""
        for match in self.find(ADDRESS):
            yield match, match[match.lastindex or 0]

    def find(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Matches that begin outside of code.

        One may go on through a block of code if what stands before the block is a match by itself, as of a tag or a
        comment that is not closed.
        """
        position = 0
        for start, end in self._outside:
            for found in pattern.finditer(self._text, max(start, position), end):
                # What is stopped by a block of code may go on in it.
                match = (found.end() == end and pattern.match(self._text, found.start())) or found
                position = match.end()
                if not self._in_code(match.start()):
                    yield match

    def span(self, match: re.Match[str]) -> Span:
        """Where a match stands: the address, if it is one, or the whole of it."""
        begin, end = match.span(match.lastindex or 0 if match.re is ADDRESS else 0)
        line, end_line = self._line(begin), self._line(end)
        return Span(line, begin - self._starts[line - 1] + 1, end_line, end - self._starts[end_line - 1] + 1)

    def _line(self, offset: int) -> int:
        return bisect_right(self._starts, offset)

    def _inline_code(self) -> Iterator[tuple[int, int]]:
        """Where inline code begins and ends: from a run of backticks to the next equal run of the same paragraph."""
        for start, end in self._outside:
            opened: dict[int, int] = {}
            for match in TICKS.finditer(self._text, start, end) if self._text.find("`", start, end) >= 0 else ():
                if match[0][0] == "\n":
                    opened.clear()
                elif (begin := opened.get(len(match[0]))) is not None:
                    yield begin, match.end()
                    opened.clear()
                else:
                    opened[len(match[0])] = match.start()

    def _in_code(self, offset: int) -> bool:
        return bisect_right(self._code, offset) % 2 == 1


def _borders(stretches: Iterable[tuple[int, int]]) -> list[int]:
    """Where stretches begin and end by turns, those that touch as one."""
    borders: list[int] = []
    for begin, end in sorted(stretches):
        if borders and begin <= borders[-1]:
            borders[-1] = max(borders[-1], end)
        else:
            borders += begin, end
    return borders


@once_in_a_row
def markup_of(card: Card) -> Markup:
    """The markup of a card outside front matter and code."""
    blocks = (block.span for section in card.sections for block in section.blocks)
    return Markup(card.text, [card.front_matter.span, *blocks])


def _attributes(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((match[1].lower(), html.unescape((match[2] or "").strip("\"'"))) for match in ATTRIBUTE.finditer(text))
