"""The leaves of a hub: those of the last build that still hold, and new ones."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

import msgspec
from msgspec import Struct

from generator.processes import Processes
from generator.render.code import ColouredLine, know
from generator.site.coloured import keep_lines, known_lines
from generator.site.grow import Seed, Soil, digest_of, grow, is_leaf, record_data, record_file, unchanged
from generator.site.leaf import Head, Leaf, Unreadable
from generator.site.leaf_store import LeafStore
from generator.site.looking import is_settled, stamp_of
from generator.site.order import Tell
from generator.steps import ABREAST
from generator.store.cards import CardPlace, card_places
from generator.store.hub import page_urls

#: With fewer new leaves than this, starting processes takes longer than growing them.
_FEW = 48
_FIRST = 4
_BATCH = 256


class Harvest(Struct, frozen=True):
    """All leaves of a hub.

    Attributes:
        heads: In the order of the cards, by the cards' paths.
        unread: The files that are no cards.
        gone: The cards of the last build that are there no more.
        was: Where few leaves are new: the heads of those that they replace, and what those were found by.
    """

    heads: dict[str, Head]
    unread: tuple[Unreadable, ...]
    gone: frozenset[str]
    was: dict[str, tuple[Head, bytes]]


class _Known(Struct):
    place: CardPlace
    url: str
    stamp: bytes
    head: Head | None = None


def harvest(root: Path, cards: Path, soil: Soil, store: LeafStore, jobs: int, tell: Tell) -> Harvest:
    """Bring in the leaf of every card of a hub.

    Args:
        root: The hub's root.
        cards: The cards folder.
        soil: What decides leaves besides cards and records.
        store: The leaves of the last build; the new ones are put into it.
        jobs: How many processes may work.
        tell: Told what is done, how much of it, and how much there is to do.

    Raises:
        UsageError: There is no such cards folder.
    """
    places = list(card_places(root, cards))
    salt = hashlib.blake2b(repr((soil.code, soil.max_age, soil.links)).encode(), digest_size=16).digest()
    kept = {path: (stamp, head) for path, stamp, head in store.heads()}
    heads: dict[str, Head | None] = {}
    new: list[_Known] = []
    restamped: list[tuple[str, bytes]] = []
    for place, url in zip(places, page_urls(place.key for place in places), strict=True):
        stamp = _stamp(place, url, soil, salt)
        old = kept.get(place.path)
        heads[place.path] = None
        if old and unchanged(old[1], root, soil.now):
            if stamp and old[0] == stamp:
                heads[place.path] = old[1]
                continue
            if digest_of(place.read(), record_data(soil, place.key), url, soil) == old[1].digest:
                heads[place.path] = old[1]
                restamped.append((place.path, stamp))
                continue
        new.append(_Known(place, url, stamp))
    store.stamp(restamped)
    replaced = [known.place.path for known in new if known.place.path in kept] if len(new) < _FEW else []
    was = {path: (kept[path][1], document) for path, document in store.documents(replaced)}
    unread = list(_grow_all(new, soil, store, jobs, tell, heads))
    gone = frozenset(kept) - frozenset(heads)
    store.forget(gone | {path for path, head in heads.items() if head is None} & kept.keys())
    found = {path: head for path, head in heads.items() if head is not None}
    return Harvest(found, tuple(unread), gone, was)


def _grow_all(
    new: list[_Known], soil: Soil, store: LeafStore, jobs: int, tell: Tell, heads: dict[str, Head | None]
) -> Iterator[Unreadable]:
    """Grow leaves, keep them, and note their heads; give the files that are no cards."""
    decoder, unread = msgspec.msgpack.Decoder(Leaf), msgspec.msgpack.Decoder(Unreadable)
    grown = _grown((Seed(known.place.read(), known.url) for known in new), len(new), soil, jobs)
    stamps = iter(new)
    done = 0
    lines: list[ColouredLine] = known_lines(store.folder, soil.code) if new else []
    know(lines)
    already = len(lines)
    while batch := list(islice(grown, _BATCH)):
        rows = []
        for (seed, data), known in zip(batch, stamps):  # noqa: B905 - the second goes on with the next batch
            if data is None:
                yield Unreadable(seed.file.path, ((1, "the process that read this card ended in the middle of it"),))
            elif is_leaf(data):
                leaf = decoder.decode(data[1:])
                heads[known.place.path] = leaf.head
                lines.extend(leaf.lines)
                rows.append((known.place.path, known.stamp, leaf))
            else:
                yield unread.decode(data[1:])
        store.put(rows)
        done += len(batch)
        tell("reading cards", done, len(new))
    if len(lines) > already:
        keep_lines(store.folder, soil.code, lines)


def _grown(seeds: Iterable[Seed], count: int, soil: Soil, jobs: int) -> Iterator[tuple[Seed, bytes | None]]:
    rest = iter(seeds)
    # What the first ones load, such as templates, all processes have that are forked then.
    for seed in islice(rest, _FIRST if jobs > 1 and count >= _FEW else None):
        yield seed, grow([seed], soil)[0]
    processes: Processes[Seed, bytes] = Processes(partial(grow, soil=soil), jobs, chunk=ABREAST)
    yield from processes.outcomes(rest)


def _stamp(place: CardPlace, url: str, soil: Soil, salt: bytes) -> bytes:
    """What sizes and times show of a card and its record; empty where that cannot be relied on."""
    digest = hashlib.blake2b(salt, digest_size=16)
    digest.update(url.encode("utf-8", "surrogateescape"))
    now, settled = time.time_ns(), True
    for file in (place.file, record_file(soil, place.key)):
        try:
            found = os.stat(file)  # noqa: PTH116 - thousands of times
        except OSError:
            digest.update(b"-")
            continue
        digest.update(stamp_of(found) + b";")
        settled = settled and is_settled(found, now)
    return digest.digest() if settled else b""
