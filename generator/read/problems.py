"""What the reader may meet, as an explicit table: every code of the family ``RD``."""

from __future__ import annotations

from dataclasses import dataclass

from generator.card import Problem
from generator.diagnostic import Span


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One code.

    Attributes:
        title: What is wrong, in a few words.
        explanation: Why it matters and what to do.
        fatal: Whether the file gives no card.
    """

    title: str
    explanation: str
    fatal: bool


PROBLEMS: dict[str, ProblemKind] = {
    "RD001": ProblemKind(
        "the file is not UTF-8 text",
        "A card is a Markdown file in UTF-8, with or without a byte order mark. Save it as UTF-8.",
        fatal=True,
    ),
    "RD002": ProblemKind(
        "the file is too large",
        "A card is a page to read, so it may hold 512 KiB. Put long tables and data elsewhere and link to them.",
        fatal=True,
    ),
    "RD003": ProblemKind(
        "the file has no front matter",
        "A card starts with YAML between two lines `---`, the first of which is the first line of the file.",
        fatal=True,
    ),
    "RD004": ProblemKind(
        "the front matter is not valid YAML",
        "Nothing can be read from a front matter that YAML cannot parse. Texts with `: ` or `#` need quotes.",
        fatal=True,
    ),
    "RD005": ProblemKind(
        "the front matter is too complex",
        "Depth, number of values and aliases are limited, so that no card can exhaust the machine that reads it.",
        fatal=True,
    ),
    "RD006": ProblemKind(
        "the front matter is not a mapping",
        "The front matter is a list of `key: value` lines.",
        fatal=True,
    ),
    "RD007": ProblemKind(
        "a key stands twice in the front matter",
        "YAML keeps the last value and forgets the first silently. Remove one of the two.",
        fatal=False,
    ),
    "RD008": ProblemKind(
        "YAML cannot construct a value of the front matter",
        "The value looks like a date, a number or a tagged object but is none; its text is used instead. "
        "Correct it, or put it in quotes if it is meant as text.",
        fatal=False,
    ),
    "RD009": ProblemKind(
        "the verify block is invalid",
        "The `verify:` block says how the model is run. An invalid one is ignored, and then the model is not run.",
        fatal=False,
    ),
    "RD010": ProblemKind(
        "a code fence is not closed",
        "Everything after the opening fence counts as code, headings included. Add the closing fence.",
        fatal=False,
    ),
}


def problem(code: str, span: Span, message: str, help_: str = "") -> Problem:
    """A problem of a known code; whether it is fatal follows from the table."""
    return Problem(code, span, message, help_, fatal=PROBLEMS[code].fatal)


class Unreadable(Exception):  # noqa: N818 - a stop signal between the reader's modules, no error of the program
    """Stops the reading of one file.

    Attributes:
        problem: The fatal problem.
    """

    def __init__(self, fatal: Problem) -> None:
        super().__init__(fatal)
        self.problem = fatal
