"""The MkDocs plugin: puts the hub's pages into a site. They are made by ``render``, ``publish`` and ``site``."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mkdocs.plugins import BasePlugin, event_priority

from generator.forks import Forked
from generator.plugin.folders import aside, is_served, nearest_root, refuse_to_delete
from generator.plugin.foreign import Foreign
from generator.plugin.glance import Glance
from generator.plugin.guide_search import leave_out
from generator.plugin.head import with_head
from generator.plugin.inputs import inputs_of
from generator.plugin.lean_hook import LeanHook
from generator.plugin.messages import Warnings, as_plugin_error
from generator.plugin.not_found import add_not_found
from generator.plugin.one_by_one import Rendering
from generator.plugin.options import PluginConfig
from generator.plugin.pages import Passing, frames, promised, whole
from generator.plugin.policy_hook import PolicyHook
from generator.plugin.templates import compiling, keep_theme_compiled
from generator.plugin.watch import build_what_changed
from generator.render.structured import in_head
from generator.site.ahead import MANY, Ahead
from generator.site.build import build
from generator.site.cache import cache_folder
from generator.site.frame import MARK, Frame, FrameError, FrameKey, cut
from generator.site.gather import Gathered, Place, gather
from generator.site.looking import files_below
from generator.site.order import BuiltSite, Order
from generator.site.press import framed_models
from generator.site.rebuild import finished
from generator.site.settled import hub_files, sight
from generator.site.state import Facts, Surroundings, before, is_known
from generator.site.surroundings import look_around
from generator.store import load_config

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page as SitePage
    from mkdocs.utils.templates import TemplateContext

log = logging.getLogger("mkdocs.plugins.modelhub")

_STYLES = tuple(f"assets/{name}.css" for name in ("modelhub", "model", "browse", "boards", "compare"))
_SCRIPTS = ("assets/modelhub.js",)
#: Of pages that MkDocs makes by itself, those that we make: they are to name our pages too.
_OURS = ("sitemap.xml", "sitemap.xml.gz")


class ModelhubPlugin(BasePlugin[PluginConfig]):  # type: ignore[no-untyped-call]  # the same
    """Adds home, list and model pages, the style sheet, the script and the catalogue to a site.

    Attributes:
        gathered: What the site of this build is made of.
        built: What was built, once it is finished.
        order: What the command was asked for, where it is not MkDocs' own.
        passing: Whether the hub has no ``mkdocs.yml``.
        differs: Why MkDocs had to make pages one by one; empty where they could be set into frames.
    """

    gathered: Gathered
    built: BuiltSite | None = None
    order: Order | None = None
    passing: bool = False
    differs: str = ""
    _aside: TemporaryDirectory[str] | None = None
    _ahead: Ahead | None = None
    _compiling: Forked | None = None
    _warnings: Warnings | None = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Find the hub, read its configuration, and let MkDocs write aside: the old site stays until the new one is."""
        with as_plugin_error():
            self._root = Path(self.config.root) if self.config.root else nearest_root(config)
            self._settings = load_config(self._root)
        self._target = Path(config.site_dir)
        refuse_to_delete((self._root, *self._sources), self._target)
        self._foreign = Foreign(config)
        styles = (*_STYLES, *self._foreign.styles)
        config.extra_css += [path for path in styles if path not in config.extra_css]
        config.extra_javascript += [path for path in _SCRIPTS if path not in config.extra_javascript]
        add_not_found(config)
        # What is read later on may change meanwhile: the next build is to see it.
        self._inputs = inputs_of(config, without=self._root if self.passing else None) if self.config.frames else ()
        self._around = look_around(self._inputs).key
        self._seen = sight(hub_files(self._root, *self._sources), self._inputs)
        self._policy = PolicyHook(config, self.config.csp_sources, on=self.config.csp and not is_served(config))
        self._lean = LeanHook(on=self.config.lean)
        self._warnings = Warnings()
        logging.getLogger("mkdocs").addHandler(self._warnings)
        self._aside = aside(self._target)
        config.site_dir = self._aside.name
        self._compiling = compiling(config.theme, cache_folder(self._root))
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Read what is new of the hub and add its pages; a page that the author wrote by hand stays."""
        cards = self._sources[0]
        place = Place(self._root, cards, self._settings, cache_folder(self._root))
        by_hand = {file.dest_uri: file.url for file in files.documentation_pages()}
        facts = Facts(
            config.site_name,
            config.site_url or "",
            config.use_directory_urls,
            tuple(sorted(by_hand.items())),
            "" if self.order and self.order.cards else self.config.cards or "",
        )
        with as_plugin_error():
            self.gathered = gather(place, facts, self._tell)
        if len(self.gathered.shelf.listings) >= MANY and not is_known(place.cache, self._target):
            self._ahead = Ahead(self.gathered, aside(self._target))
        for warning in self.gathered.warnings:
            log.warning("%s", warning)
        self._rendering = Rendering(files, cards)
        self._frames: dict[FrameKey, Frame] = {}
        self._probes: dict[str, str] = {}
        self._passing: dict[str, Passing] = {}
        self._addresses: set[str] = set()
        self._framed, self.differs = self.config.frames, ""
        for page in [*frames(self.gathered), *whole(self.gathered, models=1)] if self._framed else whole(self.gathered):
            if page.path not in by_hand:
                self._passing[page.source] = page
                files.append(page.file(config, cards))
        for file in promised(self.gathered, files, config):
            files.append(file)
        return files

    def on_nav(self, nav: Navigation, **_: object) -> Navigation:
        """Keep what pages are made with."""
        self._rendering.nav = nav
        return nav

    @event_priority(-100)
    def on_env(self, env: Environment, *, files: Files, **_: object) -> Environment:
        """Keep what pages are made with, and look at the style sheets, as all other plugins left them."""
        self._rendering.env = env
        keep_theme_compiled(env, self.gathered.place.cache)
        self._lean.look_at(files)
        return env

    def on_page_content(self, html: str, *, page: SitePage, config: MkDocsConfig, **_: object) -> str:
        """Tell the theme what the page is about."""
        passing = self._passing.get(page.file.src_uri)
        if passing is None:
            return html
        passing.describe(page, self._foreign, tabs="navigation.tabs" in config.theme.get("features", []))
        return ""

    @event_priority(-100)
    def on_page_context(self, context: TemplateContext, *, page: SitePage, **_: object) -> TemplateContext:
        """Put the page's content in its place, after the search plugin, which need not parse it."""
        if passing := self._passing.get(page.file.src_uri):
            page.content = self._foreign.content(passing.content)
            self._addresses.add(page.url)
        return context

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: SitePage, config: MkDocsConfig) -> str:
        """Put in what a head lacks and the policy, make it lean, and cut frames, after all other plugins."""
        passing = self._passing.get(page.file.src_uri)
        content, source = (passing.content, "") if passing else ("", page.file.src_uri)
        output = self._lean.early(with_head(output, page, passing, config))
        output = self._policy.page(output, page.file.dest_uri, content=content, source=source)
        output = self._lean.page(output, page.file.dest_uri, content=content or page.content or "")
        if passing and passing.key:
            try:
                self._frames[passing.key] = cut(output, toc=bool(passing.headings))
            except FrameError as error:
                self.differs = str(error)
            return output
        if passing:
            output = in_head(output)
            if self._framed:
                self._probes[passing.path] = output
        return output

    @event_priority(-100)
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """The policy for pages that are not of a file, such as ``404.html``: they are shown at any address."""
        if not template_name.endswith(".html"):
            return output_content
        root = urlsplit(config.site_url or "/").path
        page = self._policy.page(self._lean.early(output_content), template_name, root=root)
        return self._lean.page(page, template_name, root=root)

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Make the site of what MkDocs wrote and of our own pages."""
        rendered = Path(config.site_dir)
        if self._framed:
            self._drop_frames(rendered, config)
        self._policy.write(rendered)
        self._lean.write(rendered)
        leave_out(rendered, self._addresses)
        for path in _OURS:
            (rendered / path).unlink(missing_ok=True)
        surroundings = Surroundings(
            inputs=self._inputs if self._framed else (),
            key=self._around,
            facts=self.gathered.facts,
            frames=self._frames,
            files=tuple(sorted(path for path, _, _ in files_below(rendered))),
            warnings=tuple(said for said in self._said() if said not in self.gathered.warnings),
        )
        found = before(self.gathered.place.cache, self._target)
        order = self.order or Order(self._root, self._target)
        with as_plugin_error():
            built = build(
                self.gathered,
                surroundings,
                self._target,
                self._tell,
                rendered=rendered,
                before=found,
                ahead=self._ahead,
            )
            told = finished(order, built, self.gathered, self._seen)
        self.built = replace(told, slow=self.differs)
        self._clear(config)

    def on_build_error(self, *, error: Exception) -> None:  # noqa: ARG002 - MkDocs names it
        """Leave the old site as it was."""
        self._clear(None)

    def on_serve(self, server: LiveReloadServer, *, builder: Callable[[], object], **_: object) -> LiveReloadServer:
        """Reload when a card, a record or the configuration changes."""
        if self.order is None:  # Else it is our own command that serves.
            glance = Glance(self._target)
            glance.learn(self.gathered, self.made_frames)
            build_what_changed(server, Order(self._root, self._target), glance, glance.until(builder))
        for path in self.watched:
            if path.exists():
                server.watch(str(path))
        return server

    @property
    def made_frames(self) -> Mapping[FrameKey, Frame]:
        """The frames of this build."""
        return self._frames

    @property
    def watched(self) -> tuple[Path, ...]:
        """Files and folders of the hub that the site is made of."""
        return (*self._sources, self._root / "modelhub.toml", self._root / "pyproject.toml")

    def _drop_frames(self, rendered: Path, config: MkDocsConfig) -> None:
        """Take frames away, and where pages cannot be set into them, have MkDocs make each page."""
        for passing in self._passing.values():
            (rendered / passing.path).unlink(missing_ok=True)
        self.differs = self.differs or self._compare()
        if not self.differs:
            return
        log.info("%s. So MkDocs makes every page, which takes long; `frames: false` spares looking", self.differs)
        self._framed = False
        self._policy.drop(MARK)
        self._frames.clear()
        self._passing.clear()
        by_hand = {path for path, _ in self.gathered.facts.by_hand}
        pages = (page for page in whole(self.gathered) if page.path not in by_hand)
        with as_plugin_error():
            self._rendering.make(pages, config, self._note)

    def _compare(self) -> str:
        """Why our way does not give what MkDocs' own does, by a page of a model; empty where it does."""
        for path, page in framed_models(self.gathered, self._frames, models=1):
            if path in self._probes and self._probes[path].encode() != page:
                return f"{path}: the theme and its plugins make something else of this page than of its frame"
        return ""

    def _note(self, passing: Passing) -> None:
        self._passing[passing.source] = passing

    def _clear(self, config: MkDocsConfig | None) -> None:
        if self._compiling:
            self._compiling.end()
            self._compiling = None
        if self._ahead:
            self._ahead.drop()
            self._ahead = None
        if self._warnings:
            logging.getLogger("mkdocs").removeHandler(self._warnings)
        if self._aside:
            self._aside.cleanup()
        if config:
            config.site_dir = str(self._target)

    def _said(self) -> list[str]:
        return self._warnings.messages if self._warnings else []

    def _tell(self, doing: str, done: int, total: int) -> None:
        if self.order and self.order.progress:
            self.order.progress(doing, done, total)

    @property
    def _sources(self) -> tuple[Path, Path]:
        """The folders of cards and records."""
        cards = Path(self.config.cards) if self.config.cards else self._root / self._settings.cards
        return cards, self._root / self._settings.records
