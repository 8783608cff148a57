"""Safe HTML of a card's prose → Markdown.

The Markdown of a card is a stranger's: it is read once, by ``render.prose``, which lets only text, structure and plain
links through; what came through is written down again here. Whatever this module takes for an element and what not:
text leaves it escaped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape

from markupsafe import Markup

from generator.render.markdown.escape import code, escaped, fence, link

_PIECE = re.compile(r'<(?P<end>/?)(?P<tag>[a-z][a-z0-9]*)(?P<attributes>(?:[^<>"]|"[^"]*")*)>|(?P<text>[^<]+|<)')
_ADDRESS = re.compile(r'\bhref="([^"]*)"')
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
_HEADINGS = {"h3": "###", "h4": "####", "h5": "#####", "h6": "######"}
_CONTAINERS = frozenset({"blockquote", "ul", "ol", "li", "table", "tr", "td", "th"})
#: Elements that begin a new paragraph, and are not shown otherwise.
_BREAKS = frozenset({"p", "div", "dl", "dt", "dd", "thead", "tbody", "tfoot", "caption", *_HEADINGS})
#: Elements whose text is taken as it is.
_VERBATIM = frozenset({"code", "pre"})
#: Deeper than this, blocks are no longer nested: every level costs four columns of each line in it.
_DEEPEST = 12
#: The cells of a row.
_WIDEST = 100
_BREAK = "<br>"
#: How a list begins.
_LIST = re.compile(r"-   |1\.  ")


@lru_cache(maxsize=12)  # Of the last few cards, many of which say the same of their data.
def markdown_of(html: Markup) -> Markup:
    """The Markdown of safe HTML, as ``render.prose`` makes it: blocks with an empty line between them."""
    return _Writer().write(html)


@dataclass(slots=True)
class _Block:
    """An open element with what is written of it: blocks, or rows. ``headed``: whether a row has header cells."""

    tag: str
    blocks: list[str] = field(default_factory=list)
    rows: list[_Block] = field(default_factory=list)
    headed: bool = False


class _Writer:
    """Goes through the elements once.

    ``_open`` has the open containers, ``_line`` the paragraph that is being written, ``_marks`` the elements that are
    open in it with their addresses and where they began, ``_text`` what was not escaped yet.
    """

    def __init__(self) -> None:
        self._open = [_Block("")]
        self._unshown = 0
        self._line: list[str] = []
        self._marks: list[tuple[str, str, int]] = []
        self._text: list[str] = []
        self._verbatim = ""

    def write(self, html: Markup) -> Markup:
        """All of it."""
        for end, tag, attributes, text in _PIECE.findall(html):
            if text:
                self._text.append(text)
            elif self._verbatim:
                if end and tag == self._verbatim:
                    self._end_verbatim(tag)
            elif end:
                self._end(tag)
            else:
                self._start(tag, attributes)
        self._end_paragraph()
        while len(self._open) > 1:
            self._close()
        return Markup("\n\n".join(self._open[0].blocks))  # noqa: S704  put together from what is escaped

    def _start(self, tag: str, attributes: str) -> None:
        if tag in _VERBATIM:
            self._end_paragraph() if tag == "pre" else self._end_text()
            self._verbatim = tag
        elif tag in _MARKS or tag == "a":
            self._end_text()
            found = _ADDRESS.search(attributes)
            self._marks.append((tag, unescape(found[1]) if found else "", len(self._line)))
        elif tag == "br":
            self._end_text()
            self._line.append(_BREAK)
        elif tag in _CONTAINERS:
            self._end_paragraph()
            if self._unshown or len(self._open) > _DEEPEST or self._in_cell():
                self._unshown += 1
            else:
                self._open.append(_Block(tag))
        elif tag in _BREAKS:
            self._end_paragraph()
        elif tag == "hr":
            self._end_paragraph()
            self._open[-1].blocks.append("* * *")

    def _end(self, tag: str) -> None:
        if tag in _MARKS or tag == "a":
            self._end_text()
            if self._marks and self._marks[-1][0] == tag:
                self._mark(*self._marks.pop())
        elif tag in _CONTAINERS:
            self._end_paragraph()
            if self._unshown:
                self._unshown -= 1
            elif self._open[-1].tag == tag:
                self._close()
        elif tag in _BREAKS:
            self._end_paragraph(_HEADINGS.get(tag, "") if len(self._open) == 1 else "")

    def _in_cell(self) -> bool:
        """Cells hold lines only."""
        return self._open[-1].tag in {"td", "th"}

    def _mark(self, tag: str, address: str, start: int) -> None:
        """Put the end of the line, from ``start`` on, into a link or between marks."""
        inner = "".join(self._line[start:])
        body = inner.strip()
        if body:
            text = Markup(body)  # noqa: S704  put together from what is escaped
            marked = link(text, address) if tag == "a" else f"{_MARKS[tag]}{text}{_MARKS[tag]}"
            before, after = " " * (inner[0] == " "), " " * (inner[-1] == " ")
            self._line[start:] = [f"{before}{marked}{after}"]

    def _end_text(self) -> None:
        if self._text:
            text = unescape("".join(self._text))
            self._text.clear()
            self._line.append(escaped(text, begins=not self._line))

    def _end_verbatim(self, tag: str) -> None:
        text = unescape("".join(self._text))
        self._text.clear()
        self._verbatim = ""
        if tag == "code":
            self._line.append(code(text))
        elif len(self._open) == 1:
            self._open[0].blocks.append(fence(text))
        elif lines := [code(line) for line in text.splitlines() if line.strip()]:
            self._open[-1].blocks.append(_BREAK.join(lines))

    def _end_paragraph(self, heading: str = "") -> None:
        self._end_text()
        text = "".join(self._line).strip()
        while text.endswith(_BREAK) or text.startswith(_BREAK):
            text = text.removesuffix(_BREAK).removeprefix(_BREAK).strip()
        self._line.clear()
        self._marks.clear()
        if text:
            self._open[-1].blocks.append(f"{heading} {text}" if heading else text)

    def _close(self) -> None:
        """Write the innermost container into the one around it."""
        block = self._open.pop()
        outer = self._open[-1]
        if block.tag in {"td", "th"}:
            outer.blocks.append(_BREAK.join(block.blocks))
            outer.headed |= block.tag == "th"
        elif block.tag == "tr":
            outer.rows.append(block)
        elif text := _written(block, outer):
            outer.blocks.append(text)


def _written(block: _Block, outer: _Block) -> str:
    """A container, as Markdown."""
    if block.rows:
        return _table(block.rows)
    if block.tag in {"ul", "ol"}:
        return "\n".join(block.blocks)
    if block.tag == "blockquote":
        lines = "\n\n".join(block.blocks).split("\n") if block.blocks else []
        return "\n".join(f"> {line}".rstrip() for line in lines)
    return _item(block.blocks, "1.  " if outer.tag == "ol" else "-   ")


def _item(blocks: list[str], marker: str) -> str:
    """An item of a list. One that begins with a list of its own becomes that list's items."""
    if not blocks or _LIST.match(blocks[0]):
        return "\n".join(blocks)
    # Python-Markdown sees a list right below a text only where nothing else stands between.
    between = "\n" if len(blocks) > 1 and _LIST.match(blocks[1]) else "\n\n"
    text = between.join(blocks[:2]) + "".join(f"\n\n{block}" for block in blocks[2:])
    return marker + text.replace("\n", "\n    ").replace("\n    \n", "\n\n")


def _table(rows: list[_Block]) -> str:
    """A table; Markdown wants a header, so one without gets an empty one."""
    width = min(max(len(row.blocks) for row in rows), _WIDEST)
    cells = [row.blocks[:width] for row in rows]
    head = cells.pop(0) if rows[0].headed else []
    lines = [head + [""] * (width - len(head)), ["---"] * width, *cells]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
