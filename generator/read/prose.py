"""Takes the markup of the Jekyll site out of a text, so that what remains is Markdown to read."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Every alternative stops at the character that could start another attempt, so that the time is linear.
_NOISE = re.compile(
    r"(?P<code>(?<!`)`[^`\n]*`)"
    r"|^[ \t]*(?P<line>\{:[^{}\n]*\}|\{%[^{}%\n]*%\}|<div\b[^<>\n]*>|</div>)[ \t]*(?:\n|\Z)"
    r"|\{:[^{}\n]*\}|\{%[^{}%\n]*%\}",
    re.MULTILINE,
)
#: Lines without either hold none of it. Most do, and need not be gone through by the expression.
_TELLING = re.compile(r"[{<]")


def prose(body: str, fenced: Iterable[tuple[int, int]] = ()) -> str:
    """What a reader should see of a section.

    Kramdown's attribute lists, Liquid tags and the wrapper of the code tabs go; fenced code and code spans stay.

    Args:
        body: Markdown with LF line ends.
        fenced: Where its fenced blocks lie: offsets, end exclusive, in order.
    """
    if "{" not in body and "<" not in body:
        return body.strip("\n")
    cleaner = _Cleaner()
    pieces, position = [], 0
    for start, end in fenced:
        pieces += [cleaner.clean(body[position:start]), body[start:end]]
        position = end
    pieces.append(cleaner.clean(body[position:]))
    return "".join(pieces).strip("\n")


class _Cleaner:
    """Remembers how many tab wrappers are open."""

    def __init__(self) -> None:
        self._open = 0

    def clean(self, text: str) -> str:
        pieces, position = [], 0
        while match := _TELLING.search(text, position):
            start = text.rfind("\n", position, match.start()) + 1 or position
            end = text.find("\n", match.end()) + 1 or len(text)
            pieces += [text[position:start], _NOISE.sub(self._replace, text[start:end])]
            position = end
        return "".join([*pieces, text[position:]])

    def _replace(self, match: re.Match[str]) -> str:
        line = match["line"] or ""
        if match["code"]:
            return match[0]
        if line.startswith("</div"):
            if not self._open:
                return match[0]
            self._open -= 1
        elif line.startswith("<div"):
            if "tabs-box" not in line:
                return match[0]
            self._open += 1
        return ""
