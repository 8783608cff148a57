"""Turns sentences into rows of a data set: ``text`` with ``label`` or ``labels``, or ``tokens`` with ``tags``."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence

from grammar import Grammar, Piece, Split

Row = dict[str, str | list[str]]

#: Shares of plain-text rows that are written carelessly, as people do.
LOWER_CASE_SHARE = 0.08
TYPO_SHARE = 0.12

_TWO_LETTERS = re.compile(r"(?<=[a-z])[a-z]{2}")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_TAGGED_WORD = re.compile(r"(\S+)/([A-Z]+)")
_MARKED_NAME = re.compile(r"\{([A-Z]+) ([^}]+)\}")
_A_BEFORE_VOWEL = re.compile(r"\b([Aa]) (?=[aeiou])")


def labels_of(rows: Iterable[Row]) -> list[str]:
    """Every label that occurs, sorted."""
    found: set[str] = set()
    for row in rows:
        value = next(row[key] for key in ("label", "labels", "tags") if key in row)
        found.update([value] if isinstance(value, str) else value)
    return sorted(found)


def one_label(grammar: Grammar, split: Split, rng: random.Random) -> Row:
    """A row of one label: the label whose slot the sentence starts from."""
    label = rng.choice(sorted(grammar.labels))
    return {"text": _careless(_text(grammar.write(grammar.labels[label], split, rng)), rng), "label": label}


def several_labels(grammar: Grammar, split: Split, rng: random.Random) -> Row:
    """A row of several labels: the tags of all slots that were filled."""
    pieces = grammar.write("start", split, rng)
    return {"text": _careless(_text(pieces), rng), "labels": sorted({piece.tag for piece in pieces} - {""})}


def tagged_words(grammar: Grammar, split: Split, rng: random.Random) -> Row:
    """A row of tokens, each with the tag of its slot or behind its slash."""
    tagged = [pair for piece in grammar.write("start", split, rng) for pair in _words_of(piece)]
    return _token_row(tagged)


def named_entities(grammar: Grammar, split: Split, rng: random.Random) -> Row:
    """A row of tokens with BIO tags: each tagged slot is one entity."""
    return _token_row([*_bio(grammar.write("start", split, rng)), *_full_stop(rng)])


def one_label_by_hand(line: str) -> Row:
    """A row from ``label :: text``."""
    label, text = line.split(" :: ")
    return {"text": text, "label": label}


def several_labels_by_hand(line: str) -> Row:
    """A row from ``label, label :: text``."""
    labels, text = line.split(" :: ")
    return {"text": text, "labels": sorted(labels.split(", "))}


def tagged_words_by_hand(line: str) -> Row:
    """A row from ``word/TAG word/TAG``."""
    return _token_row(_words_of(Piece(line)))


def named_entities_by_hand(line: str) -> Row:
    """A row from text with names marked as ``{PER Anna Lindgren}``."""
    parts = _MARKED_NAME.split(line)
    pieces = [Piece(parts[0])]
    for unit, (tag, name, text) in enumerate(zip(parts[1::3], parts[2::3], parts[3::3], strict=True), start=1):
        pieces += [Piece(name, tag, unit), Piece(text)]
    return _token_row(_bio(pieces))


def _text(pieces: Iterable[Piece]) -> str:
    text = _A_BEFORE_VOWEL.sub(r"\1n ", "".join(piece.text for piece in pieces))
    return f"{text[0].upper()}{text[1:]}."


def _careless(text: str, rng: random.Random) -> str:
    if rng.random() < LOWER_CASE_SHARE:
        text = text.lower().rstrip(".")
    if rng.random() < TYPO_SHARE:
        match = rng.choice(list(_TWO_LETTERS.finditer(text)))
        first, second = match[0][0], match[0][1]
        slip = rng.choice([second + first, first, first + first + second])
        text = text[: match.start()] + slip + text[match.end() :]
    return text


def _words_of(piece: Piece) -> list[tuple[str, str]]:
    if piece.tag:
        return [(token, piece.tag) for token in _TOKEN.findall(piece.text)]
    return [(word, tag) for word, tag in _TAGGED_WORD.findall(piece.text)]


def _bio(pieces: Iterable[Piece]) -> list[tuple[str, str]]:
    tagged = []
    last_unit = 0
    for piece in pieces:
        for token in _TOKEN.findall(piece.text):
            prefix = "I" if piece.unit == last_unit else "B"
            tagged.append((token, f"{prefix}-{piece.tag}" if piece.tag else "O"))
            last_unit = piece.unit
    return tagged


def _full_stop(rng: random.Random) -> list[tuple[str, str]]:
    return [(".", "O")] if rng.random() < 0.9 else []  # noqa: PLR2004 - one in ten has none


def _token_row(tagged: Sequence[tuple[str, str]]) -> Row:
    tokens = [token for token, _ in tagged]
    for index, following in enumerate(tokens[1:]):
        if tokens[index] == "a" and following[0] in "aeiou":
            tokens[index] = "an"
    tokens[0] = tokens[0][0].upper() + tokens[0][1:]
    return {"tokens": tokens, "tags": [tag for _, tag in tagged]}
