"""Making what is new of a site, in frames that the renderer made for an earlier build."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from pathlib import Path

from generator.hub import STATUSES
from generator.site.build import build
from generator.site.gather import Gathered, Place, gather
from generator.site.leaf import Head
from generator.site.order import BuiltSite, Order
from generator.site.settled import Settled, Sight, cards_of, digest_of, hub_files, settle, sight
from generator.site.state import Built, Disk, before, save_built
from generator.site.surroundings import look_around
from generator.site.walk import Walk
from generator.store import load_config


def rebuild(order: Order, cache: Path, seen: Sight | None = None, walk: Walk | None = None) -> BuiltSite | None:
    """Make what is new.

    Args:
        order: What is to be built.
        cache: What is kept of the hub.
        seen: What was to be seen a moment ago, if that was looked at.
        walk: One through the site that has begun.

    Returns:
        What was built; ``None`` where the renderer is needed.
    """
    root, site_dir = order.root.resolve(), order.site_dir
    config = load_config(root)
    found = before(cache, site_dir, walk)
    if found.built is None or not found.built.surroundings.inputs:
        return None
    surroundings = found.built.surroundings
    cards = order.cards.resolve() if order.cards else root / (surroundings.facts.cards or config.cards)
    place = Place(root, cards, config, cache)
    own = hub_files(root, place.cards, root / config.records)
    if seen is None or (seen.own, seen.around) != (own, surroundings.inputs):
        seen = sight(own, surroundings.inputs)
    if look_around(surroundings.inputs).key != surroundings.key or not _is_there(found.built, found.disk):
        return None
    tell = order.progress or (lambda *_: None)
    gathered = gather(place, surroundings.facts, tell)
    if not gathered.frame_keys() <= surroundings.frames.keys():
        return None
    built = build(gathered, surroundings, Path(found.built.target), tell, rendered=None, before=found)
    return finished(order, built, gathered, seen)


def finished(order: Order, built: Built, gathered: Gathered, seen: Sight | None) -> BuiltSite:
    """Keep a build for the next one.

    Args:
        order: What was to be built.
        built: What was.
        gathered: What it was made of.
        seen: What was to be seen before it began, if that is known.

    Returns:
        What is told of it.
    """
    counted = Counter(listing.status for listing in gathered.shelf.listings)
    told = BuiltSite(
        folder=Path(built.target),
        statuses={status: counted[status] for status in STATUSES},
        pages=gathered.pages,
        written=built.written,
        warnings=gathered.warnings + built.surroundings.warnings,
    )
    save_built(gathered.place.cache, built, usual=order.site_dir is None)
    if seen and built.surroundings.inputs:
        settle(gathered.place.cache, order, _settled(order, told, built, gathered.harvest.heads.values(), seen))
    return told


def _settled(order: Order, told: BuiltSite, built: Built, heads: Collection[Head], seen: Sight) -> Settled:
    return Settled(
        cards=cards_of(order),
        sight=seen,
        watched=tuple({file for head in heads for file in head.watched}),
        since=max((head.since for head in heads), default=""),
        until=min((head.until for head in heads if head.until), default=""),
        files=digest_of((path, output.size, output.mtime_ns) for path, output in built.outputs.items()),
        folder=built.target,
        statuses=dict(told.statuses),
        pages=told.pages,
        warnings=told.warnings,
    )


def _is_there(old: Built, disk: Disk) -> bool:
    """Whether what the renderer wrote lies where it was written."""
    return all(
        path in old.outputs and disk.get(path) == (old.outputs[path].size, old.outputs[path].mtime_ns)
        for path in old.surroundings.files
    )
