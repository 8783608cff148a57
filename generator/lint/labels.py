"""Labels, by what they mean rather than how they are spelt."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.card import Card
from generator.lint.words import did_you_mean, quoted

_MARK = re.compile(r"^[BILUESM]-(?=\S)")
_SHOWN = 5


def bare(label: str) -> str:
    """A label without its mark (``B-``), case and punctuation; empty for ``O``, which is none."""
    name = "".join(filter(str.isalnum, unmarked(label))).casefold() if label else ""
    return "" if label == "O" else name


def unmarked(label: str) -> str:
    """A label without its mark (``B-``)."""
    return _MARK.sub("", label, count=1)


def named(card: Card) -> frozenset[str]:
    """The bare labels of Predicted Entities; empty where the section is prose."""
    return frozenset(filter(None, (bare(entity.text) for entity in card.entities)))


def accepted(card: Card) -> frozenset[str]:
    """The bare labels, and what is left of them where a tool takes all up to a hyphen for a mark."""
    ends = (bare(entity.text.rpartition("-")[2]) for entity in card.entities)
    return named(card) | frozenset(filter(None, ends))


def some(labels: Iterable[str]) -> str:
    """The first labels, for a message."""
    all_of_them = list(labels)
    if len(all_of_them) <= _SHOWN:
        return quoted(all_of_them)
    return f"{', '.join(f'`{label}`' for label in all_of_them[:_SHOWN])} and {len(all_of_them) - _SHOWN} more"


def meant(card: Card, unknown: Iterable[str], shown: Iterable[str]) -> str:
    """A question that suggests the label of Predicted Entities that the first unknown one may be.

    Args:
        card: The card with the labels.
        unknown: The labels that Predicted Entities does not name.
        shown: All labels beside them. One of Predicted Entities that stands there too is not misspelt.
    """
    first = unmarked(next(iter(unknown)))
    present = {bare(label) for label in shown}
    return did_you_mean(first, [entity.text for entity in card.entities if bare(entity.text) not in present])
