"""Remembering what was worked out of a card, or of the rules, for those who ask for it one after the other."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

Given = TypeVar("Given")
Result = TypeVar("Result")


def once_in_a_row(function: Callable[[Given], Result]) -> Callable[[Given], Result]:
    """Keep the last result of a function, for those that ask for it again.

    What it is given is known by its identity: comparing two cards would take longer than most of what is remembered.
    """
    last: tuple[Given, Result] | None = None

    @wraps(function)
    def remembered(given: Given) -> Result:
        nonlocal last
        kept = last
        if kept is None or kept[0] is not given:
            kept = last = (given, function(given))
        return kept[1]

    return remembered
