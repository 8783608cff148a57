"""Markdown of a card → safe HTML.

A card is written by a stranger: CommonMark with raw HTML goes in, and only text, structure and plain links come out.
No ids (they would collide with the page's own), no styles, no scripts, no images from other hosts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import Literal

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from generator.render.code import highlighted

#: Raw HTML that a card may use. Headings of the page's own levels are not among it.
_TAGS = (
    "a abbr b blockquote br cite code dd del dl dt em h3 h4 h5 h6 hr i ins kbd li ol p pre q s small strong sub sup"
    " table tbody td tfoot th thead tr ul var"
)
#: Elements that go with everything in them.
_DROPPED = "button iframe math noscript object script select style svg template textarea title"
_SAFE_LINK = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
_BLOCK_END = re.compile(r"<(?:br|/p|/li|/t[dh]|/h\d)\b")
_PAGE_HEADING = 2


#: What becomes of fenced blocks: code is coloured, printed results are not, and some are shown elsewhere.
Fences = Literal["coloured", "plain", "hidden"]


def prose(text: str, *, fences: Fences = "coloured", hide_links: Collection[str] = ()) -> Markup:
    """Render Markdown.

    Args:
        text: Markdown, as a card has it.
        fences: How to show fenced blocks.
        hide_links: Addresses whose links are left out, because the page shows them as buttons.
    """
    tokens = _markdown().parse(text)
    _level_headings(tokens)
    for token in tokens:
        if token.children:
            token.children = list(_inline(token.children, hide_links))
    return Markup("").join(_pieces(tokens, fences=fences))


def plain(html: Markup) -> str:
    """The text of safe HTML on one line."""
    spaced = _BLOCK_END.sub(r" \g<0>", str(html))
    return Markup(spaced).striptags()  # noqa: S704 - plain text from here on, escaped again wherever it is shown


def _pieces(tokens: Sequence[Token], *, fences: Fences) -> Iterator[Markup]:
    """Top-level fences highlighted, everything between them sanitised: the two never mix."""
    for is_fence, group in groupby(tokens, lambda token: token.type == "fence" and token.level == 0):
        if not is_fence:
            yield Markup(_cleaner().clean(_render(list(group))))  # noqa: S704 - the one place that makes HTML safe
        elif fences != "hidden":
            for token in group:
                yield highlighted(token.content, token.info.partition(" ")[0] if fences == "coloured" else "")


def _render(tokens: list[Token]) -> str:
    markdown = _markdown()
    return str(markdown.renderer.render(tokens, markdown.options, {}))


def _level_headings(tokens: Sequence[Token]) -> None:
    """Nest headings below the page's ``<h2>`` without gaps, so that their order makes sense to a screen reader."""
    above: list[int] = []
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1])
            above = [*(other for other in above if other < level), level]
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(_PAGE_HEADING + len(above), 6)}"


def _inline(tokens: Sequence[Token], hide_links: Collection[str]) -> Iterator[Token]:
    hidden = False
    for token in tokens:
        if token.type == "link_open":
            hidden = str(token.attrs.get("href", "")) in hide_links
        if not hidden:
            yield from _image_as_link(token) if token.type == "image" else (token,)
        if token.type == "link_close":
            hidden = False


def _image_as_link(image: Token) -> Iterator[Token]:
    """An image would be fetched from a host that the card's author chose; a link leaves that to the reader."""
    yield Token("link_open", "a", 1, attrs={"href": str(image.attrs.get("src", ""))})
    yield Token("text", "", 0, content=image.content or "image")
    yield Token("link_close", "a", -1)


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": True, "linkify": True}).enable(["table", "strikethrough", "linkify"])
    if markdown.linkify is not None:
        # Without a scheme, `README.md` and `nlu.load` would be taken for hosts.
        markdown.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
    valid = markdown.validateLink
    # `[2]: [A name](address)` is an item of a list of sources; as a definition it would vanish from the page.
    markdown.validateLink = lambda url: valid(url) and not url.startswith(("[", "%5B"))  # type: ignore[method-assign]
    return markdown


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
