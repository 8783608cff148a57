"""The links of a card that lead into the web: what a reader can click and a browser loads, but no code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.card import Card
from generator.diagnostic import Span
from generator.lint.lines import line_of
from generator.lint.places import span_of

WEB = re.compile(r"https?://[^\s<>]+", re.IGNORECASE)
COMMENT = re.compile(r"<!--(?:(?!-->).)*+", re.DOTALL)
#: An image that is the text of a link: ``[![badge](https://…)](https://…)``.
IMAGE = re.compile(r"!\[[^\[\]\n]*+\]\([ \t]*+<?(https?://[^\s()<>]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WebLink:
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


def web_links(card: Card) -> Iterator[WebLink]:
    """Every link into the web, in the front matter and in Markdown and HTML outside of code and comments."""
    for path, text in card.front_matter.texts.items():
        if WEB.fullmatch(text):
            span = card.front_matter.where(path)
            yield _web_link(text, span, _written(card, span, text, text))
    comments = [span_of(card.text, *match.span()) for match in COMMENT.finditer(card.text)]
    for link in card.links:
        if any(_before(comment, link.span) and _before(link.span, comment, end=True) for comment in comments):
            continue
        if WEB.fullmatch(link.url):
            yield _web_link(link.url, link.span, _written(card, link.span, link.url, link.text))
        for image in IMAGE.finditer(link.text):
            yield _web_link(image[1], link.span, ())


def _web_link(url: str, span: Span, written: tuple[Span, ...]) -> WebLink:
    address, _, fragment = url.replace("&amp;", "&").partition("#")
    return WebLink(address, fragment, span, written)


def _before(one: Span, other: Span, *, end: bool = False) -> bool:
    """Whether a stretch begins before another one begins, or ends."""
    last = (other.end_line, other.end_column) if end else (other.line, other.column)
    return (one.line, one.column) < last


def _written(card: Card, span: Span, url: str, text: str = "") -> tuple[Span, ...]:
    """Where an address stands in a link of one line: behind its text, and in it where the text is the address."""
    if span.end_line != span.line:
        return ()
    piece = line_of(card, span.line)[span.column - 1 : span.end_column - 1]
    behind = 0 if text == url else max(piece.rfind("]("), 0)
    found = [match.start() + span.column for match in re.finditer(re.escape(url), piece) if match.start() >= behind]
    return tuple(Span(span.line, column, span.line, column + len(url)) for column in found)
