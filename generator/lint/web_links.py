"""The links of a card that lead into the web: what a reader can click and a browser loads, but no code."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct

from generator.card import Card
from generator.diagnostic import Span
from generator.lint.lines import line_of
from generator.lint.places import span_of

WEB = re.compile(r"https?://[^\s<>]+", re.IGNORECASE)
COMMENT = re.compile(r"<!--(?>(?:(?!-->).)*)", re.DOTALL)
#: An image that is the text of a link: ``[![badge](https://…)](https://…)``.
IMAGE = re.compile(r"!\[[^\[\]\n]*+\]\([ \t]*+<?(https?://[^\s()<>]+)", re.IGNORECASE)


class WebLink(Struct, frozen=True, array_like=True, gc=False):
    """A link into the web.

    Attributes:
        address: What a server is asked for: the address without its fragment.
        fragment: What stands behind ``#``; may be empty.
        span: Where the link stands.
        written: Where its address stands, as it is written; empty where that is not known.
    """

    address: str
    fragment: str
    span: Span
    written: tuple[Span, ...]


def web_links(card: Card) -> tuple[WebLink, ...]:
    """Every link into the web, in the front matter and in Markdown and HTML outside of code and comments."""
    return (*_in_front_matter(card), *_in_text(card))


def _in_front_matter(card: Card) -> Iterator[WebLink]:
    for path, text in card.front_matter.texts.items():
        if WEB.fullmatch(text):
            span = card.front_matter.where(path)
            yield _web_link(text, span, _written(card, span, text, text))


def _in_text(card: Card) -> Iterator[WebLink]:
    comments = [span_of(card.text, *match.span()) for match in COMMENT.finditer(card.text)]
    for link in card.links:
        if _lies_in(link.span, comments):
            continue
        if WEB.fullmatch(link.url):
            yield _web_link(link.url, link.span, _written(card, link.span, link.url, link.text))
        for image in IMAGE.finditer(link.text):
            yield _web_link(image[1], link.span, ())


def _web_link(url: str, span: Span, written: tuple[Span, ...]) -> WebLink:
    address, _, fragment = url.replace("&amp;", "&").partition("#")
    return WebLink(address, fragment, span, written)


def _lies_in(span: Span, stretches: Sequence[Span]) -> bool:
    """Whether a place begins in one of these stretches, which are in order."""
    before = bisect_right(stretches, (span.line, span.column), key=lambda stretch: (stretch.line, stretch.column)) - 1
    return before >= 0 and (span.line, span.column) < (stretches[before].end_line, stretches[before].end_column)


def _written(card: Card, span: Span, url: str, text: str = "") -> tuple[Span, ...]:
    """Where an address stands in a link of one line: behind its text, and in it where the text is the address."""
    if span.end_line != span.line:
        return ()
    piece = line_of(card, span.line)[span.column - 1 : span.end_column - 1]
    behind = 0 if text == url else max(piece.rfind("]("), 0)
    found = [column + span.column for column in _places(piece, url) if column >= behind]
    return tuple(Span(span.line, column, span.line, column + len(url)) for column in found)


def _places(text: str, part: str) -> Iterator[int]:
    """Where a text holds another: a pattern made for each address would take longer than all the rest."""
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + len(part))
