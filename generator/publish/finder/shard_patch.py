"""The files of words that differ after some words of some models changed."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from generator.publish.finder.document import Document
from generator.publish.finder.packing import path_of
from generator.publish.finder.shards import LEVELS, Cutter, Shard, browser_order, cut, decoded

#: Gives a file of the index there was, by its path in the site.
Read: TypeAlias = Callable[[str], bytes]
#: Of a word, what changes: by the number of a model, the level that the word now has in it; 0 for none.
Edits: TypeAlias = Mapping[str, Mapping[int, int]]


@dataclass(frozen=True)
class Folder:
    """The files of words there were.

    Attributes:
        first_words: The first word of each.
        names: The name of each.
    """

    first_words: Sequence[str]
    names: Sequence[str]
    read: Read

    @cached_property
    def places(self) -> list[bytes]:
        """What the first words are sorted by."""
        return [browser_order(word) for word in self.first_words]

    def load(self, place: int) -> Shard:
        """The words of a file."""
        return decoded(self.read(path_of("words", self.names[place])))

    def holds(self, place: int, word: str) -> bool:
        """Whether a word goes into a file, known that it goes into none before."""
        return place + 1 >= len(self.names) or browser_order(word) < self.places[place + 1]


def edits_of(changes: Iterable[tuple[int, Document, Document]]) -> Edits:
    """What changes: of each model its number, its old and its new document."""
    edits: dict[str, dict[int, int]] = defaultdict(dict)
    for number, *documents in changes:
        old, new = (_levels(document) for document in documents)
        for word in old.keys() | new.keys():
            if old.get(word) != new.get(word):
                edits[word][number] = new.get(word, 0)
    return edits


def patched(folder: Folder, edits: Edits, counts: MutableMapping[str, int]) -> Iterator[int | Shard]:
    """All files in order: the place of one that stays as it is, or the words of a new one.

    Args:
        folder: The files there were; at least one.
        edits: What changes.
        counts: Gets the number of models that each of the changed words now has.
    """
    words = sorted(edits, key=browser_order)
    touched = _touched(folder, words)
    place = 0
    while place < len(folder.names):
        if place not in touched:
            yield place
            place += 1
            continue
        changed, place = _from(folder, place, edits, words, counts)
        yield from cut(changed)


def _from(
    folder: Folder, place: int, edits: Edits, words: list[str], counts: MutableMapping[str, int]
) -> tuple[Shard, int]:
    """The words from a file on, as they are now, up to the first file that begins as it did; and the place of that.

    Takes the words that it came to from ``words``.
    """
    changed, cutter = Shard(), Cutter()
    while True:
        count = next((n for n, word in enumerate(words) if not folder.holds(place, word)), len(words))
        mine, words[:] = words[:count], words[count:]
        for word, postings in _edited(folder.load(place), {word: edits[word] for word in mine}, counts):
            cutter.take(word, len(postings), begins=bool(changed) and cutter.ends_before(word))
            changed.append((word, postings))
        place += 1
        if place == len(folder.names):
            return changed, place
        first = folder.first_words[place]
        if changed and cutter.ends_before(first) and 0 not in edits.get(first, {}).values():
            return changed, place


def _touched(folder: Folder, words: Iterable[str]) -> set[int]:
    """The files that words go into; where a word is the first of a file, it may also go into the one before."""
    touched = set()
    for word in words:
        place = max(0, bisect_right(folder.places, browser_order(word)) - 1)
        touched.add(place)
        if place and folder.first_words[place] == word:
            touched.add(place - 1)
    return touched


def _edited(shard: Shard, edits: Edits, counts: MutableMapping[str, int]) -> Shard:
    """A file's words after some changed."""
    words = dict(shard)
    for word, levels in edits.items():
        postings = {posting // LEVELS: posting for posting in words.get(word, ())}
        postings |= {number: number * LEVELS + level for number, level in levels.items()}
        words[word] = [postings[number] for number in sorted(postings) if postings[number] % LEVELS]
        counts[word] = len(words[word])
    return [(word, words[word]) for word in sorted(words, key=browser_order) if words[word]]


def _levels(document: Document) -> dict[str, int]:
    return {word: level for level, words in enumerate(document.levels, 1) for word in words.split()}
