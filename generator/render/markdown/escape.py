"""Any text → Markdown that shows this text, and nothing else of it.

Who renders the Markdown is not known: CommonMark, or Python-Markdown with whatever extensions a site has. So what
stands for itself in only some of them becomes a character reference, which all of them know and none of them looks
into; a backslash stands only before characters that every one of them lets be escaped. Of the templates and includes
that are expanded before Markdown is read (Jinja, Liquid, snippets), no opening mark is left.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from markupsafe import Markup, escape

from generator.render.code import LANGUAGES

#: What some Markdown takes for more than itself: single characters wherever they stand; a reference; an address that
#: becomes a link; the name of an emoji; marks of two; what would make an image of a link that follows. Each begins with
#: one of few characters, which lets the search run over all others.
_SPECIAL = re.compile(
    r"[*_#<`~^|$@\\\[\]{}&:=+.!](?:(?<=[*_#<`~^|$@\\\[\]{}])|(?<=&)(?=[#A-Za-z]|$)|(?<=:)(?=//|[\w+-]+:)"
    r"|(?<=[=+])(?=[=+])|(?<=[=+][=+])|(?<=www\.)|(?<=!)$)",
    re.IGNORECASE,
)
_SHORT = {"*": r"\*", "_": r"\_", "#": r"\#", "<": "&lt;", "&": "&amp;"}
#: What makes a line a heading, a rule, an item, a definition, a fence, an admonition, a tab or a block.
_START = re.compile(r" *(?:[>=]|[-+](?=[ -]|$)|!(?=!)|\?(?=\?)|:(?=[ :]|$)|/(?=//)|\d+[.)](?= |$))")
#: Blanks that end a line for some reader, in one place or another.
_BLANKS = re.compile("[ \t-\r\x1c-\x1f\x85\u2028\u2029]+")
#: No text holds these on purpose; Python-Markdown uses some for marks of its own, and YAML takes none.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufeff\ufffe\uffff\ud800-\udfff]")
#: What Jinja, Liquid, includes, snippets and CriticMarkup expand even in code.
_BRACES = r"\{(?:[{%#!]|\+\+|--|~~|==|>>)"
_EXPANDED = re.compile(rf"{_BRACES}|-8<-")
#: In a code span between backticks, one renderer or another would read these.
_HARD = re.compile(rf"[`|<]|{_BRACES}|^(?:#!|:::)")
_RUN = re.compile("`+")
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
#: In an address, besides what ``quote`` leaves.
_IN_ADDRESS = "/:?#@!&'*+,;=%~"
_PLAIN_ADDRESS = re.compile(r"https?://[A-Za-z0-9/.?#=%,;_-]+", re.IGNORECASE)


def one_line(text: str) -> str:
    """The text on one line, without control characters."""
    if text.isprintable() and "  " not in text:
        return text
    line = _BLANKS.sub(" ", text)
    return line if line.isprintable() else _CONTROLS.sub("", line)


def escaped(text: str, *, begins: bool = True) -> Markup:
    """The text, on one line, as Markdown for a paragraph, a heading, an item or a cell of a table.

    Args:
        text: Any text.
        begins: Whether it may stand at the beginning of a line.
    """
    line = _SPECIAL.sub(_hidden, one_line(text))
    return Markup(_START.sub(_not_a_start, line, count=1) if begins and _START.match(line) else line)  # noqa: S704


def code(text: str) -> Markup:
    """The text, on one line, as a code span."""
    line = one_line(text).strip()
    if not line or _HARD.search(line):
        return Markup(f"<code>{escaped(line, begins=False)}</code>" if line else "")  # noqa: S704  escaped
    return Markup(f"`{line}`")  # noqa: S704  nothing in it ends it


def fence(text: str, language: str = "") -> Markup:
    """The text, line by line, as a block of code.

    Args:
        text: Any text.
        language: One of ``code.LANGUAGES``; another one counts as none.
    """
    body = text.strip("\n")
    if not body.replace("\n", "").isprintable():
        body = _CONTROLS.sub("", re.sub(r"\r\n?", "\n", text)).strip("\n")
    if ("{" in body or "8<" in body) and _EXPANDED.search(body):
        hidden = str(escape(body)).replace("{", "&#123;")
        return Markup(f"<pre><code>{hidden}\n</code></pre>")  # noqa: S704  escaped
    marks = "`" * (max([2, *map(len, _RUN.findall(body))]) + 1) if "`" in body else "```"
    # Without a language, some highlighters look for one in the first line, and take that away.
    return Markup(f"{marks}{language if language in LANGUAGES else 'text'}\n{body}\n{marks}")  # noqa: S704  fenced


def link(text: Markup, address: str) -> Markup:
    """A link out of the site; the text alone where the address is none that a browser should follow.

    Args:
        text: Safe Markdown.
        address: As a card has it.
    """
    if not _SAFE_LINK.match(address):
        return text
    if _PLAIN_ADDRESS.fullmatch(address) and text == escaped(address):
        return Markup(f"<{address}>")  # noqa: S704  no character of it is special
    return Markup(f"[{text}](<{_address(address)}>)")  # noqa: S704  quoted


def page_link(text: Markup, address: str) -> Markup:
    """A link inside of the site: ``address`` as ``Links`` makes it."""
    return Markup(f"[{text}]({address})")  # noqa: S704  quoted


def front_matter_text(text: str) -> str:
    """The text as a value of YAML, for templates that put it into HTML as it is, as Material's do."""
    line = str(escape(one_line(text))).replace("{", "&#123;").replace("\\", "&#92;")
    return f'"{line}"'


def _address(address: str) -> str:
    """The address with all that Markdown may read in it hidden from it."""
    quoted = quote(one_line(address).strip(), safe=_IN_ADDRESS)
    return quoted.replace("&", "&amp;").replace("++", "&#43;&#43;")


def _hidden(match: re.Match[str]) -> str:
    return _SHORT.get(match[0]) or f"&#{ord(match[0])};"


def _not_a_start(match: re.Match[str]) -> str:
    """The last character of what would begin something, as a reference."""
    return f"{match[0][:-1]}&#{ord(match[0][-1])};"
