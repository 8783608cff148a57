"""Text → words, and tagged words → entities. Pure, and without torch."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Literal, TypeAlias

from generator.output import TaggedSpan, TaggedToken

Span: TypeAlias = tuple[int, int]

#: Between two characters of a word these belong to it: "don't", "3.5", "Jean-Luc".
_JOINERS = frozenset("-.'\N{RIGHT SINGLE QUOTATION MARK}_")
#: BIO, IOBES and BILOU prefixes: which begin an entity whatever came before, and which end one.
_BEGINS = frozenset("BSU")
_ENDS = frozenset("ESLU")
_PREFIXES = frozenset("BIESLU")


def split_words(text: str) -> list[Span]:
    """Where the words of ``text`` stand: runs of letters, digits and marks; every other sign is a word of its own."""
    spans: list[Span] = []
    start = -1
    for at, char in enumerate(text):
        if _is_word(text, at):
            start = at if start < 0 else start
            continue
        if start >= 0:
            spans.append((start, at))
            start = -1
        if not char.isspace():
            spans.append((at, at + 1))
    if start >= 0:
        spans.append((start, len(text)))
    return spans


def _is_word(text: str, at: int) -> bool:
    if text[at] in _JOINERS:
        return 0 < at < len(text) - 1 and _is_letter(text[at - 1]) and _is_letter(text[at + 1])
    return _is_letter(text[at])


def _is_letter(char: str) -> bool:
    # Letters, marks (the vowel signs of many scripts) and numbers; `str.isalnum` would leave the marks out.
    return unicodedata.category(char)[0] in "LMN"


def scheme_of(labels: Sequence[str]) -> Literal["bio", "plain"]:
    """``bio`` where some label is prefixed as in ``B-PER``."""
    return "bio" if any(_split(label)[0] for label in labels) else "plain"


def join_spans(text: str, tokens: Sequence[TaggedToken]) -> list[TaggedSpan]:
    """Join tagged words to entities.

    An entity begins at ``B-`` (or ``S-``, ``U-``), and at any other tag of a type that does not go on from the word
    before: so IOB1, where ``I-`` begins an entity, and models that forget a ``B-`` are read as well.
    """
    groups: list[tuple[str, list[TaggedToken]]] = []
    open_type = ""
    for token in tokens:
        prefix, kind = _split(token.tag)
        if not prefix:
            open_type = ""
            continue
        if prefix in _BEGINS or kind != open_type:
            groups.append((kind, []))
        groups[-1][1].append(token)
        open_type = "" if prefix in _ENDS else kind
    return [_span(text, kind, members) for kind, members in groups]


def _span(text: str, kind: str, members: Sequence[TaggedToken]) -> TaggedSpan:
    start, end = members[0].start, members[-1].end
    score = sum(member.score for member in members) / len(members)
    return TaggedSpan(text=text[start:end], label=kind, score=round(score, 4), start=start, end=end)


def _split(tag: str) -> tuple[str, str]:
    prefix, _, kind = tag.partition("-")
    return (prefix, kind) if kind and prefix in _PREFIXES else ("", "")
