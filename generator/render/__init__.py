"""Hub → pages: HTML that a site's frame is put around. No I/O but this package's own templates and assets."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from generator.config import SiteConfig
from generator.hub import Hub
from generator.render.index_pages import home_page, list_pages
from generator.render.links import Links
from generator.render.model_page import model_page
from generator.render.page import Heading, Page

__all__ = ["Heading", "Page", "assets", "render_site"]


def render_site(hub: Hub, config: SiteConfig, *, name: str = "modelhub", directory_urls: bool = True) -> Iterator[Page]:
    """Make every page of a hub, one by one: home, list, models.

    Args:
        hub: All that is known.
        config: How the site is to be.
        name: The site's name: the home page's title.
        directory_urls: Whether links leave ``index.html`` to the server.
    """
    links = Links(directory_urls)
    yield home_page(hub, name, links)
    yield from list_pages(hub, config.page_size, links)
    for entry in hub.entries:
        yield model_page(entry, links)


def assets() -> dict[str, bytes]:
    """The files that the pages need, by their path in the site."""
    folder = files("generator.render") / "assets"
    return {f"assets/{item.name}": item.read_bytes() for item in sorted(folder.iterdir(), key=lambda item: item.name)}
