"""Hub → what programs read: the catalogue in several forms, a feed, the sitemap, and the JSON Schemas."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from generator.hub import Hub
from generator.listing import Shelf
from generator.publish.catalog import (
    catalog_lines,
    catalog_of,
    catalog_pieces,
    entry_json,
    with_id,
)
from generator.publish.listing import listing_of, shelf_of, shelf_with
from generator.publish.sitemap import last_change, robots, sitemap
from generator.publish.table import catalog_csv, csv_of, csv_row

if TYPE_CHECKING:
    from generator.publish.catalog_models import build_catalog
    from generator.publish.feed import FEED_PATH, feed_xml
    from generator.publish.schemas import SCHEMAS, dump_schema

__all__ = [
    "EXPORTS",
    "FEED_PATH",
    "SCHEMAS",
    "build_catalog",
    "catalog_csv",
    "catalog_lines",
    "catalog_of",
    "csv_row",
    "dump_schema",
    "entry_json",
    "export_pieces",
    "exports",
    "feed_xml",
    "files",
    "last_change",
    "listing_of",
    "robots",
    "schema_files",
    "schema_paths",
    "shelf_of",
    "shelf_with",
    "sitemap",
    "with_id",
]

#: What starts slowly, and only some builds need: imported when it is asked for.
_LATER = {
    "FEED_PATH": "feed",
    "SCHEMAS": "schemas",
    "build_catalog": "catalog_models",
    "dump_schema": "schemas",
    "feed_xml": "feed",
}


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)


#: What there is a JSON Schema of: those of ``SCHEMAS``, which starts slowly.
_WITH_SCHEMA = ("card", "catalog", "config", "model", "record", "verify")
#: The catalogue's forms, by their paths in the site.
EXPORTS = ("catalog.json", "catalog.jsonl", "catalog.csv")


def files(hub: Hub, *, directory_urls: bool = True) -> dict[str, bytes]:
    """Every file about the whole hub that programs read, by its path in the site.

    Args:
        hub: What is known.
        directory_urls: Whether a page's address is its folder, or its file ``index.html``.
    """
    entries = sorted(hub.entries, key=lambda entry: entry.id)
    models = [
        (
            entry.id,
            entry_json(entry, directory_urls=directory_urls),
            csv_row(listing_of(entry), directory_urls=directory_urls),
        )
        for entry in entries
    ]
    return exports(models) | schema_files()


def exports(models: Sequence[tuple[str, bytes, bytes]]) -> dict[str, bytes]:
    """The catalogue in each of its forms, by their paths in the site.

    Args:
        models: The ``id`` of each model, and what ``entry_json`` and ``csv_row`` gave of it, in the order of the ids.
    """
    catalog = catalog_of(with_id(entry, identity) for identity, entry, _ in models)
    forms = (catalog, catalog_lines(catalog), csv_of((identity, row) for identity, _, row in models))
    return dict(zip(EXPORTS, forms, strict=True))


def export_pieces(
    entries: Callable[[], Iterable[bytes]], shelf: Shelf, *, directory_urls: bool = True
) -> dict[str, Callable[[], Iterable[bytes]]]:
    """What ``exports`` gives, piece by piece.

    Args:
        entries: Called for each of the forms; gives what ``with_id`` gave of each model, in the order of their ids.
        shelf: The same models, in short.
        directory_urls: Whether a page's address is its folder, or its file ``index.html``.
    """
    return {
        EXPORTS[0]: lambda: catalog_pieces(entries()),
        EXPORTS[1]: lambda: (entry + b"\n" for entry in entries()),
        EXPORTS[2]: lambda: (catalog_csv(shelf, directory_urls=directory_urls),),
    }


def schema_paths() -> tuple[str, ...]:
    """Where the JSON Schemas lie in the site."""
    return tuple(f"{name}.schema.json" for name in _WITH_SCHEMA)


def schema_files() -> dict[str, bytes]:
    """The JSON Schemas, by their path in the site."""
    from generator.publish.schemas import SCHEMAS, dump_schema  # noqa: PLC0415 - it starts slowly

    return {f"{name}.schema.json": dump_schema(name) for name in SCHEMAS}
