"""What is wrong with a card, at a line and a column."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """How bad a finding is. The order is the order of badness."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """The level as users write and read it: ``error``, ``warning``, ``info``."""
        return self.name.lower()


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a file. Lines and columns count from 1, columns in characters; the end is exclusive."""

    line: int
    column: int = 1
    end_line: int = 0
    end_column: int = 0

    def __post_init__(self) -> None:
        if self.end_line == 0:
            object.__setattr__(self, "end_line", self.line)
            object.__setattr__(self, "end_column", max(self.end_column, self.column))


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One finding. Sorts by place.

    Attributes:
        path: The card's file, as shown to the user (POSIX separators).
        span: Where in that file.
        rule: The rule's code, such as ``FM003``.
        level: How bad it is.
        message: What is wrong and what was expected, in one line.
        help: What to do about it, in one line; empty where the message says it all.
    """

    path: str
    span: Span
    rule: str
    level: Level
    message: str
    help: str = ""

    def to_json(self) -> dict[str, str | int]:
        """The finding as the JSON output shows it."""
        return {
            "path": self.path,
            "line": self.span.line,
            "column": self.span.column,
            "end_line": self.span.end_line,
            "end_column": self.span.end_column,
            "rule": self.rule,
            "level": self.level.word,
            "message": self.message,
            "help": self.help,
        }
