"""The files of an index that differ after some models changed, from those there were."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
from generator.publish.finder.packing import META, path_of, unpacked
from generator.publish.finder.rows import BLOCK, DIGEST, row
from generator.publish.finder.shard_patch import Folder, Read, edits_of, patched
from generator.render.order import ORDERS, default_order, moves


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
    documents: tuple[Document, Document]


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
            rows[change.number % BLOCK] = row(change.now, change.documents[1])
        digests[number] = add_block(result.written, number, rows)
        result.removed.add(path)
    meta.models = "".join(digests)


def _words(meta: Meta, changes: Iterable[Change], result: Patch, read: Read) -> None:
    edits = edits_of((change.number, *change.documents) for change in changes)
    if not edits:
        return
    folder = Folder(meta.words, names_in(meta.shards), read)
    counts: dict[str, int] = {}
    digests, first_words = [], []
    for part in patched(folder, edits, counts):
        if isinstance(part, int):
            digests.append(folder.names[part])
            first_words.append(folder.first_words[part])
        else:
            digests.append(add_shard(result.written, part))
            first_words.append(part[0][0])
    gone = set(folder.names) - set(digests)
    result.removed |= {path_of("words", name) for name in gone}
    meta.words, meta.shards = first_words, "".join(digests)
    path = path_of("words", f"vocabulary-{meta.vocabulary}")
    vocabulary = msgspec.convert(unpacked(read(path)), shards.Vocabulary)
    meta.vocabulary = add_vocabulary(result.written, shards.vocabulary_with(vocabulary, counts))
    result.removed.add(path)


def _orders(meta: Meta, changes: Sequence[Change], listings: Sequence[Listing], result: Patch) -> None:
    for order in ORDERS:
        if any(moves(order, change.was, change.now) for change in changes):
            result.removed.add(path_of("orders", f"{order}-{meta.orders[order]}"))
            meta.orders[order] = add_order(result.written, order, listings)


def _facets(meta: Meta, changes: Sequence[Change], listings: Sequence[Listing], result: Patch) -> None:
    known = {facet.key: facet for facet in meta.facets}
    for facet in FACETS:
        if any(facet.differ(change.was, change.now) for change in changes):
            for made in add_facet(result.written, facet, listings):
                result.removed.add(path_of("facets", f"{made.key}-{known[made.key].hash}"))
                known[made.key] = made
    meta.facets = list[FacetMeta](known.values())
