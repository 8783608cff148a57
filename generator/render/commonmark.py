"""Markdown → HTML that is not safe yet: CommonMark with tables, ~~strikes~~ and bare links.

pulldown-cmark says what stands in a text, one event after another. It is written down as the site shows it: headings
below the page's own, images as links, the outermost fenced blocks apart from everything else.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import Any
from urllib.parse import quote

import pyromark
from markupsafe import escape
from msgspec import Struct, field

from generator.read.links import bare_links

#: Of a page's own sections.
_PAGE_HEADING = 2
_LOWEST_HEADING = 6
#: Blocks in more blocks than this are shown without their markup: nobody nests so deep, and browsers cannot.
_DEEPEST = 100

#: What opens and what closes each kind of element, as far as that is always the same.
_ELEMENTS = {
    "Paragraph": ("<p>", "</p>\n"),
    "BlockQuote": ("<blockquote>\n", "</blockquote>\n"),
    "Item": ("<li>", "</li>\n"),
    "CodeBlock": ("<pre><code>", "</code></pre>\n"),
    "HtmlBlock": ("", ""),
    "Table": ("<table>\n", "</tbody>\n</table>\n"),
    "TableHead": ("<thead>\n<tr>\n", "</tr>\n</thead>\n<tbody>\n"),
    "TableRow": ("<tr>\n", "</tr>\n"),
    "Emphasis": ("<em>", "</em>"),
    "Strong": ("<strong>", "</strong>"),
    "Strikethrough": ("<s>", "</s>"),
}
_INLINE = frozenset({"Emphasis", "Strong", "Strikethrough"})
_BREAKS = {"SoftBreak": "\n", "HardBreak": "<br />\n", "Rule": "<hr />\n"}
_ANCHOR = re.compile(r"<(/?)a[\s>]", re.IGNORECASE)
#: An address that needs no other spelling; in others, what is neither listed nor percent-encoded gets encoded.
_PLAIN_ADDRESS = re.compile(r"(?:[\w;/?:@=+$,.!~*()#-]|%[0-9a-f]{2})*", re.ASCII | re.IGNORECASE)
_PERCENT = re.compile(r"(%[0-9a-f]{2})", re.IGNORECASE)
_KEPT = ";/?:@&=+$,-_.!~*'()#"
#: `[2]: [A name](address)` is an item of a list of sources; as a definition it would vanish from the page.
_SOURCE = re.compile(r"^( {0,3})(?=\[[^\[\]]+\]:[ \t]*\[)", re.MULTILINE)


class Fence(Struct, frozen=True):
    """A fenced block that stands in nothing else."""

    code: str
    info: str


def read_markdown(text: str, hide_links: Collection[str] = ()) -> Iterator[str | Fence]:
    """The HTML of a text, cut at its outermost fenced blocks.

    Args:
        text: Markdown.
        hide_links: Addresses whose links are left out.
    """
    if "]:" in text:
        text = _SOURCE.sub(r"\1\\", text)
    return _Writer(hide_links).read(_parser().events(text))


class _Writer(Struct):
    """Writes events down.

    Attributes:
        hide_links: Addresses whose links are left out.
        out: What is written since the last outermost fence.
        depth: How many blocks are open.
        above: Levels of the headings that the present one stands below.
        in_head: Whether a table's head is open.
        anchors: How many links or blocks of code are open, whose text is not searched for links.
        hidden: Whether a link is open that is left out.
        fence: Where its code goes, while an outermost fence is open.
        images: How many images are open; of those in an image's text, only the text is left.
        image: The text of the outermost.
    """

    hide_links: Collection[str]
    out: list[str] = field(default_factory=list)
    depth: int = 0
    above: list[int] = field(default_factory=list)
    in_head: bool = False
    anchors: int = 0
    hidden: bool = False
    fence: list[str] | None = None
    info: str = ""
    images: int = 0
    image: list[str] = field(default_factory=list)

    def read(self, events: Iterable[Any]) -> Iterator[str | Fence]:
        """What the events say, in pieces. An event is a word, or a word with what is said about it."""
        for event in events:
            what: str
            about: Any
            what, about = (event, None) if isinstance(event, str) else next(iter(event.items()))
            if self.fence is not None:
                if what == "Text":
                    self.fence.append(about)
                else:
                    yield Fence("".join(self.fence), self.info)
                    self.fence = None
            elif what == "Start" and self.depth == 0 and _is_fence(about):
                yield "".join(self.out)
                self.out, self.fence, self.info = [], [], about["CodeBlock"]["Fenced"]
            else:
                self._take(what, about)
        yield "".join(self.out)

    def _take(self, what: str, about: Any) -> None:
        if what in {"Start", "End"}:
            kind, details = (about, None) if isinstance(about, str) else next(iter(about.items()))
            if kind == "Image":
                self._image(details, 1 if what == "Start" else -1)
            elif self.images:
                return
            elif kind == "Link":
                self._link(details, opens=what == "Start")
            elif not self.hidden and what == "Start":
                self._start(kind, details)
            elif not self.hidden:
                self._end(kind, details)
        elif self.images:
            self.image.append(about if what in {"Text", "Code"} else " ")
        elif not self.hidden:
            self._content(what, about)

    def _content(self, what: str, about: Any) -> None:
        if what == "Text":
            self.out.append(escaped(about) if self.anchors else _linked(about, self.hide_links))
        elif what == "Code":
            self.out.append(f"<code>{escaped(about)}</code>")
        elif what in _BREAKS:
            if what == "Rule":
                self._fresh_line()
            self.out.append(_BREAKS[what])
        else:
            self.out.append(about)
            for match in _ANCHOR.finditer(about) if what == "InlineHtml" else ():
                self.anchors = max(0, self.anchors + (-1 if match[1] else 1))

    def _start(self, kind: str, details: Any) -> None:
        if kind in _INLINE:
            self.out.append(_ELEMENTS[kind][0])
            return
        self.depth += 1
        if self.depth > _DEEPEST:
            return
        self._fresh_line()
        if kind == "Heading":
            level = int(details["level"][1])
            self.above = [*(other for other in self.above if other < level), level]
            self.out.append(f"<h{self._level()}>")
        elif kind == "List":
            self.out.append("<ul>\n" if details is None else "<ol>\n")
        elif kind == "TableCell":
            self.out.append("<th>" if self.in_head else "<td>")
        else:
            self.in_head = self.in_head or kind == "TableHead"
            self.anchors += kind == "CodeBlock"
            self.out.append(_ELEMENTS[kind][0])

    def _end(self, kind: str, details: Any) -> None:
        if kind not in _INLINE:
            self.depth -= 1
            if self.depth >= _DEEPEST:
                return
        if kind == "Heading":
            self.out.append(f"</h{self._level()}>\n")
        elif kind == "List":
            self.out.append("</ol>\n" if details else "</ul>\n")
        elif kind == "TableCell":
            self.out.append("</th>\n" if self.in_head else "</td>\n")
        else:
            if kind == "CodeBlock" and self.out[-1] != _ELEMENTS[kind][0]:
                self._fresh_line()
            self.in_head = self.in_head and kind != "TableHead"
            self.out.append(_ELEMENTS[kind][1])
        if kind in {"Paragraph", "Item", "Heading", "TableCell", "CodeBlock"}:
            # A link of raw HTML that is open in one of them is closed with it.
            self.anchors = 0

    def _level(self) -> int:
        return min(_PAGE_HEADING + len(self.above), _LOWEST_HEADING)

    def _link(self, details: Any, *, opens: bool) -> None:
        if opens:
            address = written_address(details["dest_url"])
            self.hidden = address in self.hide_links
        if not self.hidden:
            self.out.append(f'<a href="{escape(address)}">' if opens else "</a>")
            self.anchors += 1 if opens else -1
        elif not opens:
            self.hidden = False

    def _image(self, details: Any, step: int) -> None:
        """An image would be fetched from a host that the card's author chose; a link leaves that to the reader."""
        self.images += step
        if step > 0 and self.images == 1 and not self.hidden:
            self.out.append(f'<a href="{escape(written_address(details["dest_url"]))}">')
            self.image = []
        elif not self.images and not self.hidden:
            self.out.append(f"{escaped(''.join(self.image)) or 'image'}</a>")

    def _fresh_line(self) -> None:
        if self.out and not self.out[-1].endswith("\n"):
            self.out.append("\n")


def _is_fence(about: Any) -> bool:
    return not isinstance(about, str) and "CodeBlock" in about and about["CodeBlock"] != "Indented"


def written_address(address: str) -> str:
    """An address in the characters that addresses are written in."""
    address = address.strip()
    if _PLAIN_ADDRESS.fullmatch(address):
        return address
    # Every second part is percent-encoded already.
    parts = enumerate(_PERCENT.split(address))
    return "".join(part if index % 2 else quote(part, safe=_KEPT, errors="replace") for index, part in parts)


def _linked(text: str, hide_links: Collection[str]) -> str:
    """Text, its bare addresses as links."""
    pieces, position = [], 0
    for start, url in bare_links(text):
        pieces.append(escaped(text[position:start]))
        position, address = start + len(url), written_address(url)
        if address not in hide_links:
            pieces.append(f'<a href="{escape(address)}">{escaped(url)}</a>')
    return "".join([*pieces, escaped(text[position:])]) if pieces else escaped(text)


def escaped(text: str) -> str:
    """Text as HTML, outside of tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@cache
def _parser() -> pyromark.Markdown:
    options = pyromark.Options
    return pyromark.Markdown(options=options.ENABLE_TABLES | options.ENABLE_STRIKETHROUGH)
