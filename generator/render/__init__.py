"""Hub → pages: HTML that a site's frame is put around. No I/O but this package's own templates and assets."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

from generator.config import SiteConfig
from generator.listing import Shelf
from generator.render.compare import compare_page
from generator.render.draft import Draft
from generator.render.facet_pages import facet_pages
from generator.render.health import health_page
from generator.render.index_pages import home_page, list_pages
from generator.render.leaderboards import leaderboard_pages
from generator.render.links import Links
from generator.render.model_page import model_page
from generator.render.page import Heading, Page
from generator.render.related import HEAD_SLOT, SLOT, Related, Relations, newer_html, placed, related_html

__all__ = [
    "HEAD_SLOT", "SLOT", "Draft", "Heading", "Links", "Page", "Related", "Relations", "assets", "drafts", "model_page",
    "newer_html", "placed", "related_html",
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
    yield from leaderboard_pages(shelf, links)
    yield compare_page(links)
    yield health_page(shelf, links)
    yield from facet_pages(shelf, config.page_size, links)


def assets() -> dict[str, bytes]:
    """The files that the pages need, by their path in the site."""
    return dict(sorted(_files_in(files("generator.render") / "assets", "assets")))


def _files_in(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for item in folder.iterdir():
        if item.is_dir():
            yield from _files_in(item, f"{path}/{item.name}")
        else:
            yield f"{path}/{item.name}", item.read_bytes()
