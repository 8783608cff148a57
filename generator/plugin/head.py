"""What goes into the head of every page of a site: previews of links, and other forms of the page."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

from markupsafe import Markup

from generator.publish import FEED_PATH
from generator.render.social import Alternate, head_html
from generator.site.press import JSON_TWIN, MARKDOWN_TWIN

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page as SitePage

    from generator.plugin.pages import Passing

_END = "</head>"


def with_head(html: str, page: SitePage, passing: Passing | None, config: MkDocsConfig) -> str:
    """A page with what its head lacks.

    Args:
        html: The page.
        page: As MkDocs has it.
        passing: As we have it, where it is one of ours.
        config: The site's configuration.
    """
    own = Markup(page.title or "").striptags()  # noqa: S704 - plain text, escaped where it is shown
    title = (passing.title if passing else own) or config.site_name
    description = passing.description if passing else str(page.meta.get("description") or config.site_description or "")
    alternates = tuple(_alternates(page.file.dest_uri, passing, feed=bool(config.site_url)))
    head = head_html(title, description, page.canonical_url or "", config.site_name, alternates, _image(config))
    return html.replace(_END, str(head) + _END, 1)


def _image(config: MkDocsConfig) -> str:
    """The picture that ``extra.social_image`` names: an address, or a file of a site whose address is known."""
    named = str(config.extra.get("social_image") or "")
    if not named or urlsplit(named).scheme in {"http", "https"}:
        return named
    return urljoin(f"{config.site_url.rstrip('/')}/", quote(named.lstrip("/"))) if config.site_url else ""


def _alternates(path: str, passing: Passing | None, *, feed: bool) -> Iterator[Alternate]:
    if passing and passing.of_model:
        yield Alternate("application/json", JSON_TWIN)
        yield Alternate("text/markdown", MARKDOWN_TWIN)
    if feed:
        link = posixpath.relpath(FEED_PATH, posixpath.dirname(path) or ".")
        yield Alternate("application/atom+xml", link, "What is new")
