"""A page's frame made lean: one style sheet for several, scripts that nothing waits for, no needless white space.

As in ``policy``, only what surrounds a page's content is to be given to these functions.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from html import escape
from html.parser import HTMLParser

from generator.render.moved import ABSOLUTE, CSS_URL, moved

#: Where style sheets that were put together lie in the site.
FOLDER = "assets/sheets"

Attributes = dict[str, str | None]
#: Where something stands in a page, from and to, and what stands there then.
Edit = tuple[int, int, str]

_HEAD_END = re.compile(r"</head\s*>", re.IGNORECASE)
_BODY_END = re.compile(r"</body\s*>", re.IGNORECASE)
#: What means something at the beginning of a file alone.
_FIRST = re.compile(r"@(?:import|namespace|charset)\b", re.IGNORECASE)
_NEEDLESS = re.compile(r"""^\ufeff?@charset\s+"utf-8";|/\*# sourceMappingURL=[^*]*\*/""", re.IGNORECASE)
#: Comments and texts, in which brackets do not count, and brackets. What is not closed is there by its beginning.
_NESTED = re.compile(r"""/\*.*?\*/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\\.|[][(){}"']|/\*""", re.DOTALL)
#: Material's rule against colours that fade while they change. It matches everything, so that every page is styled anew
#: when the theme's script has started; `modelhub.js` has the same rule, from the first change on.
_SWITCHING = re.compile(
    r"\[data-md-color-switching\] ?\*,\[data-md-color-switching\] ?::?after,\[data-md-color-switching\] ?::?before"
    r"\{transition-duration:0m?s!important\}"
)
_CLOSED_BY = {"{": "}", "(": ")", "[": "]"}

