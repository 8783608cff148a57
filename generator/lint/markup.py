"""HTML in a card, outside code.

Found in the file's text, not in rendered HTML, so that every finding has its place. Scanning takes time linear in the
text: a card is a stranger's.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from generator.card import Card
from generator.diagnostic import Span

#: A start tag, as far as its attributes can be read: HTML parsers act on ``<script`` whatever follows.
TAG = re.compile(r"""<([a-z][\w:-]*)((?:[^<>"']|"[^"<]*"|'[^'<]*')*+)""", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""([^\s"'<>/=]++)(?:\s*+=\s*+("[^"]*"|'[^']*'|[^\s"'>]++))?+""")
TICKS = re.compile(r"`+|\n[ \t]*\n")

#: Addresses that run something or hide what they hold.
SCHEMES = re.compile(r"(javascript|vbscript|data):", re.IGNORECASE)
IGNORED_IN_URLS = re.compile(r"[\x00-\x20\x7f-\x9f]+")


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag: its name and attributes in lower case, values without quotes and entities."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    span: Span


def dangerous_scheme(url: str) -> str | None:
    """``javascript``, ``vbscript`` or ``data`` where a browser would see such an address."""
    match = SCHEMES.match(IGNORED_IN_URLS.sub("", html.unescape(url[:256])))
    return match[1].lower() if match else None


@lru_cache(maxsize=4)
def tags(card_text: str, code_lines: frozenset[int]) -> tuple[Tag, ...]:
    """The start tags of a text, but those in lines of code and in inline code.

    Args:
        card_text: The whole file.
        code_lines: Lines, from 1, that hold no Markdown.
    """
    starts = [0, *(match.end() for match in re.finditer("\n", card_text))]
    inline = list(_inline_code(card_text, starts, code_lines))
    found = []
    for match in TAG.finditer(card_text):
        line = bisect_right(starts, match.start())
        if line not in code_lines and not _within(inline, match.start()):
            found.append(Tag(match[1].lower(), _attributes(match[2]), _span(starts, line, match)))
    return tuple(found)


def tags_of(card: Card) -> tuple[Tag, ...]:
    """The start tags of a card, outside front matter and code."""
    front, blocks = card.front_matter.span, [block.span for section in card.sections for block in section.blocks]
    spans = [range(front.line, front.end_line + 1), *(range(span.line, span.end_line + 1) for span in blocks)]
    return tags(card.text, frozenset(line for span in spans for line in span))


def _attributes(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((match[1].lower(), html.unescape((match[2] or "").strip("\"'"))) for match in ATTRIBUTE.finditer(text))


def _span(starts: list[int], line: int, match: re.Match[str]) -> Span:
    end_line = bisect_right(starts, match.end())
    return Span(line, match.start() - starts[line - 1] + 1, end_line, match.end() - starts[end_line - 1] + 1)


def _inline_code(text: str, starts: list[int], code_lines: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Where inline code begins and ends: from a run of backticks to the next equal run of the same paragraph."""
    opened: dict[int, int] = {}
    for match in TICKS.finditer(text):
        if bisect_right(starts, match.start()) in code_lines or match[0][0] == "\n":
            opened.clear()
        elif (begin := opened.get(len(match[0]))) is not None:
            yield begin, match.end()
            opened.clear()
        else:
            opened[len(match[0])] = match.start()


def _within(ranges: list[tuple[int, int]], position: int) -> bool:
    index = bisect_right(ranges, (position, position)) - 1
    return index >= 0 and ranges[index][0] <= position < ranges[index][1]
