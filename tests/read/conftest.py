"""Reads cards that a test writes down in a few lines."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.card import Card, Reading
from generator.read import read_card

HEAD = "---\ntitle: A title\nname: an_example\nlanguage: en\n---\n"


@pytest.fixture
def reading() -> Callable[[str], Reading]:
    """Read a whole file."""
    return lambda text: read_card(text.encode(), path="cards/example.md", key="example")


@pytest.fixture
def body() -> Callable[[str], Card]:
    """Read a card of which only the Markdown below the front matter matters. It starts in line 6."""

    def read(markdown: str) -> Card:
        card = read_card((HEAD + markdown).encode(), path="cards/example.md", key="example").card
        assert card is not None
        return card

    return read


@pytest.fixture
def python(body: Callable[[str], Card]) -> Callable[[str], Card]:
    """Read a card whose *How to use* holds one Python block. Its code starts in line 8."""
    return lambda code: body(f"## How to use\n```python\n{code}\n```\n")
