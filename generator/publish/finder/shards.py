"""The words of all models, sorted and cut into files of roughly equal size.

Where a file ends depends on the words next to it and not on all before it, so that a change of one model changes few
files (content-defined chunking, as rsync and its successors do it). A posting is ``number * 10 + level``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias, cast
from zlib import crc32

from msgspec import Struct

from generator.publish.finder.document import Document
from generator.publish.finder.packing import unpacked
from generator.publish.finder.words import is_unspaced

#: Bytes of JSON, roughly. A file may end from the first on, at one word of eight, and ends from the second on.
_LEAST, _MOST = 48_000, 120_000
_ONE_OF = 8
_POSTING_BYTES = 3
#: More than the highest level.
LEVELS = 10
#: Lengths of words that are looked at for typing mistakes.
_SHORTEST, _LONGEST = 4, 24

Postings: TypeAlias = dict[str, list[int]]
#: Words with their postings, sorted.
Shard: TypeAlias = list[tuple[str, list[int]]]


class Vocabulary(Struct):
    """Words that a mistyped one may be meant as.

    Attributes:
        words: Sorted, with a space between them.
        frequencies: A character for each: ``0`` plus the number of binary digits of the number of its models.
    """

    words: str
    frequencies: str


def postings_of(documents: Iterable[Document]) -> Postings:
    """The postings of every word, for documents in their default order."""
    postings: Postings = defaultdict(list)
    for number, document in enumerate(documents):
        for level, words in enumerate(document.levels, 1):
            if words:
                posting = number * LEVELS + level
                for word in words.split(" "):
                    postings[word].append(posting)
    return postings


def browser_order(word: str) -> bytes:
    """How to sort words as a browser compares them: by UTF-16's units."""
    return word.encode("utf-16-be", "surrogatepass")


def shards_of(postings: Postings) -> Iterator[Shard]:
    """The words, sorted, in files."""
    return cut((word, postings[word]) for word in sorted(postings, key=browser_order))


class Cutter:
    """Says where files end, told the words one by one, from the beginning of a file on."""

    def __init__(self) -> None:
        self._size = 0

    def ends_before(self, word: str) -> bool:
        """Whether a file begins with ``word``, which comes next."""
        if self._size < _LEAST:
            return False
        return self._size >= _MOST or crc32(word.encode("utf-8", "surrogatepass")) % _ONE_OF == 0

    def take(self, word: str, count: int, *, begins: bool = False) -> None:
        """Count a word with so many postings in; ``begins`` says that a file begins with it."""
        self._size = (0 if begins else self._size) + len(word) + 4 + _POSTING_BYTES * count


def cut(words: Iterable[tuple[str, list[int]]]) -> Iterator[Shard]:
    """Words in files."""
    cutter, shard = Cutter(), Shard()
    for word, postings in words:
        ends = bool(shard) and cutter.ends_before(word)
        if ends:
            yield shard
            shard = []
        cutter.take(word, len(postings), begins=ends)
        shard.append((word, postings))
    if shard:
        yield shard


def encoded(shard: Shard) -> list[list[object]]:
    """As it is kept in a file: words, and of each its postings, numbers as differences."""
    return [[word for word, _ in shard], [_differences(postings) for _, postings in shard]]


def decoded(content: bytes) -> Shard:
    """What ``encoded`` was given, from the file."""
    words, postings = cast("tuple[list[str], list[list[int]]]", unpacked(content))
    return [(word, _sums(numbers)) for word, numbers in zip(words, postings, strict=True)]


def vocabulary_of(counts: Iterable[tuple[str, int]]) -> Vocabulary:
    """The vocabulary, from sorted words and the number of models that have them."""
    kept = [(word, frequency(count)) for word, count in counts if is_checked(word)]
    return Vocabulary(" ".join(word for word, _ in kept), "".join(letter for _, letter in kept))


def vocabulary_with(vocabulary: Vocabulary, counts: Mapping[str, int]) -> Vocabulary:
    """The vocabulary after the numbers of models that have some words changed; 0 for a word that is gone."""
    letters = dict(zip(vocabulary.words.split(), vocabulary.frequencies, strict=True))
    for word, count in counts.items():
        if is_checked(word) and count:
            letters[word] = frequency(count)
        else:
            letters.pop(word, None)
    words = sorted(letters, key=browser_order)
    return Vocabulary(" ".join(words), "".join(letters[word] for word in words))


def is_checked(word: str) -> bool:
    """Whether a word can be the one that a mistyped one is meant as: names and numbers are not guessed."""
    return _SHORTEST <= len(word) <= _LONGEST and word.isalpha() and not is_unspaced(word)


def frequency(count: int) -> str:
    """How frequent a word is, in one character."""
    return chr(ord("0") + count.bit_length())


def _differences(postings: Sequence[int]) -> list[int]:
    return [*postings[:1], *[second - first + first % LEVELS for first, second in pairwise(postings)]]


def _sums(numbers: Sequence[int]) -> list[int]:
    postings, number = [], 0
    for difference in numbers:
        number += difference // LEVELS
        postings.append(number * LEVELS + difference % LEVELS)
    return postings
