"""What the linter keeps of a card once it has looked at it."""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct

from generator.card import Card, Facts, ModelSource, Text
from generator.diagnostic import Span
from generator.lint.dates import written_date
from generator.lint.web_links import WebLink, web_links

#: The keys that findings about several cards, or about today's date, point to.
_PLACES = ("name", "date", "edition", "deprecated")
#: Words of a line that names what took a model's place.
_REPLACED = re.compile(r"\b(?:replaced|superseded|successor|succeeded|instead)\b", re.IGNORECASE)
#: A model's name.
_NAME = re.compile(r"\w+(?:[.-]+\w+)*")


class Summary(Struct, frozen=True, array_like=True):
    """Enough of a card for rules that hold cards against each other, or against today's date.

    Attributes:
        path: As ``Card.path``.
        key: As ``Card.key``.
        facts: As ``Card.facts``.
        day: The date that the front matter writes, in whatever form.
        head: The line where the front matter begins.
        instead: For a deprecated card, the words of the description's lines that say what took the model's place.
        links: The links into the web, where a rule asks for them.
        source: Where the model's weights come from, where that is known and a rule asks for it.
        entities: As ``Card.entities``, where ``source`` is known.
        places: Where ``name``, ``date``, ``edition`` and ``deprecated`` stand.
    """

    path: str
    key: str
    facts: Facts
    day: date | None
    head: int
    instead: tuple[str, ...]
    links: tuple[WebLink, ...]
    source: ModelSource | None
    entities: tuple[Text, ...]
    places: dict[str, Span]

    def where(self, key: str) -> Span:
        """Where one of the four stands."""
        return self.places[key]


def summary_of(card: Card, *, links: bool, labels: bool) -> Summary:
    """Sum up a card: with its links and with its labels, or without them."""
    head = card.front_matter
    places = {key: head.where(key) for key in _PLACES}
    sourced = labels and bool(card.source.uri)
    return Summary(
        card.path,
        card.key,
        card.facts,
        written_date(head),
        head.span.line,
        _instead(card),
        links=web_links(card) if links else (),
        source=card.source if sourced else None,
        entities=card.entities if sourced else (),
        places=places,
    )


def _instead(card: Card) -> tuple[str, ...]:
    if not card.facts.deprecated:
        return ()
    section = card.section("description")
    lines = f"{card.intro}\n{section.prose if section else ''}".splitlines()
    return tuple(word for line in lines if _REPLACED.search(line) for word in _NAME.findall(line))
