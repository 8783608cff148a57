"""A short and always equal piece of what ``nox -s fuzz`` does for as long as one likes."""

from __future__ import annotations

import pytest
from fuzz_cards import cards, hold_together, own_cards
from hypothesis import given, settings


@pytest.mark.parametrize("data", own_cards())
def test_our_own_cards_hold_together(data: bytes) -> None:
    hold_together(data)


@settings(max_examples=60, derandomize=True)
@given(cards(own_cards()))
def test_damaged_cards_hold_together(data: bytes) -> None:
    hold_together(data)
