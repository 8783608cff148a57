"""A card's lines as spans count them."""

from __future__ import annotations

from functools import lru_cache

from generator.card import Card


def line_of(card: Card, number: int) -> str:
    """A line of the card, from 1, without its line end."""
    return _lines(card.text)[number - 1]


@lru_cache(maxsize=2)
def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").split("\n")
