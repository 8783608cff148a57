"""Where sections stand."""

from __future__ import annotations

from collections.abc import Iterator

from generator.card import Card, Text


def unread_in(card: Card, key: str) -> Iterator[Text]:
    """What the reader could not read of the first section of a kind, with why."""
    section = card.section(key)
    if section is None:
        return
    last = section.heading.line + section.body.count("\n") + 1
    for text in card.claims.unread:
        if section.heading.line <= text.span.line <= last:
            yield text
