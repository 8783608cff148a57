"""How patient we are with the Hub."""

from __future__ import annotations

import pytest

from generator.run.hub_trouble import Patience
from generator.run.trouble import NotStarted


def test_a_hub_that_cannot_be_reached_is_asked_once() -> None:
    patience, asked = Patience(60), []

    def question() -> None:
        asked.append(1)
        raise ConnectionRefusedError

    for name in "abc":
        with pytest.raises(NotStarted, match=r"^the Hugging Face Hub cannot be reached \(ConnectionRefusedError\)$"):
            patience.ask(f"o/{name}", "", question)
    assert asked == [1]
