from __future__ import annotations

from msgspec.structs import replace

from generator.card import Card
from generator.lint.memo import once_in_a_row
from generator.read import read_card


def test_a_card_is_looked_at_once_until_another_comes() -> None:
    asked: list[str] = []

    @once_in_a_row
    def length(card: Card) -> int:
        asked.append(card.key)
        return len(card.text)

    first = read_card(b"---\nname: a\n---\n", path="a.md", key="a").card
    assert first
    second = replace(first, key="b", text="other")
    assert [length(first), length(first), length(second), length(first)] == [16, 16, 5, 16]
    assert asked == ["a", "b", "a"]


def test_a_card_that_looks_the_same_is_another_card() -> None:
    one, other = (read_card(b"---\nname: a\n---\n", path="a.md", key="a").card for _ in range(2))
    assert one
    assert other
    remembered = once_in_a_row(id)
    assert [remembered(one), remembered(other)] == [id(one), id(other)]
