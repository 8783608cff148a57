"""The files of an index that differ after some models changed, from those there were."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from generator.listing import Listing, Shelf
from generator.publish.finder import shards
from generator.publish.finder.document import Document
from generator.publish.finder.facets import FACETS
from generator.publish.finder.index import (
    FacetMeta,
    Files,
    Meta,
    add_block,
    add_facet,
    add_meta,
    add_order,
    add_shard,
    add_vocabulary,
    names_in,
)
from generator.publish.finder.order import ORDERS, default_order, moves
from generator.publish.finder.packing import META, path_of, unpacked
from generator.publish.finder.rows import BLOCK, DIGEST, row

#: Gives a file of the index there was, by its path in the site.
Read = Callable[[str], bytes]
#: Of a word, what changes: the level that it now has in a model, 0 for none.
Edits = dict[str, dict[int, int]]


@dataclass(slots=True)
class Patch:
    """What to do to the files of an index.

    Attributes:
        written: New files.
        removed: Paths of files that are no part of it any more.
    """

    written: Files = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Change:
    """A model that changed and kept its number."""

    number: int
    was: Listing
    now: Listing
    words: tuple[Document, Document]


def patch(was: Shelf, now: Shelf, documents: Mapping[str, tuple[Document, Document]], read: Read) -> Patch | None:
    """What changes in the files of an index: with it they are what ``files`` would make of ``now``.

    Args:
        was: The models that the index is of.
        now: The models that it is to be of.
        documents: The old and the new document of every model of which document or listing changed, by its key.
        read: Gives the files there are.

    Returns:
        The patch; ``None`` where models came, went or changed places, so that the index has to be made anew.
    """
    before, after = default_order(was.listings), default_order(now.listings)
    meta = msgspec.convert(unpacked(read(META)), Meta)
    if not meta.words or [listing.key for listing in before] != [listing.key for listing in after]:
        return None
    changes = [
        Change(number, old, new, documents[new.key])
        for number, (old, new) in enumerate(zip(before, after, strict=True))
        if new.key in documents or (old is not new and old != new)
    ]
    result = Patch()
    _models(meta, changes, result, read)
    _words(meta, changes, result, read)
    _orders(meta, changes, after, result)
    _facets(meta, changes, after, result)
    add_meta(result.written, meta)
    result.removed -= result.written.keys()
    return result


def _models(meta: Meta, changes: Iterable[Change], result: Patch, read: Read) -> None:
    digests = names_in(meta.models, DIGEST)
    by_block: dict[int, list[Change]] = defaultdict(list)
    for change in changes:
        by_block[change.number // BLOCK].append(change)
    for number, members in by_block.items():
        path = path_of("models", f"{number}-{digests[number]}")
        rows = msgspec.convert(unpacked(read(path)), list[object])
        for change in members:
            rows[change.number % BLOCK] = row(change.now, change.words[1])
        digests[number] = add_block(result.written, number, rows)
        result.removed.add(path)
    meta.models = "".join(digests)


def _words(meta: Meta, changes: Iterable[Change], result: Patch, read: Read) -> None:
    edits = _edits(changes)
    if not edits:
        return
    names = names_in(meta.shards)
    places = [shards.browser_order(word) for word in meta.words]
    counts: dict[str, int] = {}
    done: list[tuple[str, str]] = []  # Of each file: its first word, its digest.
    upcoming = sorted(edits, key=shards.browser_order)
    starts = _starts(meta.words, places, upcoming)
    position = 0
    while position < len(names):
        if position not in starts:
            done.append((meta.words[position], names[position]))
            position += 1
            continue
        words: shards.Shard = []
        cutter = shards.Cutter()
        while True:
            path = path_of("words", names[position])
            result.removed.add(path)
            end = places[position + 1] if position + 1 < len(places) else None
            mine = [word for word in upcoming if end is None or shards.browser_order(word) < end]
            upcoming = upcoming[len(mine) :]
            part = _edited(shards.decoded(read(path)), {word: edits[word] for word in mine}, counts)
            for word, postings in part:
                cutter.take(word, len(postings), begins=bool(words) and cutter.ends_before(word))
                words.append((word, postings))
            position += 1
            if position == len(names):
                break
            first = meta.words[position]
            if words and cutter.ends_before(first) and 0 not in edits.get(first, {}).values():
                break
        done += [(shard[0][0], add_shard(result.written, shard)) for shard in shards.cut(words)]
    meta.words, meta.shards = [word for word, _ in done], "".join(name for _, name in done)
    path = path_of("words", f"vocabulary-{meta.vocabulary}")
    vocabulary = msgspec.convert(unpacked(read(path)), shards.Vocabulary)
    meta.vocabulary = add_vocabulary(result.written, shards.vocabulary_with(vocabulary, counts))
    result.removed.add(path)


def _edits(changes: Iterable[Change]) -> Edits:
    edits: Edits = defaultdict(dict)
    for change in changes:
        old, new = (_levels(document) for document in change.words)
        for word in old.keys() | new.keys():
            if old.get(word) != new.get(word):
                edits[word][change.number] = new.get(word, 0)
    return edits


def _levels(document: Document) -> dict[str, int]:
    return {word: level for level, words in enumerate(document.levels, 1) for word in words.split()}


def _starts(first_words: Sequence[str], places: Sequence[str | bytes], words: Iterable[str]) -> set[int]:
    """The files that words stand in; where the first word of one may go, also the file before."""
    starts = set()
    for word in words:
        place = max(0, bisect_right(places, shards.browser_order(word)) - 1)
        starts.add(place)
        if place and first_words[place] == word:
            starts.add(place - 1)
    return starts


def _edited(shard: shards.Shard, edits: Edits, counts: dict[str, int]) -> shards.Shard:
    """A file's words after some changed. ``counts`` gets the number of models that these words have now."""
    words = dict(shard)
    for word, levels in edits.items():
        postings = {posting // 10: posting for posting in words.get(word, ())}
        postings |= {number: number * 10 + level for number, level in levels.items()}
        kept = [postings[number] for number in sorted(postings) if postings[number] % 10]
        counts[word] = len(kept)
        words[word] = kept
    return [(word, words[word]) for word in sorted(words, key=shards.browser_order) if words[word]]


def _orders(meta: Meta, changes: Sequence[Change], listings: Sequence[Listing], result: Patch) -> None:
    for order in ORDERS:
        if any(moves(order, change.was, change.now) for change in changes):
            result.removed.add(path_of("orders", f"{order}-{meta.orders[order]}"))
            meta.orders[order] = add_order(result.written, order, listings)


def _facets(meta: Meta, changes: Sequence[Change], listings: Sequence[Listing], result: Patch) -> None:
    known = {facet.key: facet for facet in meta.facets}
    for facet in FACETS:
        if any(facet.values(change.was) != facet.values(change.now) for change in changes):
            for made in add_facet(result.written, facet, listings):
                result.removed.add(path_of("facets", f"{made.key}-{known[made.key].hash}"))
                known[made.key] = made
    meta.facets = list[FacetMeta](known.values())
