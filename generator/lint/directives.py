"""Comments in a card that tell the linter what to leave alone.

``<!-- modelhub: ignore CODES -- reason -->`` in Markdown and ``# modelhub: ignore CODES -- reason`` in front matter and
code. Behind something, a comment is about its own line; alone on its line, about what follows: in Markdown the next
block, up to a blank line outside of code; elsewhere the next line. ``ignore-file`` is about the whole card. Reading
takes time linear in the text: a card is a stranger's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from generator.card import Card
from generator.diagnostic import Span

MARK = "modelhub:"
HTML = re.compile(r"<!--\s*+modelhub:\s*+(ignore(?:-file)?)\b(?!-)((?>(?:(?!-->|<!--).)*))-->", re.IGNORECASE)
HASH = re.compile(r"#\s*+modelhub:\s*+(ignore(?:-file)?)\b(?!-)(.*)", re.IGNORECASE)
REASON = re.compile(r"(?:^|\s)--(?:\s|$)")
NAME = re.compile(r"[^\s,]+")


class Directive(Struct, frozen=True, array_like=True, gc=False):
    """One such comment.

    Attributes:
        span: The comment.
        names: The codes and families that it names, each with its place.
        reason: What stands behind ``--``; may be empty.
        first: The first line that it is about.
        stop: The line behind the last one.
    """

    span: Span
    names: tuple[tuple[str, Span], ...]
    reason: str
    first: int
    stop: int

    @property
    def lines(self) -> range:
        """The lines that it is about."""
        return range(self.first, self.stop)


def directives(card: Card) -> tuple[Directive, ...]:
    """Every directive of a card, in order."""
    return tuple(_directives(card)) if MARK in card.text.lower() else ()


def _directives(card: Card) -> Iterator[Directive]:
    lines = card.text.split("\n")
    fences = {line for section in card.sections for block in section.blocks for line in _lines_of(block.span)}
    ends = _ends_of_blocks(lines, fences)
    head = range(card.front_matter.span.line, card.front_matter.span.end_line + 1)
    for number, line in enumerate(lines, start=1):
        if MARK not in line.lower():
            continue
        markdown = number not in head and number not in fences
        for match in (HTML if markdown else HASH).finditer(line):
            if match[1].lower() == "ignore-file":
                about = range(1, len(lines) + 1)
            elif line[: match.start()].strip() or line[match.end() :].strip():
                about = range(number, number + 1)
            else:
                about = range(number + 1, ends[number]) if markdown else range(number + 1, number + 2)
            yield _directive(match, number, about)


def _directive(match: re.Match[str], number: int, about: range) -> Directive:
    listed, reason = match[2], ""
    if dashes := REASON.search(match[2]):
        listed, reason = match[2][: dashes.start()], match[2][dashes.end() :].strip()
    offset = match.start(2) + 1
    names = tuple(
        (name[0].upper(), Span(number, offset + name.start(), number, offset + name.end()))
        for name in NAME.finditer(listed)
    )
    return Directive(Span(number, match.start() + 1, number, match.end() + 1), names, reason, about.start, about.stop)


def _ends_of_blocks(lines: list[str], fences: set[int]) -> list[int]:
    """For each line, by its number, where the first block behind it ends: at a blank line outside of code."""
    blank = end = len(lines) + 1
    ends = [end] * (len(lines) + 1)
    for number in range(len(lines), 0, -1):
        ends[number] = end
        if number in fences or lines[number - 1].strip():
            end = blank
        else:
            blank = number
    return ends


def _lines_of(span: Span) -> range:
    return range(span.line, span.end_line + 1)
