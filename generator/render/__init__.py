"""Hub → pages: HTML that a site's frame is put around. No I/O but this package's own templates and assets."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from generator.config import SiteConfig
from generator.listing import Shelf
from generator.render.draft import Draft
from generator.render.facet_pages import facet_pages
from generator.render.index_pages import home_page, list_pages
from generator.render.links import Links
from generator.render.model_page import model_page
from generator.render.page import Heading, Page
from generator.render.related import SLOT, Related, Relations, related_html

__all__ = [
    "SLOT", "Draft", "Heading", "Links", "Page", "Related", "Relations", "assets", "drafts", "model_page",
    "related_html",
]  # fmt: skip


def drafts(shelf: Shelf, config: SiteConfig, links: Links, *, name: str = "modelhub") -> Iterator[Draft]:
    """Every page of a hub that is not the page of one model: home, list, lists by task, language, licence and label.

    Args:
        shelf: All models, in short.
        config: How the site is to be.
        links: How pages are linked.
        name: The site's name: the home page's title.
    """
    yield home_page(shelf, name, links)
    yield from list_pages(shelf, config.page_size, links)
    yield from facet_pages(shelf, config.page_size, links)


def assets() -> dict[str, bytes]:
    """The files that the pages need, by their path in the site."""
    folder = files("generator.render") / "assets"
    return {f"assets/{item.name}": item.read_bytes() for item in sorted(folder.iterdir(), key=lambda item: item.name)}
