"""A card as it stands in the editor, with places as the editor counts them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from lsprotocol import types

from generator.diagnostic import Span

#: Where the protocol ends a line. Others, such as Python's ``splitlines``, end one at U+2028, too, and lose count.
LINE_END = re.compile(r"\r\n|\r|\n")
LINES = re.compile(r"[^\n]*\n|[^\n]+")
MARK = "\ufeff"


@dataclass(frozen=True)
class Draft:
    """The text of an open file.

    Attributes:
        uri: The file, as the editor calls it.
        version: The editor's number of this state of it.
        text: All of it.
        encoding: What a column counts: units of UTF-8, UTF-16 or UTF-32.
    """

    uri: str
    version: int
    text: str
    encoding: types.PositionEncodingKind | str = types.PositionEncodingKind.Utf16

    @property
    def mark(self) -> str:
        """The byte order mark, where the editor has kept it: it is no part of the card's text."""
        return MARK if self.text.startswith(MARK) else ""

    @property
    def card_text(self) -> str:
        """The text as the reader counts its places."""
        return self.text.removeprefix(MARK)

    @cached_property
    def lines(self) -> list[str]:
        """The lines as the editor counts them, without their ends."""
        return LINE_END.split(self.text)

    def changed(self, changes: Iterable[types.TextDocumentContentChangeEvent], version: int) -> Draft:
        """The draft after changes, each of which speaks of the text that the one before it left."""
        draft = self
        for change in changes:
            text = change.text
            if isinstance(change, types.TextDocumentContentChangePartial):
                start, end = draft.offset(change.range.start), draft.offset(change.range.end)
                text = draft.text[:start] + change.text + draft.text[max(start, end) :]
            draft = replace(draft, text=text)
        return replace(draft, version=version)

    def offset(self, position: types.Position) -> int:
        """The offset of a position; what lies behind the end of a line or of the text is that end."""
        if position.line >= len(self._starts):
            return len(self.text)
        start, line = self._starts[position.line], self.lines[position.line]
        if line.isascii():
            return start + min(position.character, len(line))
        widths = accumulate((_units(character, self.encoding) for character in line), initial=0)
        return start + next((index for index, units in enumerate(widths) if units >= position.character), len(line))

    def position(self, offset: int) -> types.Position:
        """The position of an offset."""
        line = bisect_right(self._starts, offset) - 1
        return types.Position(line, _units(self.text[self._starts[line] : offset], self.encoding))

    def range(self, span: Span) -> types.Range:
        """A stretch of the card's file as the editor counts it."""
        start = self._offset(span.line, span.column)
        return types.Range(
            self.position(start), self.position(max(start, self._offset(span.end_line, span.end_column)))
        )

    def difference(self, text: str) -> types.TextEdit:
        """What makes this a card of another text: the lines from the first to the last that differ, replaced."""
        old, new = LINES.findall(self.text), LINES.findall(self.mark + text)
        shorter = min(len(old), len(new))
        first = next((number for number in range(shorter) if old[number] != new[number]), shorter)
        left = shorter - first
        same = next((number for number in range(left) if old[-1 - number] != new[-1 - number]), left)
        starts = [*self._card_starts, len(self.text)]
        place = types.Range(self.position(starts[first]), self.position(starts[len(old) - same]))
        return types.TextEdit(place, "".join(new[first : len(new) - same]))

    def _offset(self, line: int, column: int) -> int:
        """The offset of a place in the card's file, where only a line feed ends a line and a mark before it is none."""
        start = self._card_starts[min(line, len(self._card_starts)) - 1]
        mark = self.mark if line == 1 else ""
        return min(start + column - 1 + len(mark), len(self.text))

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in LINE_END.finditer(self.text))]

    @cached_property
    def _card_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]


def _units(text: str, encoding: types.PositionEncodingKind | str) -> int:
    """How long a text is. A lone half of a pair, which JSON can carry, counts as what it would take."""
    if encoding == types.PositionEncodingKind.Utf32 or text.isascii():
        return len(text)
    if encoding == types.PositionEncodingKind.Utf8:
        return len(text.encode(errors="surrogatepass"))
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2
