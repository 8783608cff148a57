"""Texts in doubled quotes, ``""Hello!""``: neither Python nor Scala can read them, and one pair was meant."""

from __future__ import annotations

import re

from msgspec import Struct

DOUBLED = re.compile(r'(?<![\w"\\])""([^"\s,)\]:][^"\n]*)""(?![\w"])')


class Undoubled(Struct, frozen=True):
    """A snippet with single quotes in the place of doubled ones.

    Attributes:
        code: The snippet as it should be.
        offsets: Where the doubled quotes begin in the snippet as it is.
    """

    code: str
    offsets: tuple[int, ...]


def undoubled(code: str) -> Undoubled:
    """Take the second quotes away; there are no offsets where there are none."""
    found = [offset for match in DOUBLED.finditer(code) for offset in (match.start(), match.end(1))]
    return Undoubled(DOUBLED.sub(r'"\1"', code), tuple(found))
