"""What a model is found by: the words of its card, each with how much it matters there."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable

import msgspec
from msgspec import Struct

from generator.card import Card, Facts
from generator.hub import Entry
from generator.publish.finder.words import is_unspaced, parts_of, whole_name, words_of
from generator.publish.listing import architecture_of
from generator.render.languages import language_name

#: Levels go from 1 to this: one digit.
HIGHEST = 9
#: Where a score is half of what it can be: a word that stands in many places counts for little more than one that
#: stands in a few (the saturation of BM25F: Robertson and Zaragoza, 2009, "The Probabilistic Relevance Framework").
_SATURATION = 8
#: The level of a score, by the score.
_LEVEL = tuple(max(1, min(HIGHEST, round(10 * score / (score + _SATURATION)))) for score in range(100))
#: Score of a word by the field that it stands in.
_NAME, _TITLE, _FACT, _TAG, _LABEL, _TEXT = 12, 8, 5, 4, 3, 1
#: How often a word of a text counts.
_REPEATS = 3
#: From this level on a word is found by its first letter or two: mostly those of names, titles, tasks and languages.
_BEGINNINGS = 4
_SHORT = 2
#: Text that is read, and text that is shown of a result, in characters.
_READ, _SHOWN = 4000, 300
#: Words that are no news in a text. ``search.js`` asks of no model that it has them.
_COMMON = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "can",
        "for",
        "from",
        "has",
        "have",
        "in",
        "into",
        "is",
        "it",
        "its",
        "of",
        "on",
        "or",
        "that",
        "the",
        "their",
        "these",
        "this",
        "to",
        "was",
        "which",
        "with",
        "you",
        "your",
    ]
)
_FENCE = re.compile(r"^(```|~~~).*?(?:^\1[^\n]*$|\Z)", re.MULTILINE | re.DOTALL)
_ELEMENT = re.compile(r"<(script|style|button|iframe)\b.*?</\1>|<!--.*?-->|<[a-zA-Z/][^<>]*>", re.DOTALL)
#: What begins a heading, a quotation, an item, or rules off a table.
_LINE = re.compile(r"\n[ \t]*(?:#{1,6}|>|[-*+]|\d{1,3}\.)[ \t]+|\n[-=:| \t]{3,}(?=\n)")
_EMPHASIS = re.compile(r"(?<!\w)_+|_+(?!\w)")
#: kramdown's attributes and Liquid's tags.
_BRACES = re.compile(r"\{[:%][^{}]*\}")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\(([^()\s]*)[^()]*\)(?:\{:[^{}]*\})?")


class Document(Struct, frozen=True, array_like=True, gc=False):
    """A model's words.

    Attributes:
        text: The beginning of what the card says of the model: plain text, at most 300 characters.
        levels: At index 0, the words of level 1, sorted and with a space between them; and so on to level 9, which
            matters most. Each word stands in one level. ``b*`` says that a word begins so, ``_ner_dl`` is a whole name.
    """

    text: str
    levels: tuple[str, ...]


def document(entry: Entry) -> Document:
    """What a model is found by. Depends on its card alone."""
    card = entry.card
    text = plain_text(card)
    words = _levels(_scores(card, text))
    levels: list[list[str]] = [[] for _ in range(HIGHEST)]
    for word in sorted(words):
        levels[words[word] - 1].append(word)
    return Document(_beginning(text), tuple(" ".join(words) for words in levels))


_DECODER = msgspec.msgpack.Decoder(Document)


def encoded(document: Document) -> bytes:
    """A document, to be kept."""
    return msgspec.msgpack.encode(document)


def decoded(content: bytes) -> Document:
    """A document that was kept.

    Raises:
        msgspec.DecodeError: It is none.
    """
    return _DECODER.decode(content)


def plain_text(card: Card) -> str:
    """What a card says of its model before any code, without markup, as one line."""
    section = card.section("description")
    text = f"\n{card.intro}\n{section.prose if section else ''}"[: 2 * _READ]
    if "```" in text or "~~~" in text:
        text = _FENCE.sub(" ", text)
    if "<" in text:
        text = _ELEMENT.sub(" ", text)
    if "](" in text:
        buttons = {button.url for button in card.buttons if button.url}
        text = _LINK.sub(lambda link: " " if link[2] in buttons else link[1], text)
    if "{" in text:
        text = _BRACES.sub(" ", text)
    if "_" in text:
        text = _EMPHASIS.sub(" ", text)
    bare = _LINE.sub(" ", text).replace("*", "").replace("`", "").replace("|", " ")
    return " ".join(html.unescape(bare).split())[:_READ]


def _scores(card: Card, text: str) -> dict[str, int]:
    """Every word with the sum of its scores in the fields that it stands in."""
    counts = Counter(words_of(text))
    scores = {word: _TEXT * (min(_REPEATS, count)) for word, count in counts.items() if word not in _COMMON}
    for weight, words in _fields(card, card.facts):
        for word in set(words):
            scores[word] = scores.get(word, 0) + weight
    return scores


def _fields(card: Card, facts: Facts) -> Iterable[tuple[int, Iterable[str]]]:
    name = facts.name or card.key
    yield _NAME, words_of(name)
    yield _TITLE, (word for word in words_of(facts.title) if word not in _COMMON)
    yield _FACT, words_of(" ".join(facts.tasks))
    yield _FACT, words_of(" ".join((*facts.languages, *map(language_name, facts.languages))))
    yield _TAG, parts_of(facts.annotator)
    yield _TAG, words_of(architecture_of(facts.annotator))
    yield _TAG, words_of(" ".join(facts.tags))
    yield _LABEL, words_of(" ".join(entity.text for entity in card.entities))
    if whole := whole_name(name):
        yield len(_LEVEL), (whole,)


def _levels(scores: dict[str, int]) -> dict[str, int]:
    """Every word with its level, and the beginnings of those that matter."""
    last = len(_LEVEL) - 1
    levels = {word: _LEVEL[min(last, score)] for word, score in scores.items()}
    beginnings: dict[str, int] = {}
    for word, level in levels.items():
        if level >= _BEGINNINGS and word[0] != "_" and not is_unspaced(word):
            for length in range(1, min(len(word), _SHORT + 1)):
                beginning = f"{word[:length]}*"
                if beginnings.get(beginning, 0) < level:
                    beginnings[beginning] = level
    return levels | beginnings


def _beginning(text: str) -> str:
    if len(text) <= _SHOWN:
        return text
    cut = text[: _SHOWN - 2]
    return f"{cut.rsplit(maxsplit=1)[0] if ' ' in cut else cut} …"
