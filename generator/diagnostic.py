"""What is wrong with a card, at a line and a column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import IntEnum
from typing import Any

from msgspec import Struct
from msgspec.structs import force_setattr


class Level(IntEnum):
    """How bad a finding is. The order is the order of badness."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """The level as users write and read it: ``error``, ``warning``, ``info``."""
        return self.name.lower()


class Span(Struct, frozen=True, order=True, array_like=True, gc=False):
    """A stretch of a file. Lines and columns count from 1, columns in characters; the end is exclusive."""

    line: int
    column: int = 1
    end_line: int = 0
    end_column: int = 0

    def __post_init__(self) -> None:
        if self.end_line == 0:
            force_setattr(self, "end_line", self.line)
            force_setattr(self, "end_column", max(self.end_column, self.column))

    def to_json(self) -> dict[str, int]:
        """The place as the JSON output shows it."""
        return {
            "line": self.line,
            "column": self.column,
            "end_line": self.end_line,
            "end_column": self.end_column,
        }


class Edit(Struct, frozen=True, array_like=True, gc=False):
    """A stretch of a file, and the text to put there, with LF line ends."""

    span: Span
    text: str


class Fix(Struct, frozen=True, array_like=True, gc=False):
    """What would mend a finding.

    Attributes:
        edits: In order, none overlapping another.
        safe: Whether it surely keeps what the card means.
    """

    edits: tuple[Edit, ...]
    safe: bool

    @classmethod
    def replace(cls, span: Span, text: str, *, safe: bool) -> Fix:
        """Put a text in the place of another."""
        return cls((Edit(span, text),), safe)

    def to_json(self) -> dict[str, Any]:
        """The fix as the JSON output shows it."""
        return {
            "safe": self.safe,
            "edits": [{**edit.span.to_json(), "text": edit.text} for edit in self.edits],
        }


class Diagnostic(Struct, frozen=True, eq=False, gc=False):
    """One finding. Sorts by place; what mends it, and how many others it stands for, are not compared.

    Attributes:
        path: The card's file, as shown to the user (POSIX separators).
        span: Where in that file.
        rule: The rule's code, such as ``FM003``.
        level: How bad it is.
        message: What is wrong and what was expected, in one line.
        help: What to do about it, in one line; empty where the message says it all.
        fix: What would mend it, where that is known.
        count: How many findings it stands for: more than one where it says that others are not shown.
    """

    path: str
    span: Span
    rule: str
    level: Level
    message: str
    help: str = ""
    fix: Fix | None = None
    count: int = 1

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Diagnostic) and self._compared == other._compared

    def __lt__(self, other: Diagnostic) -> bool:
        return self._compared < other._compared

    def __hash__(self) -> int:
        return hash(self._compared)

    @property
    def _compared(self) -> tuple[str, Span, str, Level, str, str]:
        return self.path, self.span, self.rule, self.level, self.message, self.help

    def to_json(self) -> dict[str, Any]:
        """The finding as the JSON output shows it."""
        return {
            "path": self.path,
            **self.span.to_json(),
            "rule": self.rule,
            "level": self.level.word,
            "message": self.message,
            "help": self.help,
            "fix": self.fix.to_json() if self.fix else None,
        }


def count_by_rule(diagnostics: Iterable[Diagnostic]) -> Counter[str]:
    """How many findings there are of each rule, by its code; those that are not shown count, too."""
    counts: Counter[str] = Counter()
    for item in diagnostics:
        counts[item.rule] += item.count
    return counts