_IN_TAG = r"""(?:[^>"']|"[^"]*"|'[^']*')*"""
_SCRIPT = re.compile(rf"<script\b{_IN_TAG}>.*?</script\s*>", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
#: What is left as it is, or white space with a line's end in it, of which browsers show one space.
_SPACE = re.compile(
    rf"(?P<kept><!--.*?-->|<(?P<name>pre|textarea|script|style)\b.*?</(?P=name)\s*>|</?[a-z]{_IN_TAG}>)|\s*\n\s*",
    re.IGNORECASE | re.DOTALL,
)
#: The types of scripts that run when they are met.
_CLASSIC = frozenset({"", "text/javascript", "application/javascript"})


def one_sheet(html: str, here: str, root: str, read: Callable[[str], str | None]) -> tuple[str, dict[str, bytes]]:
    """Let a page link to one style sheet where it links to several in a row.

    Args:
        html: The page, or its frame.
        here: Where the page lies in the site, ``guide/index.html``.
        root: The link from there to the site's root: ``..``, or ``/hub`` for a page that is shown at any address.
        read: Gives a style sheet of the site by its path, ``None`` where that is not known.

    Returns:
        The page, and the new sheets by their paths in the site. Each is named by its content, so that pages share them.
        What cannot stand behind something else, such as ``@import``, stays a sheet of its own.
    """
    edits: list[Edit] = []
    files = {}
    for run in _runs(html, partial(_joinable, folder=posixpath.dirname(here), root=root, read=read)):
        sheet = "".join(f"{text}\n" for _, _, text in run)
        path = f"{FOLDER}/{hashlib.sha256(sheet.encode()).hexdigest()[:16]}.css"
        files[path] = sheet.encode()
        address = f"{root.rstrip('/')}/{path}"
        link = f'<link rel="stylesheet" href="{escape(address)}">'
        edits += [(start, end, "" if number else link) for number, (start, end, _) in enumerate(run)]
    return _edited(html, edits), files


def unhurried(html: str) -> str:
    """Let the scripts at a page's end wait until it is read, and have those that it waits for loaded early.

    Scripts that wait keep their order among each other. Where one among the last ones is inline, it cannot wait, and
    those before it, which it may need, do not wait either.
    """
    head, body = _HEAD_END.search(html), _BODY_END.search(html)
    if not head or not body:
        return html
    found = [(match, _attributes(match[0])) for match in _SCRIPT.finditer(html, head.end(), body.start())]
    position, late = body.start(), set()
    for match, attributes in reversed(found):
        is_inline = _is_classic(attributes) and "src" not in attributes
        if is_inline or _COMMENT.sub("", html[match.end() : position]).strip():
            break
        position = match.start()
        late.add(position)
    edits: list[Edit] = []
    early = []
    for match, attributes in found:
        source = attributes.get("src")
        if not source or not _is_classic(attributes) or {"async", "defer"} & attributes.keys():
            continue
        if match.start() in late:
            place = match.start() + len("<script")
            edits.append((place, place, " defer"))
        elif not ABSOLUTE.match(source) or source.startswith("/"):
            early.append(f'<link rel="preload" as="script" href="{escape(source)}">')
    edits.append((head.start(), head.start(), "".join(dict.fromkeys(early))))
    return _edited(html, edits)


def squeezed(html: str) -> str:
    """The same page with one line's end for each white space that has any, but where it is kept or means something."""
    return _SPACE.sub(lambda match: match["kept"] or "\n", html)


def _edited(html: str, edits: Iterable[Edit]) -> str:
    parts, done = [], 0
    for start, end, text in sorted(edits):
        parts += [html[done:start], text]
        done = end
    return "".join([*parts, html[done:]])


def _runs(html: str, text_of: Callable[[Attributes], str | None]) -> Iterator[list[Edit]]:
    """The links to style sheets of a head that can be one: where each stands, and what is in the sheet."""
    end = _HEAD_END.search(html)
    reader = _Sheets(html[: end.start()] if end else "")
    run: list[Edit] = []
    for start, stop, attributes in [*reader.found, (0, 0, {})]:
        text = text_of(attributes) if attributes else None
        if text is not None:
            run.append((start, stop, text))
            continue
        if len(run) > 1:
            yield run
        run = []


def _joinable(link: Attributes, *, folder: str, root: str, read: Callable[[str], str | None]) -> str | None:
    """What is in the sheet of a link, as it may stand in the common folder behind others; ``None`` where it may not."""
    href = link.get("href") or ""
    base = root.rstrip("/") + "/"
    if link.keys() - {"rel", "href", "type"}:
        return None
    if href.startswith(base) and base.startswith("/"):
        path = href.removeprefix(base)
    elif ABSOLUTE.match(href):
        return None
    else:
        path = posixpath.normpath(posixpath.join(folder, href))
    sheet = read(path)
    return None if sheet is None else _movable(sheet, posixpath.dirname(path))


@lru_cache(maxsize=64)  # Each frame of a site links to the same sheets.
def _movable(sheet: str, folder: str) -> str | None:
    """A sheet of a folder as it may stand in the common one behind others; ``None`` where it may not."""
    text = _SWITCHING.sub("", _NEEDLESS.sub("", sheet)).strip("\ufeff\n")
    if _FIRST.search(text) or not _is_closed(text):
        return None
    return moved(text, CSS_URL, folder, FOLDER)


def _is_closed(sheet: str) -> bool:
    """Whether nothing is open at a sheet's end, which would take in what stands behind it."""
    waiting: list[str] = []
    for match in _NESTED.finditer(sheet):
        token = match[0]
        if token in _CLOSED_BY:
            waiting.append(_CLOSED_BY[token])
        elif token in {"/*", '"', "'"} or (token in {"}", ")", "]"} and (not waiting or waiting.pop() != token)):
            return False
    return not waiting


def _is_classic(attributes: Attributes) -> bool:
    return (attributes.get("type") or "").strip().lower() in _CLASSIC


def _attributes(tag: str) -> Attributes:
    """Those of the first tag of some HTML."""
    reader = _Tag(tag)
    return reader.found


class _Tag(HTMLParser):
    """Reads the first tag."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: Attributes = {}
        self._first = True
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - as the base has it
        if self._first:
            self.found = dict(attrs)
        self._first = False


class _Sheets(HTMLParser):
    """Finds what of a head is style.

    Attributes:
        found: Each sheet: from where, to where, and the attributes of its link; none for what is no link.
    """

    def __init__(self, head: str) -> None:
        super().__init__()
        self.found: list[tuple[int, int, Attributes]] = []
        self._lines = [0, *(match.end() for match in re.finditer("\n", head))]
        self.feed(head)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        line, column = self.getpos()
        start = self._lines[line - 1] + column
        if tag == "style":
            self.found.append((start, start, {}))
        elif tag == "link" and "stylesheet" in (values.get("rel") or "").lower().split():
            plain = values if (values.get("rel") or "").lower() == "stylesheet" else {}
            self.found.append((start, start + len(self.get_starttag_text() or ""), plain))
