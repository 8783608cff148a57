"""What a run has learned of links."""

from __future__ import annotations

from dataclasses import dataclass

from generator.answer import Answers


@dataclass(frozen=True, slots=True)
class Outcome:
    """Answers, and how they came.

    Attributes:
        answers: By address.
        asked: How many of them were asked for in this run; the others were known.
    """

    answers: Answers
    asked: int
