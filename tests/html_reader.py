"""What a built page holds, read with Python's own HTML parser: for tests that compare pages and look for attacks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

#: Elements without an end.
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
#: What a page of text has no use for.
ACTIVE = frozenset(
    {
        "script",
        "style",
        "iframe",
        "object",
        "embed",
        "svg",
        "math",
        "form",
        "input",
        "button",
        "textarea",
        "select",
        "template",
        "link",
    }
)
_PARTS = re.compile(r"<title>.*?</title>|<meta\b[^>]*>|<article\b.*</article>|<script\b.*?</script>", re.DOTALL)


@dataclass
class Content:
    """What stands in ``<article>``, the one part of a page that its Markdown decides; or in all of a fragment."""

    tags: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str]] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    text: str = ""

    def dangers(self) -> list[str]:
        """What could run, or be fetched from elsewhere."""
        found = [tag for tag in self.tags if tag in ACTIVE]
        found += [name for name, _ in self.attributes if name.startswith("on") or name == "style"]
        found += [value for _, value in self.attributes if value.lower().lstrip().startswith(("javascript:", "data:"))]
        return found


class Reader(HTMLParser):
    """Reads a page. ``whole``: everything is content, since there is no ``<article>``."""

    def __init__(self, *, whole: bool = False) -> None:
        super().__init__()
        self.content = Content()
        self.title = ""
        self.description = ""
        self.scripts: list[str] = []
        self._whole = whole
        self._open: list[tuple[str, str]] = []
        self._ends: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        inside = self._inside()
        if tag == "meta" and values.get("name") == "description":
            self.description = values.get("content", "")
        if tag == "script":
            self.scripts.append("")
        if inside:
            self.content.tags.append(tag)
            self.content.attributes += values.items()
            if "href" in values and "headerlink" not in values.get("class", ""):
                self.content.links.append(values["href"])
            {"pre": self.content.codes, "td": self.content.cells, "th": self.content.cells}.get(tag, []).append("")
            if tag in {"h1", "h2", "h3"}:
                self.content.headings.append("")
        if tag not in VOID:
            self._open.append((tag, values.get("class", "")))

    def handle_endtag(self, tag: str) -> None:
        if any(name == tag for name, _ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self._open]
        if "title" in tags and "svg" not in tags:
            self.title += data
        if "script" in tags:
            self.scripts[-1] += data
        if not self._inside() or any("headerlink" in name for _, name in self._open):
            return
        self.content.text += data
        for tags_of, texts in (
            ({"pre"}, self.content.codes),
            ({"td", "th"}, self.content.cells),
            ({"h1", "h2", "h3"}, self.content.headings),
        ):
            if tags_of & set(tags):
                texts[-1] += data

    def _inside(self) -> bool:
        return self._whole or any(tag == "article" for tag, _ in self._open)


@cache
def read_page(path: Path) -> Reader:
    """A built page: its head, its scripts and its content. The theme's own parts are long, and left out."""
    reader = Reader()
    reader.feed("".join(_PARTS.findall(path.read_text(encoding="utf-8"))))
    reader.close()
    return reader


def read_fragment(html: str) -> Content:
    """A piece of HTML without a page around it."""
    reader = Reader(whole=True)
    reader.feed(html)
    reader.close()
    return reader.content


def words(text: str) -> str:
    """The text with every stretch of blanks as one."""
    return " ".join(text.split())
