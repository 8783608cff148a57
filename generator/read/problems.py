"""What the reader may meet, as an explicit table: every code of the family ``RD``."""

from __future__ import annotations

from generator.card import Problem
from generator.diagnostic import Span

#: Whether a file with that problem gives no card. What each code means: its page in ``lint/rules/reader``.
PROBLEMS = {
    "RD001": True,  # not UTF-8
    "RD002": True,  # too large
    "RD003": True,  # no front matter
    "RD004": True,  # invalid YAML
    "RD005": True,  # too complex
    "RD006": True,  # no mapping
    "RD007": False,  # a key stands twice
    "RD008": False,  # a value that YAML cannot construct
    "RD009": False,  # invalid verify block
    "RD010": False,  # unclosed fence
}


def problem(code: str, span: Span, message: str, help_: str = "") -> Problem:
    """A problem of a known code; whether it is fatal follows from the table."""
    return Problem(code, span, message, help_, fatal=PROBLEMS[code])


class Unreadable(Exception):  # noqa: N818 - a stop signal between the reader's modules, no error of the program
    """Stops the reading of one file.

    Attributes:
        problem: The fatal problem.
    """

    def __init__(self, fatal: Problem) -> None:
        super().__init__(fatal)
        self.problem = fatal
