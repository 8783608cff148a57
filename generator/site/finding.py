"""The files by which a site's models are found: all of them, or what a few changed cards change in them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from generator.listing import Shelf
from generator.publish import finder
from generator.site.digest import digest
from generator.site.gather import Gathered
from generator.site.leaf import Head
from generator.site.leaf_store import LeafStore


def finder_key(gathered: Gathered) -> bytes:
    """The key of what decides the files."""
    return _key(gathered, gathered.shelf, gathered.harvest.heads)


def finder_files(gathered: Gathered) -> dict[str, bytes]:
    """All of them."""
    keys = {listing.card_path: listing.key for listing in gathered.shelf.listings}
    with LeafStore(gathered.place.cache) as store:
        documents = {keys[path]: finder.decoded(found) for path, found in store.documents(list(keys))}
    return finder.files(gathered.shelf, documents)


def finder_patch(gathered: Gathered, old_key: bytes, site: Path) -> finder.Patch | None:
    """What to do to the files of the last build; ``None`` where they are to be made anew.

    Args:
        gathered: What the site is made of.
        old_key: The key of the files that lie in the site.
        site: The site's folder.
    """
    was = gathered.harvest.was
    if not was or gathered.harvest.gone:
        return None
    listings = tuple(
        replace(was[listing.card_path][0].listing, id=listing.id, lint=listing.lint)
        if listing.card_path in was
        else listing
        for listing in gathered.shelf.listings
    )
    shelf = replace(gathered.shelf, listings=listings)
    heads = {path: was[path][0] if path in was else head for path, head in gathered.harvest.heads.items()}
    if _key(gathered, shelf, heads) != old_key:
        return None
    keys = {listing.card_path: listing.key for listing in listings}
    with LeafStore(gathered.place.cache) as store:
        documents = {
            keys[path]: (finder.decoded(was[path][1]), finder.decoded(now)) for path, now in store.documents(list(was))
        }
    try:
        return finder.patch(shelf, gathered.shelf, documents, lambda path: (site / path).read_bytes())
    except OSError:
        return None


def _key(gathered: Gathered, shelf: Shelf, heads: Mapping[str, Head]) -> bytes:
    return digest(gathered.soil.code, shelf.listings, [head.digest for head in heads.values()])
