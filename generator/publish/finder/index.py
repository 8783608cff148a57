"""All files of the index, from nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from msgspec import UNSET, Struct, UnsetType

from generator.listing import Listing
from generator.publish.finder import shards
from generator.publish.finder.document import Document
from generator.publish.finder.facets import (
    COMPATIBLE,
    EDITION,
    FACETS,
    FIRST,
    Facet,
    Row,
    TurningRow,
    compatible_rows,
    rows_of,
    turning_rows,
)
from generator.publish.finder.packing import FULL, META, differences, packed, path_of
from generator.publish.finder.rows import BLOCK, DIGEST, block
from generator.render.order import ORDERS, column

Files: TypeAlias = dict[str, bytes]
#: A value, its label, and how many models have it.
Counted: TypeAlias = tuple[str, str, int]


class FacetMeta(Struct, omit_defaults=True):
    """A facet, as far as it is known before its file is loaded.

    Attributes:
        hash: Digest of its file.
        of: The facet of whose values its own are made, if any.
        turns: As ``Facet.turns``, where some model's value ever turns.
    """

    key: str
    title: str
    hash: str
    distinct: int
    values: list[Counted]
    of: str | UnsetType = UNSET
    turns: str | UnsetType = UNSET


class Meta(Struct):
    """The one file that is loaded first, and names all others by digests of what is in them.

    Attributes:
        version: Digest of all the rest.
        block: Models in a file.
        models: The digests of the models' files, one after the other.
        words: The first word of each file of words.
        shards: The digests of these files, one after the other.
        vocabulary: Digest.
        orders: Digests, by what is sorted by.
    """

    version: str
    total: int
    block: int
    models: str
    words: list[str]
    shards: str
    vocabulary: str
    orders: dict[str, str]
    facets: list[FacetMeta]


def index(listings: Sequence[Listing], documents: Mapping[str, Document]) -> Files:
    """Every file, by its path in the site.

    Args:
        listings: In their default order.
        documents: By the listings' keys.
    """
    files: Files = {}
    postings = shards.postings_of(documents[listing.key] for listing in listings)
    names, first_words, counts = [], [], []
    for shard in shards.shards_of(postings):
        names.append(add_shard(files, shard))
        first_words.append(shard[0][0])
        counts += [(word, len(numbers)) for word, numbers in shard]
    meta = Meta(
        version="",
        total=len(listings),
        block=BLOCK,
        models="".join(add_block(files, number, block(number, listings, documents)) for number in blocks(listings)),
        words=first_words,
        shards="".join(names),
        vocabulary=add_vocabulary(files, shards.vocabulary_of(counts)),
        orders={order: add_order(files, order, listings) for order in ORDERS},
        facets=[meta for facet in FACETS for meta in add_facet(files, facet, listings)],
    )
    add_meta(files, meta)
    return files


def blocks(listings: Sequence[Listing]) -> Iterable[int]:
    """The numbers of the files of models."""
    return range(-(-len(listings) // BLOCK))


def add_shard(files: Files, shard: shards.Shard) -> str:
    """Add a file of words."""
    content, digest = packed(shards.encoded(shard))
    files[path_of("words", digest)] = content
    return digest


def add_vocabulary(files: Files, vocabulary: shards.Vocabulary) -> str:
    """Add the file against typing mistakes."""
    content, digest = packed(vocabulary)
    files[path_of("words", f"vocabulary-{digest}")] = content
    return digest


def add_block(files: Files, number: int, rows: Sequence[object]) -> str:
    """Add a file of models."""
    content, digest = packed(rows)
    files[path_of("models", f"{number}-{digest[:DIGEST]}")] = content
    return digest[:DIGEST]


def add_order(files: Files, order: str, listings: Sequence[Listing]) -> str:
    """Add a file to sort by."""
    content, digest = packed(differences(column(order, listings)))
    files[path_of("orders", f"{order}-{digest}")] = content
    return digest


def add_facet(files: Files, facet: Facet, listings: Sequence[Listing]) -> list[FacetMeta]:
    """Add a facet's file; with editions, that of compatible ones."""
    rows = rows_of(facet, listings)
    turning = turning_rows(facet, rows, listings) if facet.turns else None
    shown: Sequence[Row | TurningRow] = rows if turning is None else turning
    metas = [_add_rows(files, facet.key, facet.title, shown, [(row[0], row[1], len(row[2])) for row in shown])]
    if turning is not None:
        metas[0].turns = facet.turns
    if facet.key == EDITION:
        unions = compatible_rows(rows)
        meta = _add_rows(files, COMPATIBLE, "Works with", unions, [(value, name, n) for value, name, n, _ in unions])
        meta.of = EDITION
        metas.append(meta)
    return metas


def add_meta(files: Files, meta: Meta) -> None:
    """Add the file that names the others."""
    meta.version = ""
    meta.version = packed(meta)[1]
    files[META] = packed(meta)[0]


def names_in(digests: str, length: int = FULL) -> list[str]:
    """Digests that stand one after the other."""
    return [digests[start : start + length] for start in range(0, len(digests), length)]


def _add_rows(files: Files, key: str, title: str, rows: Sequence[object], counted: list[Counted]) -> FacetMeta:
    content, digest = packed(rows)
    files[path_of("facets", f"{key}-{digest}")] = content
    return FacetMeta(key, title, digest, len(counted), counted[:FIRST])
