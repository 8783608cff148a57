"""What the linter keeps of a card once it has looked at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.card import Card, Facts
from generator.diagnostic import Span
from generator.lint.dates import written_date

#: The keys that findings about several cards, or about today's date, point to.
_PLACES = ("name", "date", "edition", "deprecated")


@dataclass(frozen=True, slots=True)
class Summary:
    """Enough of a card for rules that hold cards against each other, or against today's date.

    Attributes:
        path: As ``Card.path``.
        key: As ``Card.key``.
        facts: As ``Card.facts``.
        day: The date that the front matter writes, in whatever form.
        head: The line where the front matter begins.
        places: Where ``name``, ``date``, ``edition`` and ``deprecated`` stand.
    """

    path: str
    key: str
    facts: Facts
    day: date | None
    head: int
    places: dict[str, Span]

    def where(self, key: str) -> Span:
        """Where one of the four stands."""
        return self.places[key]


def summary_of(card: Card) -> Summary:
    """Sum up a card."""
    head = card.front_matter
    places = {key: head.where(key) for key in _PLACES}
    return Summary(card.path, card.key, card.facts, written_date(head), head.span.line, places)
