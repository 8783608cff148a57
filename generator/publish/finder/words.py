"""Texts to words, so that a word is found however it is written.

``render/assets/finder/words.js`` does the same to a query: what a card's words are and what a query's words are must be
the same, so a change here is one there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

#: Accents, and the vowel signs that Hebrew and Arabic are mostly written without. A word is the same without them.
_MARKS = "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]"
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "\u0131": "i", "ς": "\u03c3"}
)
_ASCII_WORD = re.compile("[a-z0-9]+")
#: Marks count as letters where a word cannot be written without them.
_WORD = r"(?:[^\W_]|[\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e\u0eb1-\u0ece\u0f71-\u0f84\u1000-\u103f\u1780-\u17d3])+"
#: Scripts that put no spaces between words, and Hangul, whose words end in many ways: read by pairs of characters.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
_CAMEL = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_JOINTS = re.compile("[_.-]+")
#: Arabic writes its article with the word, and who searches leaves it out.
_ARTICLE = "\u0627\u0644"
_LONGEST_PARTICLE = 4
#: A longer one is no word: a digest, an address.
_LONGEST = 40


class _Patterns(NamedTuple):
    """What only other text than ASCII needs."""

    marks: re.Pattern[str]
    word: re.Pattern[str]
    unspaced: re.Pattern[str]
    run: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """Compiled when first needed: sets of that many characters take 20 ms."""
    return _Patterns(
        re.compile(_MARKS),
        re.compile(_WORD),
        re.compile(f"[{_UNSPACED}]"),
        re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED}]+"),
    )


def fold(text: str) -> str:
    """A text without case, diacritics, and other ways to write the same letter."""
    if text.isascii():
        return text.lower()
    bare = _patterns().marks.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFC", bare).lower().translate(_LETTERS)


def words_of(text: str) -> list[str]:
    """The words of a text, in order; of scripts without spaces, every pair of characters and the last one.

    A query has the same words, but for last characters and Arabic words without their article.
    """
    folded = fold(text)
    if folded.isascii():
        return [word for word in _ASCII_WORD.findall(folded) if len(word) <= _LONGEST]
    return [part for word in _patterns().word.findall(folded) for part in _parts(word)]


def _parts(word: str) -> Iterator[str]:
    """A word, or what it is read by."""
    patterns = _patterns()
    if patterns.unspaced.search(word):
        for run in patterns.run.findall(word):
            if is_unspaced(run):
                yield from (first + second for first, second in pairwise(run))
                yield run[-1]
            elif len(run) <= _LONGEST:
                yield run
    elif len(word) <= _LONGEST:
        yield word
        if word.startswith(_ARTICLE) and len(word) > _LONGEST_PARTICLE:
            yield word.removeprefix(_ARTICLE)


def is_unspaced(word: str) -> bool:
    """Whether a word is of a script that puts no spaces between words."""
    return not word.isascii() and _patterns().unspaced.match(word) is not None


def parts_of(name: str) -> Iterator[str]:
    """The words of a name in CamelCase: ``Bert``, ``For`` and ``Tagging`` of ``BertForTagging``, and the whole."""
    yield from words_of(name)
    parts = _CAMEL.findall(name)
    if len(parts) > 1:
        yield from (part.lower() for part in parts)


def whole_name(name: str) -> str:
    """A name of several words as one: ``_ner_dl_en`` of ``NER-dl_en``, else empty.

    It begins as no word of a text does, so that names are sorted apart: who searches ``opus`` needs none of the
    thousands of names that begin so.
    """
    folded = _JOINTS.sub("_", fold(name).strip()).strip("_")
    return f"_{folded}" if "_" in folded and not any(letter.isspace() for letter in folded) else ""
