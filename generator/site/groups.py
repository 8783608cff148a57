"""What a site has besides pages: files that are made together, of the whole hub."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from generator import publish
from generator.render import assets
from generator.render.links import HOME, model_path
from generator.site.digest import digest
from generator.site.finding import finder_files, finder_key
from generator.site.gather import Gathered
from generator.site.leaf_store import LeafStore
from generator.store import inside

#: The group of the files that models are found by.
FINDER = "finder"

Files: TypeAlias = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class FileGroup:
    """Files that are made together.

    Attributes:
        name: What they are.
        key: The key of what decides them.
        make: Makes them: the content of each by its path.
    """

    name: str
    key: bytes
    make: Callable[[], Files]


def groups_of(gathered: Gathered) -> Iterator[FileGroup]:
    """All groups of a site."""
    code, shelf, facts = gathered.soil.code, gathered.shelf, gathered.facts
    identities = [(listing.id, listing.url) for listing in shelf.listings]
    leaves = [head.digest for head in gathered.harvest.heads.values()]
    statuses = [(listing.status, listing.reason, listing.expires) for listing in shelf.listings]
    pages = sorted(_addresses(gathered))
    media = sorted({item for head in gathered.harvest.heads.values() for item in head.media})
    # What takes longest comes first.
    yield FileGroup(FINDER, finder_key(gathered), partial(finder_files, gathered))
    yield FileGroup("catalogue", digest(code, identities, leaves, statuses), partial(_catalogue, gathered))
    yield FileGroup("assets", digest(code), assets)
    yield FileGroup("schemas", digest(code), publish.schema_files)
    if facts.address:
        yield FileGroup("feed", digest(code, facts, identities, leaves, statuses), partial(_feed, gathered))
    yield FileGroup("sitemap", digest(code, facts, pages), partial(_sitemap, gathered, pages))
    yield FileGroup("media", digest(media), partial(_media, gathered, media))


def _catalogue(gathered: Gathered) -> Files:
    ids = {listing.card_path: listing.id for listing in gathered.shelf.listings}
    with LeafStore(gathered.place.cache) as store:
        return publish.exports(sorted((ids[path], entry, row) for path, entry, row in store.entries(list(ids))))


def _feed(gathered: Gathered) -> Files:
    facts = gathered.facts
    feed = publish.feed_xml(gathered.shelf, facts.address, facts.name, directory_urls=facts.directory_urls)
    return {publish.FEED_PATH: feed}


def _addresses(gathered: Gathered) -> Iterator[tuple[str, str]]:
    """Every page: its link from the home page, and the day of its last change."""
    yield from ((url, "") for _, url in gathered.facts.by_hand)
    by_hand = {path for path, _ in gathered.facts.by_hand}
    whole = publish.last_change(gathered.shelf.listings)
    ours = [(draft.path, whole) for draft in gathered.drafts]
    ours += [(model_path(listing.url), publish.last_change([listing])) for listing in gathered.shelf.listings]
    yield from ((gathered.links.between(HOME, path), day) for path, day in ours if path not in by_hand)


def _sitemap(gathered: Gathered, pages: Sequence[tuple[str, str]]) -> Files:
    address = gathered.facts.address
    return publish.sitemap(pages, address) | publish.robots(address)


def _media(gathered: Gathered, media: Sequence[tuple[str, str]]) -> Files:
    return {path: inside(gathered.place.root, name).read_bytes() for path, name in media}
