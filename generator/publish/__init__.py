"""Hub → what programs read: the catalogue and the JSON Schemas."""

from __future__ import annotations

from generator.hub import Hub
from generator.publish.catalog import build_catalog, catalog_of, dump_catalog, entry_json, with_id
from generator.publish.listing import listing_of, shelf_of
from generator.publish.schemas import SCHEMAS, dump_schema

__all__ = [
    "SCHEMAS",
    "build_catalog",
    "catalog_of",
    "dump_catalog",
    "dump_schema",
    "entry_json",
    "files",
    "listing_of",
    "schema_files",
    "shelf_of",
    "with_id",
]


def files(hub: Hub, *, directory_urls: bool = True) -> dict[str, bytes]:
    """Every file that programs read, by its path in the site.

    Args:
        hub: What is known.
        directory_urls: Whether a page's address is its folder, or its file ``index.html``.
    """
    catalog = {"catalog.json": dump_catalog(build_catalog(hub, directory_urls=directory_urls))}
    return catalog | schema_files()


def schema_files() -> dict[str, bytes]:
    """The JSON Schemas, by their path in the site."""
    return {f"{name}.schema.json": dump_schema(name) for name in SCHEMAS}
