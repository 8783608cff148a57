"""The MkDocs plugin: puts the hub's pages into a site. What it shows is made by ``render`` and ``publish``."""

from __future__ import annotations

import json
import logging
import os
import posixpath
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import escape
from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import base, config_options
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.toc import AnchorLink, TableOfContents

from generator import publish
from generator.errors import ModelhubError
from generator.hub import Hub
from generator.render import Page, assets, render_site
from generator.store import find_root, load_config, load_hub

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.pages import Page as SitePage
    from mkdocs.utils.templates import TemplateContext

log = logging.getLogger("mkdocs.plugins.modelhub")

DEFAULT_SITE = Path(__file__).with_name("default_site.yml")
_STYLE = "assets/modelhub.css"


class SiteError(ModelhubError):
    """MkDocs could not build the site, or has warnings where none are allowed."""


class PluginConfig(base.Config):  # type: ignore[no-untyped-call]  # MkDocs leaves a hook of its class untyped
    """What ``mkdocs.yml`` may say below ``modelhub:``.

    Attributes:
        root: The hub's root. Where absent, the nearest folder with a ``modelhub.toml``, from that of ``mkdocs.yml`` up.
        cards: Another cards folder than the configuration's.
    """

    root = config_options.Optional(config_options.Dir(exists=True))
    cards = config_options.Optional(config_options.Dir(exists=True))


class ModelhubPlugin(BasePlugin[PluginConfig]):  # type: ignore[no-untyped-call]  # the same
    """Adds home, list and model pages, the style sheet and the catalogue to a site.

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
        if _STYLE not in config.extra_css:
            config.extra_css.append(_STYLE)
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
        pages = render_site(
            self.hub, self._settings.site, name=config.site_name, directory_urls=config.use_directory_urls
        )
        for page in pages:
            source = f"{posixpath.splitext(page.path)[0]}.md"
            if source not in files.src_uris:
                self._pages[source] = page
                files.append(_page_file(config, source, page, self._root))
        for path, content in (assets() | publish.files(self.hub)).items():
            if path not in files.src_uris:
                files.append(File.generated(config, path, content=content))
        return files

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
        watched = (
            self._cards or self._root / self._settings.cards,
            self._root / self._settings.records,
            self._root / "modelhub.toml",
        )
        for path in watched:
            if path.exists():
                server.watch(str(path))
        return server

    @property
    def page_count(self) -> int:
        """How many pages this build makes."""
        return len(self._pages)

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


def _page_file(config: MkDocsConfig, source: str, page: Page, root: Path) -> File:
    """A page without a file: an empty source whose edit link leads to the card."""
    inclusion = InclusionLevel.INCLUDED if page.in_menu else InclusionLevel.NOT_IN_NAV
    file = File.generated(config, source, content="", inclusion=inclusion)
    card = root / page.card_path
    if page.card_path and card.is_relative_to(root):
        file.edit_uri = Path(os.path.relpath(card, config.docs_dir)).as_posix()
    return file


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """A built site.

    Attributes:
        folder: Where it lies.
        hub: What it is made of.
        pages: How many pages were made from that.
        warnings: What MkDocs and its plugins had to say.
    """

    folder: Path
    hub: Hub
    pages: int
    warnings: tuple[str, ...]


def build_site(
    root: Path,
    *,
    site_dir: Path | None = None,
    cards: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> BuiltSite:
    """Build the site of the hub at ``root``, with its ``mkdocs.yml`` or, without one, with our own.

    Args:
        root: The hub's root.
        site_dir: Where to write, if not where ``mkdocs.yml`` says.
        cards: Another cards folder than the configuration's.
        progress: Told the pages written and the pages to write, after each page.

    Raises:
        SiteError: MkDocs could not build it.
    """
    with _site_file(root) as file, _as_site_error() as warnings:
        target = str(site_dir.resolve()) if site_dir else None
        config = base.load_config(str(file), site_dir=target)
        plugin = config.plugins.get("modelhub")
        if not isinstance(plugin, ModelhubPlugin):
            raise SiteError(f"{file}: `plugins` does not list `modelhub`")
        plugin.progress = progress
        if cards:
            plugin.config.cards = str(cards.resolve())
        mkdocs_build.build(config)
        return BuiltSite(Path(config.site_dir), plugin.hub, plugin.page_count, tuple(warnings))


def serve_site(root: Path, *, address: str | None = None) -> None:
    """Serve the site of the hub at ``root`` and build it again when something changes, until interrupted.

    Args:
        root: The hub's root.
        address: Host and port, ``127.0.0.1:8000``.

    Raises:
        SiteError: MkDocs could not build it.
    """
    console = logging.StreamHandler()
    logging.getLogger("mkdocs").addHandler(console)
    logging.getLogger("mkdocs").setLevel(logging.INFO)
    with _site_file(root) as file, _as_site_error():
        mkdocs_serve.serve(str(file), dev_addr=address)


@contextmanager
def _site_file(root: Path) -> Iterator[Path]:
    """The hub's ``mkdocs.yml``, or a passing one that inherits from ours."""
    own = root / "mkdocs.yml"
    if own.is_file():
        yield own
        return
    with tempfile.TemporaryDirectory(prefix="modelhub-") as folder:
        docs = root / "docs"
        if not docs.is_dir():
            docs = Path(folder, "docs")
            docs.mkdir()
        values = {
            "INHERIT": str(DEFAULT_SITE),
            "docs_dir": str(docs.resolve()),
            "site_dir": str(root.resolve() / "site"),
            "plugins": {"modelhub": {"root": str(root.resolve())}},
        }
        passing = Path(folder, "mkdocs.yml")
        passing.write_text(json.dumps(values), encoding="utf-8")  # JSON is YAML.
        yield passing


@contextmanager
def _as_site_error() -> Iterator[list[str]]:
    """Collect what MkDocs logs as a warning or worse, and raise its failures with it."""
    collector = _Collector(logging.WARNING)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(collector)
    try:
        yield collector.messages
    except (Abort, MkDocsException) as error:
        raise SiteError("\n".join([*collector.messages, error.format_message()])) from error
    finally:
        logger.removeHandler(collector)


class _Collector(logging.Handler):
    """Keeps messages."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())
