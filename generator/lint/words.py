"""How messages name things."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable


def nearest(word: str, known: Collection[str]) -> str | None:
    """The known word that someone probably meant, whatever the case, or ``None``."""
    folded = {item.casefold(): item for item in known}
    near = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.7)
    return folded[near[0]] if near else None


def did_you_mean(word: str, known: Collection[str]) -> str:
    """A question that suggests the nearest known word; empty where none is near."""
    near = nearest(word, known)
    return f"did you mean `{near}`?" if near else ""


def quoted(words: Iterable[str]) -> str:
    """``a``, ``b`` and ``c``, each in backticks."""
    items = [f"`{word}`" for word in words]
    return " and ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))
