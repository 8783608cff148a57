"""Markdown of a card → safe HTML.

A card is written by a stranger: CommonMark with raw HTML goes in, and only text, structure and plain links come out.
No ids (they would collide with the page's own), no styles, no scripts, no images from other hosts.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache, lru_cache
from html import unescape
from typing import Literal

import nh3
from markupsafe import Markup

from generator.render.code import highlighted
from generator.render.commonmark import read_markdown
from generator.steps import ABREAST

#: Raw HTML that a card may use. Headings of the page's own levels are not among it.
_TAGS = (
    "a abbr b blockquote br cite code dd del dl dt em h3 h4 h5 h6 hr i ins kbd li ol p pre q s small strong sub sup"
    " table tbody td tfoot th thead tr ul var"
)
#: Elements that go with everything in them.
_DROPPED = "button iframe math noscript object script select style svg template textarea title"
_SAFE_LINK = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
_BLOCK_END = re.compile(r"<(?:br|/p|/li|/t[dh]|/h\d)\b")

#: What no link does without: brackets, an element, a whole address, or any of these in other words.
_LINK_SIGNS = ("[", "<", "&", "\\", "://")
_TAG = re.compile(r"<[^>]*>")

#: Texts up to so many characters are remembered of all cards that go abreast, longer ones of the last few.
_SHORT = 16_384

#: What becomes of fenced blocks: code is coloured, printed results are not, and some are shown elsewhere.
Fences = Literal["coloured", "plain", "hidden"]


def prose(text: str, *, fences: Fences = "coloured", hide_links: Collection[str] = ()) -> Markup:
    """Render Markdown.

    Args:
        text: Markdown, as a card has it.
        fences: How to show fenced blocks.
        hide_links: Addresses whose links are left out, because the page shows them as buttons.
    """
    # Without fences all of their kinds are the same, and without links it does not matter which are left out. So a text
    # is rendered once for a page, its twin and its summary, and for other cards that say the same.
    fenced = "```" in text or "~~~" in text
    linked = any(sign in text for sign in _LINK_SIGNS)
    made = _prose_of_many if len(text) <= _SHORT else _prose_of_few
    return made(text, fences if fenced else "coloured", frozenset(hide_links if linked else ()))


def _prose(text: str, fences: Fences, hide_links: frozenset[str]) -> Markup:
    pieces = []
    for piece in read_markdown(text, hide_links):
        if isinstance(piece, str):
            # The one place that makes HTML safe.
            pieces.append(_cleaner().clean(piece) if piece else "")
        elif fences != "hidden":
            pieces.append(highlighted(piece.code, piece.info.partition(" ")[0] if fences == "coloured" else ""))
    return Markup("".join(pieces))  # noqa: S704 - cleaned above, or highlighted


_prose_of_many = lru_cache(maxsize=16 * ABREAST)(_prose)  # Of the cards whose pages are made, and whose twins follow.
_prose_of_few = lru_cache(maxsize=4)(_prose)


def plain(html: Markup) -> str:
    """The text of safe HTML on one line."""
    return (_plain_of_many if len(html) <= _SHORT else _plain_of_few)(html)


def _plain(html: Markup) -> str:
    spaced = _BLOCK_END.sub(r" \g<0>", str(html))
    return unescape(" ".join(_TAG.sub("", spaced).split()))


_plain_of_many = lru_cache(maxsize=4 * ABREAST)(_plain)  # A page, its twin and its summary ask for the same ones.
_plain_of_few = lru_cache(maxsize=4)(_plain)


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(_TAGS.split()),
        clean_content_tags=set(_DROPPED.split()),
        attributes={"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"}},
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener noreferrer",
    )


def _attribute(_tag: str, name: str, value: str) -> str | None:
    """A link into this site would be a guess of the card's, so relative ones go."""
    return value if name != "href" or _SAFE_LINK.match(value) else None
