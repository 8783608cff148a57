"""How messages name things."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable
from functools import lru_cache


def nearest(word: str, known: Collection[str]) -> str | None:
    """The known word that someone probably meant, whatever the case, or ``None``."""
    return _nearest(word.casefold(), tuple(known))


@lru_cache(maxsize=256)  # Cards that are made from one pattern share their mistakes.
def _nearest(word: str, known: tuple[str, ...]) -> str | None:
    folded = {item.casefold(): item for item in known}
    near = difflib.get_close_matches(word, folded, n=1, cutoff=0.7)
    return folded[near[0]] if near else None


def did_you_mean(word: str, known: Collection[str]) -> str:
    """A question that suggests the nearest known word; empty where none is near."""
    near = nearest(word, known)
    return f"did you mean `{near}`?" if near else ""


def quoted(words: Iterable[str]) -> str:
    """``a``, ``b`` and ``c``, each in backticks."""
    items = [f"`{word}`" for word in words]
    return " and ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))


def one_letter_apart(word: str, other: str) -> bool:
    """Whether a word has one letter too many, too few, or another; not the first, no digit, no plural's ``s``."""
    shorter, longer = sorted((word, other), key=len)
    more = len(longer) - len(shorter)
    if more > 1 or shorter[:1] != longer[:1]:
        return False
    pairs = enumerate(zip(shorter, longer, strict=False))
    place = next((place for place, (one, two) in pairs if one != two), len(shorter))
    behind = longer[place + 1 :]
    letters = longer[place : place + 1] + shorter[place : place + 1 - more]
    plural = letters == "s" and not behind[:1].isalpha()
    return letters.isalpha() and behind == shorter[place + 1 - more :] and not plural
