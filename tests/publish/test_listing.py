"""A model in short."""

from __future__ import annotations

from generator.publish.listing import summary_of
from generator.read import read_card


def summary(description: str) -> str:
    text = f"---\nname: a\n---\n## Description\n\n{description}\n\n## Predicted Entities\n\n`A`\n"
    card = read_card(text.encode(), path="cards/a.md", key="a").card
    assert card is not None
    return summary_of(card)


def test_a_summary_leaves_out_what_the_page_shows_as_buttons() -> None:
    buttons = "[Download](https://models.example/a.zip){:.button} <button disabled>Live Demo</button>"
    assert summary(f"{buttons} A [small](https://other.example/) model.") == "A small model."


def test_a_summary_is_cut_at_a_word() -> None:
    assert summary("word " * 60) == "word " * 31 + "…"
