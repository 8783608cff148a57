"""Hub → what programs read: the catalogue and the JSON Schemas."""

from __future__ import annotations

from generator.hub import Hub
from generator.publish import finder
from generator.publish.catalog import build_catalog, dump_catalog
from generator.publish.listing import listing_of, shelf_of
from generator.publish.schemas import SCHEMAS, dump_schema

__all__ = ["SCHEMAS", "build_catalog", "dump_catalog", "dump_schema", "files", "listing_of", "shelf_of"]


def files(hub: Hub, *, directory_urls: bool = True) -> dict[str, bytes]:
    """Every file that programs read, by its path in the site.

    Args:
        hub: What is known.
        directory_urls: Whether a page's address is its folder, or its file ``index.html``.
    """
    models = build_catalog(hub, directory_urls=directory_urls)
    catalog = {"catalog.json": dump_catalog(models)}
    for model in models.models:
        catalog[f"models/{model.url.split('/')[1]}/model.json"] = model.model_dump_json().encode()
    schemas = {f"{name}.schema.json": dump_schema(name) for name in SCHEMAS}
    documents = {entry.card.key: finder.document(entry) for entry in hub.entries}
    return catalog | schemas | finder.files(shelf_of(hub), documents)
