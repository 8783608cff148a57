"""Writes sentences from a grammar: patterns with slots, and words to fill them.

A grammar is a YAML file in ``grammars/``. In a pattern, ``{name}`` is a slot, ``{3-20}`` a number in that range,
``[...]`` may be left out and ``(a|b)`` is a choice. A fifth of the alternatives of every longer list is held out: a
training sentence never uses them, a test sentence often does.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Literal

import yaml

Split = Literal["train", "test"]

GRAMMARS = Path(__file__).parent / "grammars"

#: Every fifth alternative is held out, in lists that are long enough to spare one.
HELD_OUT_EVERY = 5
#: How often a test sentence takes a held-out alternative where there is one.
UNSEEN_SHARE = 0.15

_OPTION = re.compile(r"\[([^\]]*)\]")
_CHOICE = re.compile(r"\(([^)]*\|[^)]*)\)")
_SLOT = re.compile(r"\{(\w+|\d+-\d+)\}")
_RANGE = re.compile(r"(\d+)-(\d+)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence.

    Attributes:
        text: Its characters.
        tag: The tag of the slot that it fills; empty outside of tagged slots.
        unit: Pieces with one number fill one tagged slot; 0 outside.
    """

    text: str
    tag: str = ""
    unit: int = 0


@dataclass(frozen=True, slots=True)
class Grammar:
    """What can be said, and how it is labelled.

    Attributes:
        rules: The alternatives of each slot.
        tags: The tag of each tagged slot.
        labels: For grammars of one label a sentence: the slot that a sentence of that label starts from.
        domains: What a sentence may be about. One of them is drawn for each sentence, and a slot ``thing`` is then
            filled from ``thing_<domain>`` where there is such a list.
        by_hand: Sentences written by hand for the test set, in the notation of the data set.
    """

    rules: Mapping[str, Sequence[str]]
    tags: Mapping[str, str]
    labels: Mapping[str, str]
    domains: Sequence[str]
    by_hand: Sequence[str]

    def write(self, start: str, split: Split, rng: random.Random) -> list[Piece]:
        """One sentence from the slot ``start``, in pieces: what fills one tagged slot is one piece."""
        pieces = _Writer(self, split, rng).fill(start, Piece(""))
        return [
            Piece("".join(piece.text for piece in together), tag, unit)
            for (tag, unit), together in groupby(pieces, key=lambda piece: (piece.tag, piece.unit))
        ]


def load_grammar(name: str) -> Grammar:
    """Read ``grammars/<name>.yaml``."""
    data = yaml.safe_load((GRAMMARS / f"{name}.yaml").read_text(encoding="utf-8"))
    words = {slot: tuple(word.strip() for word in listed.split(",")) for slot, listed in data["words"].items()}
    patterns = {slot: tuple(listed.splitlines()) for slot, listed in data["patterns"].items()}
    return Grammar(
        rules=words | patterns,
        tags=data.get("tags", {}),
        labels=data.get("labels", {}),
        domains=data.get("domains", [""]),
        by_hand=tuple(data["by_hand"].splitlines()),
    )


class _Writer:
    """The state of one sentence: which alternatives it has used, and how many tagged slots it has filled."""

    def __init__(self, grammar: Grammar, split: Split, rng: random.Random) -> None:
        self._grammar = grammar
        self._split = split
        self._rng = rng
        self._domain = rng.choice(grammar.domains)
        self._used: set[tuple[str, str]] = set()
        self._units = 0

    def fill(self, slot: str, around: Piece) -> Iterator[Piece]:
        """Fill a slot; inside a tagged slot the outer tag holds."""
        if (numbers := _RANGE.fullmatch(slot)) is not None:
            yield Piece(str(self._rng.randint(int(numbers[1]), int(numbers[2]))), around.tag, around.unit)
            return
        if not around.tag and slot in self._grammar.tags:
            self._units += 1
            around = Piece("", self._grammar.tags[slot], self._units)
        yield from self._expand(self._choose(slot), around)

    def _expand(self, template: str, around: Piece) -> Iterator[Piece]:
        template = _OPTION.sub(lambda option: option[1] if self._rng.random() < 0.5 else "", template)  # noqa: PLR2004 - even odds
        template = _CHOICE.sub(lambda choice: self._rng.choice(choice[1].split("|")), template)
        for index, part in enumerate(_SLOT.split(template)):
            if index % 2:
                yield from self.fill(part, around)
            elif part:
                yield Piece(part, around.tag, around.unit)

    def _choose(self, slot: str) -> str:
        rules = self._grammar.rules
        alternatives = rules.get(f"{slot}_{self._domain}") or rules[slot]
        if len(alternatives) >= 2 * HELD_OUT_EVERY:
            held_out = alternatives[HELD_OUT_EVERY - 1 :: HELD_OUT_EVERY]
            unseen = self._split == "test" and self._rng.random() < UNSEEN_SHARE
            alternatives = [word for word in alternatives if (word in held_out) == unseen]
        fresh = [word for word in alternatives if (slot, word) not in self._used]
        chosen = self._rng.choice(fresh or alternatives)
        if not _SLOT.search(chosen):
            self._used.add((slot, chosen))
        return chosen
