"""A card file as text in which every place is known by line and column."""

from __future__ import annotations

import codecs
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate, count
from operator import add

from msgspec import Struct

from generator.diagnostic import Span
from generator.read.problems import Unreadable, problem

#: Ten times the longest real card.
MAX_BYTES = 512 * 1024


class Document(Struct, frozen=True, dict=True):
    """A decoded file.

    Offsets are characters of ``text``. Lines and columns are the same in ``raw``, since only line ends differ and what
    is blanked out.

    Attributes:
        raw: The file as it is, without byte order mark.
        text: The same with LF line ends.
    """

    raw: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """The lines of ``text`` without their line ends. Line *n* of a span is ``lines[n - 1]``."""
        return self.text.split("\n")

    @cached_property
    def starts(self) -> list[int]:
        """The offset of each line's first character."""
        return starts_of(self.lines)

    @cached_property
    def _raw_starts(self) -> list[int]:
        return starts_of(self.raw.split("\n"))

    def line_at(self, offset: int) -> int:
        """The line, from 1, that an offset lies in."""
        return bisect_right(self.starts, offset)

    def span(self, start: int, end: int) -> Span:
        """The span from one offset to another, end exclusive."""
        starts = self.starts
        line, end_line = bisect_right(starts, start), bisect_right(starts, end)
        return Span(line, start - starts[line - 1] + 1, end_line, end - starts[end_line - 1] + 1)

    def line_span(self, line: int) -> Span:
        """A whole line, from 1, without its line end."""
        return Span(line, 1, line, len(self.lines[line - 1]) + 1)

    def original(self, start: int, end: int) -> str:
        """The text between two offsets with the file's own line ends."""
        if self.raw is self.text:
            return self.text[start:end]
        return self.raw[self._raw_offset(start) : self._raw_offset(end)]

    def without(self, stretches: Iterable[tuple[int, int]]) -> Document:
        """The same file with stretches of ``text`` blanked out, so that everything else stays in its place.

        Args:
            stretches: Offsets, end exclusive, in order.
        """
        pieces, position = [], 0
        for start, end in stretches:
            pieces += [self.text[position:start], _blanked(self.text[start:end])]
            position = end
        return Document(self.raw, "".join([*pieces, self.text[position:]])) if pieces else self

    def _raw_offset(self, offset: int) -> int:
        line = self.line_at(offset) - 1
        return self._raw_starts[line] + offset - self.starts[line]


def _blanked(text: str) -> str:
    return "\n".join(" " * len(line) for line in text.split("\n"))


def starts_of(lines: Sequence[str]) -> list[int]:
    """The offset of each line's first character, lines being given without their ends."""
    return list(map(add, accumulate(map(len, lines[:-1]), initial=0), count()))


def decode(data: bytes) -> Document:
    """Decode a file.

    Args:
        data: UTF-8 with or without byte order mark, LF or CRLF.

    Raises:
        Unreadable: It is too large, empty, binary or not UTF-8.
    """
    if len(data) > MAX_BYTES:
        message = f"the file is larger than the {MAX_BYTES:,} bytes that a card may have"
        raise Unreadable(problem("RD002", Span(1), message))
    data = data.removeprefix(codecs.BOM_UTF8)
    if (position := data.find(b"\0")) >= 0:
        raise Unreadable(problem("RD001", _span_in_bytes(data, position), "the file is binary: it holds a NUL byte"))
    try:
        raw = data.decode()
    except UnicodeDecodeError as error:
        message = f"the file is not UTF-8: byte 0x{data[error.start]:02x} ({error.reason})"
        raise Unreadable(problem("RD001", _span_in_bytes(data, error.start), message)) from None
    return Document(raw, raw.replace("\r\n", "\n") if "\r\n" in raw else raw)


def _span_in_bytes(data: bytes, position: int) -> Span:
    before = data[:position].decode(errors="ignore")
    return Span(before.count("\n") + 1, len(before) - before.rfind("\n"))
