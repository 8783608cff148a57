"""The MkDocs plugin: puts the hub's pages into a site. What it shows is made by ``render`` and ``publish``."""

from __future__ import annotations

import hashlib
import logging
import os
import posixpath
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import escape
from mkdocs.config import base, config_options
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.toc import AnchorLink, TableOfContents

from generator import publish
from generator.errors import ModelhubError
from generator.hub import Hub
from generator.listing import LintCount
from generator.render import SLOT, Links, Page, Relations, assets, drafts, model_page, related_html
from generator.render.media import media_of, media_path
from generator.store import (
    card_files,
    counts_of,
    find_root,
    inside,
    load_config,
    load_hub,
    read_history,
    read_lint_report,
)

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.pages import Page as SitePage
    from mkdocs.utils.templates import TemplateContext

log = logging.getLogger("mkdocs.plugins.modelhub")

_STYLE = "assets/modelhub.css"
_SCRIPT = "assets/modelhub.js"
_STYLES = ("assets/boards.css", "assets/compare.css")


class PluginConfig(base.Config):  # type: ignore[no-untyped-call]  # MkDocs leaves a hook of its class untyped
    """What ``mkdocs.yml`` may say below ``modelhub:``.

    Attributes:
        root: The hub's root. Where absent, the nearest folder with a configuration, from that of ``mkdocs.yml`` up.
        cards: Another cards folder than the configuration's.
    """

    root = config_options.Optional(config_options.Dir(exists=True))
    cards = config_options.Optional(config_options.Dir(exists=True))


