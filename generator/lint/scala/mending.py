"""The Scala for pieces of Python, where it is certain what that is."""

from __future__ import annotations

import re

from msgspec import Struct

from generator.lint.scala.lexing import NEAR, Found, Pythonism

#: A list of texts or values that is all that a setter is given; both kinds of quotes are mended apart.
LIST = re.compile(r"""\[(?>(?:[\s\w,]|"[^"\\\n]*"|'[^'"\\\n]*')*)\](?=\s*\))""")
SETTER = re.compile(r"\.set[A-Z]\w*\(\s*$")
CHAINED = re.compile(r"\s*\.")


class Change(Struct, frozen=True):
    """What to put into the place of a stretch of the snippet."""

    start: int
    end: int
    new: str

    def old(self, code: str) -> str:
        """The stretch as it is."""
        return code[self.start : self.end]


def scala_for(code: str, kind: Pythonism, found: Found) -> list[Change | None]:
    """The changes that make Scala of a piece of Python; ``None`` where one is not certain."""
    text = code[found.start : found.end]
    if kind == "list":
        match = LIST.match(code, found.start)
        if not match or not SETTER.search(code, max(found.start - NEAR, 0), found.start):
            return [None]
        return [Change(found.start, found.start + 1, "Array("), Change(match.end() - 1, match.end(), ")")]
    if kind == "text":
        plain = re.fullmatch(r"'([^'\"\\\n]*)'", text)
        return [Change(found.start, found.end, f'"{plain[1]}"') if plain else None]
    if kind == "truth":
        return [Change(found.start, found.end, text.lower())]
    if kind == "comment":
        return [Change(found.start, found.start + 1, "//")]
    # A line that begins with a dot goes on with the one before it.
    start = len(code[: found.start].rstrip(" \t"))
    return [Change(start, found.end, "") if CHAINED.match(code, found.end) else None]
