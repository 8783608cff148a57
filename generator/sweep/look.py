"""Looking at cards in this process, whichever it is."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from generator.lint import look_at
from generator.lint.rule import Rule
from generator.lint.rules import RULES
from generator.steps import abreast
from generator.store import CardFile
from generator.sweep.coding import encode


def look(files: Iterable[CardFile], codes: frozenset[str]) -> list[bytes]:
    """Look at cards, by the rules of these codes.

    Returns:
        The encoded outcome of each.
    """
    rules = _rules(codes)
    return [encode(look_at(reading, rules)) for reading in abreast(file.reading_steps() for file in files)]


@lru_cache(maxsize=8)
def _rules(codes: frozenset[str]) -> tuple[Rule, ...]:
    return tuple(rule for rule in RULES if rule.code in codes)