class ModelhubPlugin(BasePlugin[PluginConfig]):  # type: ignore[no-untyped-call]  # the same
    """Adds home, list and model pages, the style sheet, the script and the catalogue to a site.

    Attributes:
        hub: What the site of this build is made of.
        progress: Told the pages written and the pages to write, after each page.
    """

    hub: Hub
    progress: Callable[[int, int], None] | None = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Find the hub and read its configuration."""
        with _as_plugin_error():
            self._root = Path(self.config.root) if self.config.root else _nearest_root(config)
            self._settings = load_config(self._root)
        _refuse_to_delete((self._root, *self._sources), Path(config.site_dir))
        if _STYLE not in config.extra_css:
            config.extra_css.append(_STYLE)
        config.extra_css.extend(style for style in _STYLES if style not in config.extra_css)
        if _SCRIPT not in config.extra_javascript:
            config.extra_javascript.append(_SCRIPT)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Read the hub again and add its pages; a page that the author wrote by hand stays."""
        with _as_plugin_error():
            self.hub = load_hub(self._root, self._settings, cards=self._cards)
        for unread in self.hub.unread:
            for problem in unread.problems:
                log.warning("%s:%d: %s", unread.path, problem.span.line, problem.message)
        self._pages: dict[str, Page] = {}
        self._written = 0
        by_hand = {file.dest_uri for file in files.documentation_pages()}
        for page, menu in self._made(config):
            source = f"{posixpath.splitext(page.path)[0]}.md"
            file = _page_file(config, source, page, self._root, in_menu=bool(menu))
            if file.dest_uri not in by_hand:
                self._pages[source] = page
                files.append(file)
        published = publish.files(self.hub, directory_urls=config.use_directory_urls)
        for path, content in (assets() | published).items():
            if path not in files.src_uris:
                files.append(File.generated(config, path, content=content))
        for path, picture in self._media().items():
            if path not in files.src_uris:
                files.append(File.generated(config, path, abs_src_path=str(picture)))
        return files

    def _made(self, config: MkDocsConfig) -> Iterator[tuple[Page, str]]:
        """Every page, one by one, each with what the menu calls it."""
        history, problems = read_history(self._sources[1])
        for problem in problems:
            log.warning("%s/%s", self._settings.records, problem)
        shelf, links = publish.shelf_of(self.hub, lint=self._lint(), history=history), Links(config.use_directory_urls)
        for draft in drafts(shelf, self._settings.site, links, name=config.site_name):
            yield draft.make(), draft.menu
        relations = Relations(shelf)
        listings = {listing.key: listing for listing in shelf.listings}
        for entry in self.hub.entries:
            page = model_page(entry, links)
            related = related_html(relations.of(listings[entry.card.key]), page.path, links)
            yield replace(page, html=page.html.replace(SLOT, related)), ""

    def _lint(self) -> dict[str, LintCount]:
        """What the linter found in the cards as they are."""
        report = read_lint_report(self._root)
        files = card_files(self._root, self._sources[0]) if report else ()
        return counts_of(report, {file.path: hashlib.sha256(file.data).hexdigest() for file in files})

    def _media(self) -> dict[str, Path]:
        """The pictures and recordings that pages show, by their places in the site."""
        shown = {media_path(file): file.path for entry in self.hub.entries for file in media_of(entry)}
        return {path: inside(self._root, name) for path, name in sorted(shown.items())}

    def on_page_content(self, html: str, *, page: SitePage, config: MkDocsConfig, **_: object) -> str:
        """Describe the page, and give the search what it should find the page by."""
        made = self._pages.get(page.file.src_uri)
        if made is None:
            return html
        page.toc = TableOfContents([AnchorLink(heading.title, heading.anchor, 2) for heading in made.headings()])
        # Material's templates do not escape these.
        page.meta["description"] = str(escape(made.description))
        if not page.is_homepage:
            page.title = page.meta["title"] = str(escape(made.title))
        if "navigation.tabs" in config.theme.get("features", []):
            page.meta["hide"] = ["navigation"]  # The tabs show the menu already; its room is better used.
        page.meta["search"] = {"exclude": not made.search}
        return str(made.search or "")

    @event_priority(-100)
    def on_page_context(self, context: TemplateContext, *, page: SitePage, **_: object) -> TemplateContext:
        """Put the page's content in its place, after the search plugin parsed the little that it should index.

        Parsing all of it would take half of the time of a build of thousands of pages.
        """
        if made := self._pages.get(page.file.src_uri):
            page.content = str(made.html)
        return context

    def on_post_page(self, output: str, *, page: SitePage, **_: object) -> str:
        """Count."""
        if self.progress and page.file.src_uri in self._pages:
            self._written += 1
            self.progress(self._written, len(self._pages))
        return output

    def on_serve(self, server: LiveReloadServer, **_: object) -> LiveReloadServer:
        """Reload when a card, a record or the configuration changes."""
        for path in (*self._sources, self._root / "modelhub.toml", self._root / "pyproject.toml"):
            if path.exists():
                server.watch(str(path))
        return server

    @property
    def page_count(self) -> int:
        """How many pages this build makes."""
        return len(self._pages)

    @property
    def _sources(self) -> tuple[Path, Path]:
        """The folders of cards and records."""
        return self._cards or self._root / self._settings.cards, self._root / self._settings.records

    @property
    def _cards(self) -> Path | None:
        return Path(self.config.cards) if self.config.cards else None


@contextmanager
def _as_plugin_error() -> Iterator[None]:
    """What a user can do something about reaches them through MkDocs without a traceback."""
    try:
        yield
    except ModelhubError as error:
        raise PluginError(str(error)) from error


def _nearest_root(config: MkDocsConfig) -> Path:
    """The hub that ``mkdocs.yml`` lies in."""
    return find_root(Path(config.config_file_path or "mkdocs.yml").resolve().parent)


def _refuse_to_delete(folders: Iterable[Path], site: Path) -> None:
    """MkDocs empties the site's folder before it writes: that must not take the hub with it."""
    for folder in folders:
        if folder.resolve().is_relative_to(site.resolve()):
            raise PluginError(f"{site}: holds {folder}, and building would delete that; choose another folder")


def _page_file(config: MkDocsConfig, source: str, page: Page, root: Path, *, in_menu: bool) -> File:
    """A page without a file: an empty source whose edit link leads to the card."""
    inclusion = InclusionLevel.INCLUDED if in_menu else InclusionLevel.NOT_IN_NAV
    file = File.generated(config, source, content="", inclusion=inclusion)
    card = root / page.card_path
    if page.card_path and card.is_relative_to(root):
        file.edit_uri = Path(os.path.relpath(card, config.docs_dir)).as_posix()
    return file
