"""A card's lines as spans count them."""

from __future__ import annotations

from generator.card import Card
from generator.lint.memo import once_in_a_row


def line_of(card: Card, number: int) -> str:
    """A line of the card, from 1, without its line end."""
    return _lines(card)[number - 1]


def line_count(card: Card) -> int:
    """How many lines the card has."""
    return len(_lines(card))


@once_in_a_row
def _lines(card: Card) -> list[str]:
    return card.text.replace("\r\n", "\n").split("\n")
