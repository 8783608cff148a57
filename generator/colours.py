"""Colours of a terminal, as text to put before and behind what is coloured."""

from __future__ import annotations

from msgspec import Struct


class Colours(Struct, frozen=True):
    """What begins each colour, and what ends it; by default nothing, which is how files and pipes want it.

    ``levels`` begins with one for no level, so that a level is its index.

    Source: https://www.ecma-international.org/publications-and-standards/standards/ecma-48/ (SGR)
    """

    bold: str = ""
    dim: str = ""
    red: str = ""
    green: str = ""
    yellow: str = ""
    blue: str = ""
    cyan: str = ""
    end: str = ""
    levels: tuple[str, str, str, str] = ("", "", "", "")


PLAIN = Colours()
TERMINAL = Colours(
    bold="\x1b[1m",
    dim="\x1b[2m",
    red="\x1b[31m",
    green="\x1b[32m",
    yellow="\x1b[33m",
    blue="\x1b[34m",
    cyan="\x1b[36m",
    end="\x1b[0m",
    levels=("", "\x1b[36m", "\x1b[33m", "\x1b[1;31m"),
)
