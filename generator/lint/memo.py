"""Remembering what was worked out of a card, while its rules are checked one after the other."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from generator.card import Card

Result = TypeVar("Result")


def once_per_card(function: Callable[[Card], Result]) -> Callable[[Card], Result]:
    """Keep the last result of a function, for the rules that ask for it again.

    The card is known by its identity: comparing two cards would take longer than most of what is remembered.
    """
    last: tuple[Card, Result] | None = None

    @wraps(function)
    def remembered(card: Card) -> Result:
        nonlocal last
        kept = last
        if kept is None or kept[0] is not card:
            kept = last = (card, function(card))
        return kept[1]

    return remembered
