"""A Content-Security-Policy that a page works under: what a frame has inline becomes files of the site.

Only what surrounds the pages is to be given to ``externalise``: the theme's HTML and what the site's author wrote. A
script that came through the sanitiser with a card stays where it is, and the policy keeps it from running.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from generator.render.environment import render_template
from generator.render.moved import CSS_URL, IMPORT, moved

#: Where what was inline lies in the site.
FOLDER = "assets/inline"
#: What a page may load and do, by directive. ``frame-ancestors`` counts in a header alone: the server sends it.
DIRECTIVES: dict[str, tuple[str, ...]] = {
    "default-src": ("'self'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:"),
    "connect-src": ("'self'",),
    "font-src": ("'self'",),
    "media-src": ("'self'",),
    "worker-src": ("'self'",),
    "frame-src": ("'self'",),
    "object-src": ("'none'",),
    "base-uri": ("'self'",),
    "form-action": ("'self'",),
}
_SOURCE = re.compile(r"[^\s;,]+")
#: The types of scripts that a browser runs. Any other, such as ``application/json``, is data.
_SCRIPTS = frozenset({"", "module", "text/javascript", "application/javascript"})
_HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)
_HEAD_END = re.compile(r"</head\s*>", re.IGNORECASE)
#: Rules that stand for ``style`` attributes win against others as those do.
_AS_STRONG_AS_AN_ATTRIBUTE = ":not(#mh-none):not(#mh-none)"

Attributes = list[tuple[str, str | None]]


def content_policy(more: Mapping[str, Iterable[str]] | None = None) -> str:
    """The policy of a site, as the header has it.

    Args:
        more: What it allows besides, by directive: ``{"img-src": ["https://pictures.example"]}``.

    Raises:
        ValueError: There is no such directive, or something is not one source. The message says which.
    """
    directives = {name: list(sources) for name, sources in DIRECTIVES.items()}
    for name, sources in (more or {}).items():
        if name not in directives:
            raise ValueError(f"`{name}`: no directive of the policy; known: {', '.join(DIRECTIVES)}")
        if isinstance(sources, str):
            raise ValueError(f"`{name}`: expected a list of sources, found text")  # noqa: TRY004 - one error for the caller
        for source in sources:
            if not isinstance(source, str) or not _SOURCE.fullmatch(source):
                raise ValueError(f"`{name}`: {source!r} is no source; expected one such as `https://files.example`")
            directives[name] = [other for other in directives[name] if other not in {source, "'none'"}] + [source]
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


def with_policy(html: str, policy: str) -> str:
    """Put the policy into a page, before anything that it is to hold for."""
    meta = str(render_template("policy", policy=policy)).strip()
    return _HEAD.sub(lambda head: f"{head[0]}\n    {meta}", html, count=1)


def externalise(html: str, here: str, root: str) -> tuple[str, dict[str, bytes]]:
    """Turn what a page has inline into files: scripts, style sheets, ``style`` attributes.

    Args:
        html: The page, or its frame.
        here: Where the page lies in the site, ``guide/index.html``.
        root: The link from there to the site's root: ``..``, or ``/hub`` for a page that is shown at any address.

    Returns:
        The page, the same but for that, and the files by their paths in the site. Each is named by its content, so that
        pages share them. Data such as ``application/json`` stays, as do event handlers: no file can stand for those.
    """
    reader = _Inline(html, here, root)
    reader.feed(html)
    reader.close()
    if reader.rules:
        sheet = "".join(
            f".{name}{_AS_STRONG_AS_AN_ATTRIBUTE}{{{rule}}}\n" for name, rule in sorted(reader.rules.items())
        )
        link = reader.link_to(sheet, [])
        end = _HEAD_END.search(html)
        position = end.start() if end else 0
        reader.edits.append((position, position, link))
    parts, done = [], 0
    for start, end_, text in sorted(reader.edits, key=lambda edit: edit[:2]):
        parts += [html[done:start], text]
        done = end_
    return "".join([*parts, html[done:]]), reader.files


def handlers(html: str) -> tuple[str, ...]:
    """What of a page the policy keeps from running and no file can stand for: ``<button onclick>``."""
    reader = _Inline(html, "index.html", ".")
    reader.feed(html)
    reader.close()
    return tuple(dict.fromkeys(reader.handlers))


@dataclass(slots=True)
class _Open:
    """An element whose content is being read: a ``<script>`` or ``<style>``."""

    tag: str
    attributes: Attributes
    start: int
    inside: int
    text: list[str] = field(default_factory=list)


class _Inline(HTMLParser):
    """Finds what is inline, and what to put in its place.

    Attributes:
        edits: Start, end, and the HTML that replaces what stands between them.
        files: By path.
        rules: Declarations of ``style`` attributes, by the class that stands for them.
        handlers: Elements with an event handler.
    """

    def __init__(self, html: str, here: str, root: str) -> None:
        super().__init__(convert_charrefs=False)
        self._root = root
        self._folder = posixpath.dirname(here)
        self._lines = [0, *(match.end() for match in re.finditer("\n", html))]
        self._open: _Open | None = None
        self._svg: list[int] = []
        self.edits: list[tuple[int, int, str]] = []
        self.files: dict[str, bytes] = {}
        self.rules: dict[str, str] = {}
        self.handlers: list[str] = []

    def link_to(self, sheet: str, attributes: Attributes) -> str:
        """An element for a style sheet that is now a file."""
        kept = [(name, value) for name, value in attributes if name != "type"]
        return _tag("link", [("rel", "stylesheet"), ("href", self._file(sheet, "css")), *kept])

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        start, text = self._at(), self.get_starttag_text() or ""
        if tag == "svg":
            self._svg.append(start)
        values = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in values and _kind(values) in _SCRIPTS):
            self._open = _Open(tag, attrs, start, start + len(text))
            return
        self.handlers += [f"<{tag} {name}>" for name, _ in attrs if name.startswith("on")]
        if style := self._resolved(values.get("style") or "", CSS_URL):
            self._to_class(tag, attrs, style, start, text)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.handle_starttag(tag, attrs)
        if tag == "svg":
            self._svg.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag == "svg" and self._svg:
            self._svg.pop()
        if self._open is None or self._open.tag != tag:
            return
        found, self._open = self._open, None
        end = self.rawdata.index(">", self._at()) + 1
        content = self.rawdata[found.inside : self._at()]
        if tag == "script":
            self.edits.append((found.start, end, self._script(content, found.attributes)))
            return
        link = self.link_to(self._resolved(content, CSS_URL), found.attributes)
        if self._svg:  # A link is none among the elements of a picture.
            self.edits.append((self._svg[0], self._svg[0], link))
        self.edits.append((found.start, end, "" if self._svg else link))

    def _script(self, content: str, attributes: Attributes) -> str:
        # Both mean nothing inline, and would make a file wait.
        late = {"async", "defer"} if _kind(dict(attributes)) != "module" else set()
        kept = [(name, value) for name, value in attributes if name not in late | {"nonce"}]
        return _tag("script", [("src", self._file(self._resolved(content, IMPORT), "js")), *kept]) + "</script>"

    def _to_class(self, tag: str, attrs: Attributes, style: str, start: int, text: str) -> None:
        if {"{", "}"} & set(style):
            return
        name = f"mh-style-{_digest(style)}"
        self.rules[name] = style
        classes = f"{dict(attrs).get('class') or ''} {name}".strip()
        kept = [(key, value) for key, value in attrs if key not in {"class", "style"}]
        tag = _tag(tag, [*kept, ("class", classes)], closed=text.endswith("/>"))
        self.edits.append((start, start + len(text), tag))

    def _file(self, content: str, suffix: str) -> str:
        path = f"{FOLDER}/{_digest(content)}.{suffix}"
        self.files[path] = content.encode()
        return f"{self._root.rstrip('/')}/{path}"

    def _resolved(self, content: str, pattern: re.Pattern[str]) -> str:
        """The same with addresses as they must be in the folder of the files."""
        return moved(content, pattern, self._folder, FOLDER)

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column


def _kind(attributes: Mapping[str, str | None]) -> str:
    return (attributes.get("type") or "").strip().lower()


def _tag(name: str, attributes: Attributes, *, closed: bool = False) -> str:
    written = "".join(f" {key}" if value is None else f' {key}="{escape(value)}"' for key, value in attributes)
    return f"<{name}{written}{'/' if closed else ''}>"


def _digest(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()[:16]
