"""Takes the markup of the Jekyll site out of a text, so that what remains is Markdown to read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

# Every alternative stops at the character that could start another attempt, so that the time is linear.
#: A line of nothing else.
_LINE = re.compile(r"[ \t]*(?P<line>\{:[^{}\n]*\}|\{%[^{}%\n]*%\}|<div\b[^<>\n]*>|</div>)[ \t]*(?:\n|\Z)")
#: Code spans, and what goes from a line with other text.
_INLINE = re.compile(r"[`{](?:(?<=`)(?<!``)(?P<code>[^`\n]*`)|(?<=\{)(?::[^{}\n]*\}|%[^{}%\n]*%\}))")


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
        for start, end in _telling(text):
            pieces += [text[position:start], self._cleaned(text[start:end])]
            position = end
        return "".join([*pieces, text[position:]])

    def _cleaned(self, line: str) -> str:
        if match := _LINE.match(line):
            return "" if self._goes(match["line"]) else line
        return _INLINE.sub(_kept, line) if "{" in line else line

    def _goes(self, markup: str) -> bool:
        """Whether a line goes that holds this alone."""
        if markup.startswith("</div"):
            was_open, self._open = self._open, max(0, self._open - 1)
            return was_open > 0
        if markup.startswith("<div"):
            self._open += "tabs-box" in markup
            return "tabs-box" in markup
        return True


def _telling(text: str) -> Iterator[tuple[int, int]]:
    """Where the lines lie that may hold markup: few do, and an expression would go through the others as well."""
    brace = angle = -1
    position, length = 0, len(text)
    while position < length:
        if brace < position:
            brace = text.find("{", position) % (length + 1)  # Behind the end, where there is none.
        if angle < position:
            angle = text.find("<", position) % (length + 1)
        first = min(brace, angle)
        if first == length:
            return
        start = text.rfind("\n", position, first) + 1 or position
        position = text.find("\n", first) + 1 or length
        yield start, position


def _kept(match: re.Match[str]) -> str:
    return match[0] if match["code"] else ""
