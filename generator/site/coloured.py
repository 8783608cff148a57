"""Coloured lines of code, kept for the next build: loading a lexer takes longer than a card does."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import msgspec

from generator.render.code import ColouredLine
from generator.store import write_atomically

_NAME = "lines.msgpack"


def known_lines(folder: Path, code: bytes) -> list[ColouredLine]:
    """The lines that were kept by this very program.

    Args:
        folder: What is kept of the hub.
        code: Digest of the program.
    """
    with suppress(OSError, msgspec.DecodeError):
        made_by, lines = msgspec.msgpack.decode((folder / _NAME).read_bytes(), type=tuple[bytes, list[ColouredLine]])
        if made_by == code:
            return lines
    return []


def keep_lines(folder: Path, code: bytes, lines: list[ColouredLine]) -> None:
    """Keep lines, each once."""
    unique = {line[:2]: line for line in lines}
    write_atomically(folder / _NAME, msgspec.msgpack.encode((code, list(unique.values()))))
