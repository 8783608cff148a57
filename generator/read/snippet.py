"""A Python block of a card, parsed where somebody asks."""

from __future__ import annotations

import ast
from functools import cached_property

from msgspec import Struct

from generator.card import CodeBlock
from generator.read.python_code import parse_python


class Snippet(Struct, frozen=True, dict=True):
    """A Python block of the card."""

    block: CodeBlock

    @cached_property
    def tree(self) -> ast.Module:
        """Whatever was understood of it, maybe nothing."""
        return parse_python(self.block.code)

    def source(self, statement: ast.stmt) -> str:
        """A statement as it is written: what it does not mention need not be looked for in its tree."""
        lines = self._lines[statement.lineno - 1 : statement.end_lineno]
        lines[-1] = lines[-1][: statement.end_col_offset]
        lines[0] = lines[0][statement.col_offset :]
        return b"\n".join(lines).decode(errors="replace")

    @cached_property
    def _lines(self) -> list[bytes]:
        return self.block.code.encode(errors="replace").split(b"\n")
