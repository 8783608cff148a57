"""Hub → what programs read: the catalogue in several forms, a file a model, a feed, and the JSON Schemas."""

from __future__ import annotations

from collections.abc import Sequence

from generator.hub import Entry, Hub
from generator.listing import Shelf
from generator.publish.catalog import build_catalog, catalog_json, catalog_lines, entry_json, model_json, page_name
from generator.publish.feed import FEED_PATH, feed_xml
from generator.publish.listing import listing_of, shelf_of
from generator.publish.schemas import SCHEMAS, dump_schema
from generator.publish.table import catalog_csv
from generator.render import Links, Relations
from generator.render.links import model_path
from generator.render.markdown import SLOT, model_markdown, related_markdown

__all__ = [
    "FEED_PATH", "SCHEMAS", "build_catalog", "catalog_csv", "catalog_json", "catalog_lines", "dump_catalog",
    "dump_schema", "entry_json", "exports", "feed_xml", "files", "listing_of", "model_json", "shelf_of",
]  # fmt: skip


def files(hub: Hub, *, directory_urls: bool = True, site_url: str = "", name: str = "modelhub") -> dict[str, bytes]:
    """Every file that programs read, by its path in the site.

    Args:
        hub: What is known.
        directory_urls: Whether a page's address is its folder, or its file ``index.html``.
        site_url: The site's address. Without one there is no feed.
        name: The site's name.
    """
    shelf, entries, links = shelf_of(hub), _entries(hub, directory_urls), Links(directory_urls)
    relations, listings = Relations(shelf), {listing.key: listing for listing in shelf.listings}
    made = _exports(shelf, entries, directory_urls)
    if site_url:
        made[FEED_PATH] = feed_xml(shelf, site_url, name, directory_urls=directory_urls)
    for entry, data in entries:
        related = related_markdown(relations.of(listings[entry.card.key]), model_path(entry.url), links)
        made[f"models/{entry.url}/model.json"] = model_json(entry.id, data)
        made[f"models/{entry.url}/model.md"] = model_markdown(entry, links).replace(SLOT, related).encode()
    return made


def exports(hub: Hub, *, directory_urls: bool = True) -> dict[str, bytes]:
    """The catalogue in each of its forms, and the schemas, by their paths in the site."""
    return _exports(shelf_of(hub), _entries(hub, directory_urls), directory_urls)


def dump_catalog(hub: Hub, *, directory_urls: bool = True) -> bytes:
    """``catalog.json``, whole."""
    return b"".join(catalog_json((entry.id, data) for entry, data in _entries(hub, directory_urls)))


def _entries(hub: Hub, directory_urls: bool) -> list[tuple[Entry, bytes]]:
    page = page_name(directory_urls=directory_urls)
    return [(entry, entry_json(entry, page)) for entry in sorted(hub.entries, key=lambda entry: entry.id)]


def _exports(shelf: Shelf, entries: Sequence[tuple[Entry, bytes]], directory_urls: bool) -> dict[str, bytes]:
    pairs = [(entry.id, data) for entry, data in entries]
    return {
        "catalog.json": b"".join(catalog_json(pairs)),
        "catalog.jsonl": b"".join(catalog_lines(pairs)),
        "catalog.csv": catalog_csv(shelf, directory_urls=directory_urls),
        **{f"{name}.schema.json": dump_schema(name) for name in SCHEMAS},
    }
