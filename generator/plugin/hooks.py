"""The MkDocs plugin: puts the hub's pages into a site. They are made by ``render``, ``publish`` and ``site``."""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mkdocs.config import base, config_options
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority

from generator.errors import ModelhubError
from generator.plugin.head import with_head
from generator.plugin.inputs import inputs_of
from generator.plugin.lean_hook import LeanHook
from generator.plugin.messages import Warnings
from generator.plugin.not_found import add_not_found
from generator.plugin.pages import Passing, frames, promised, whole
from generator.plugin.policy_hook import PolicyHook
from generator.site.build import build
from generator.site.cache import cache_folder
from generator.site.frame import Frame, FrameError, FrameKey, cut
from generator.site.gather import Gathered, Place, gather
from generator.site.looking import files_below
from generator.site.order import BuiltSite, Order
from generator.site.press import framed_models
from generator.site.rebuild import finished
from generator.site.settled import hub_files, sight
from generator.site.state import Facts, Surroundings, before
from generator.site.surroundings import look_around
from generator.store import find_root, load_config

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page as SitePage
    from mkdocs.utils.templates import TemplateContext

log = logging.getLogger("mkdocs.plugins.modelhub")

_STYLES = tuple(f"assets/{name}.css" for name in ("modelhub", "model", "browse", "boards", "compare"))
_SCRIPTS = ("assets/modelhub.js",)
#: Of pages that MkDocs makes by itself, those that we make: they are to name our pages too.
_OURS = ("sitemap.xml", "sitemap.xml.gz")


class PluginConfig(base.Config):  # type: ignore[no-untyped-call]  # MkDocs leaves a hook of its class untyped
    """What ``mkdocs.yml`` may say below ``modelhub:``.

    Attributes:
        root: The hub's root. Where absent, the nearest folder with a configuration, from that of ``mkdocs.yml`` up.
        cards: Another cards folder than the configuration's.
        frames: Let MkDocs render the frame of our pages once, and set each page into it. Without, MkDocs renders every
            page: slow, and needed where another plugin or a hook treats each page differently.
        csp: Put a strict Content-Security-Policy into every page.
        csp_sources: What that policy allows besides, by directive.
        lean: Make frames lean: one style sheet for several, scripts that nothing waits for, no needless white space.
    """

    root = config_options.Optional(config_options.Dir(exists=True))
    cards = config_options.Optional(config_options.Dir(exists=True))
    frames = config_options.Type(bool, default=True)
    csp = config_options.Type(bool, default=True)
    csp_sources = config_options.Type(dict, default={})
    lean = config_options.Type(bool, default=True)


class ModelhubPlugin(BasePlugin[PluginConfig]):  # type: ignore[no-untyped-call]  # the same
    """Adds home, list and model pages, the style sheet, the script and the catalogue to a site.

    Attributes:
        gathered: What the site of this build is made of.
        built: What was built, once it is finished.
        order: What the command was asked for, where it is not MkDocs' own.
        passing: Whether the hub has no ``mkdocs.yml``.
        differs: Why pages cannot be set into frames as MkDocs itself would have done it; empty where they can.
    """

    gathered: Gathered
    built: BuiltSite | None = None
    order: Order | None = None
    passing: bool = False
    differs: str = ""
    _aside: Path | None = None
    _warnings: Warnings | None = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Find the hub, read its configuration, and let MkDocs write aside: the old site stays until the new one is."""
        with _as_plugin_error():
            self._root = Path(self.config.root) if self.config.root else _nearest_root(config)
            self._settings = load_config(self._root)
        self._target = Path(config.site_dir)
        _refuse_to_delete((self._root, *self._sources), self._target)
        config.extra_css += [path for path in _STYLES if path not in config.extra_css]
        config.extra_javascript += [path for path in _SCRIPTS if path not in config.extra_javascript]
        add_not_found(config)
        # What is read later on may change meanwhile: the next build is to see it.
        self._inputs = inputs_of(config, without=self._root if self.passing else None) if self.config.frames else ()
        self._around = look_around(self._inputs).key
        self._seen = sight(hub_files(self._root, *self._sources), self._inputs)
        self._policy = PolicyHook(config, self.config.csp_sources, on=self.config.csp and not _is_served(config))
        self._lean = LeanHook(on=self.config.lean)
        self._warnings = Warnings()
        logging.getLogger("mkdocs").addHandler(self._warnings)
        self._aside = _aside(self._target)
        config.site_dir = str(self._aside)
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
        with _as_plugin_error():
            self.gathered = gather(place, facts, self._tell)
        for warning in self.gathered.warnings:
            log.warning("%s", warning)
        self._frames: dict[FrameKey, Frame] = {}
        self._probes: dict[str, str] = {}
        self._passing: dict[str, Passing] = {}
        framed = self.config.frames
        for page in [*frames(self.gathered), *whole(self.gathered, models=1)] if framed else whole(self.gathered):
            if page.path not in by_hand:
                self._passing[page.source] = page
                files.append(page.file(config, cards))
        for file in promised(self.gathered, files, config):
            files.append(file)
        return files

    @event_priority(-100)
    def on_env(self, env: Environment, *, files: Files, **_: object) -> Environment:
        """Look at the style sheets, after all other plugins added theirs."""
        self._lean.look_at(files)
        return env

    def on_page_content(self, html: str, *, page: SitePage, config: MkDocsConfig, **_: object) -> str:
        """Tell the theme what the page is about."""
        passing = self._passing.get(page.file.src_uri)
        if passing is None:
            return html
        passing.describe(page, tabs="navigation.tabs" in config.theme.get("features", []))
        return ""

    @event_priority(-100)
    def on_page_context(self, context: TemplateContext, *, page: SitePage, **_: object) -> TemplateContext:
        """Put the page's content in its place, after the search plugin, which need not parse it."""
        if passing := self._passing.get(page.file.src_uri):
            page.content = passing.content
        return context

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: SitePage, config: MkDocsConfig) -> str:
        """Put in what a head lacks and the policy, make it lean, and cut frames, after all other plugins."""
        passing = self._passing.get(page.file.src_uri)
        content, source = (passing.content, "") if passing else ("", page.file.src_uri)
        output = with_head(output, page, passing, config)
        output = self._policy.page(output, page.file.dest_uri, content=content, source=source)
        output = self._lean.page(output, page.file.dest_uri, content=content or page.content or "")
        if passing and passing.key:
            try:
                self._frames[passing.key] = cut(output, toc=bool(passing.headings))
            except FrameError as error:
                raise PluginError(f"{error}; set `frames: false` below `modelhub:` in mkdocs.yml") from None
        elif passing and self.config.frames:
            self._probes[passing.path] = output
        return output

    @event_priority(-100)
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """The policy for pages that are not of a file, such as ``404.html``: they are shown at any address."""
        if not template_name.endswith(".html"):
            return output_content
        root = urlsplit(config.site_url or "/").path
        return self._lean.page(self._policy.page(output_content, template_name, root=root), template_name, root=root)

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Make the site of what MkDocs wrote and of our own pages."""
        aside = Path(config.site_dir)
        self._policy.write(aside)
        self._lean.write(aside)
        if self.config.frames:
            for passing in self._passing.values():
                (aside / passing.path).unlink(missing_ok=True)
            self._compare()
        for path in _OURS:
            (aside / path).unlink(missing_ok=True)
        surroundings = Surroundings(
            inputs=self._inputs,
            key=self._around,
            facts=self.gathered.facts,
            frames=self._frames,
            files=tuple(sorted(path for path, _, _ in files_below(aside))),
            warnings=tuple(said for said in self._said() if said not in self.gathered.warnings),
        )
        found = before(self.gathered.place.cache, self._target)
        order = self.order or Order(self._root, self._target)
        with _as_plugin_error():
            built = build(self.gathered, surroundings, self._target, self._tell, rendered=aside, before=found)
            self.built = finished(order, built, self.gathered, self._seen)
        self._clear(config)

    def on_build_error(self, *, error: Exception) -> None:  # noqa: ARG002 - MkDocs names it
        """Leave the old site as it was."""
        self._clear(None)

    def on_serve(self, server: LiveReloadServer, **_: object) -> LiveReloadServer:
        """Reload when a card, a record or the configuration changes."""
        for path in self.watched:
            if path.exists():
                server.watch(str(path))
        return server

    @property
    def watched(self) -> tuple[Path, ...]:
        """Files and folders of the hub that the site is made of."""
        return (*self._sources, self._root / "modelhub.toml", self._root / "pyproject.toml")

    def _compare(self) -> None:
        """See whether our way gives what MkDocs' own does, by a page of a model."""
        for path, page in framed_models(self.gathered, self._frames, models=1):
            if path in self._probes and self._probes[path].encode() != page:
                self.differs = f"{path}: MkDocs and its plugins make something else of this page than of its frame"
                log.warning("%s; set `frames: false` below `modelhub:` in mkdocs.yml", self.differs)

    def _clear(self, config: MkDocsConfig | None) -> None:
        if self._warnings:
            logging.getLogger("mkdocs").removeHandler(self._warnings)
        if self._aside:
            shutil.rmtree(self._aside, ignore_errors=True)
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


@contextmanager
def _as_plugin_error() -> Iterator[None]:
    """What a user can do something about reaches them through MkDocs without a traceback."""
    try:
        yield
    except ModelhubError as error:
        raise PluginError(str(error)) from error
    except OSError as error:
        raise PluginError(f"{error.filename or 'the site'}: {error.strerror}") from error


def _aside(target: Path) -> Path:
    """A folder for what MkDocs writes, on the disk of the site where that can be."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=".modelhub-", dir=target.parent))
    except OSError:
        return Path(tempfile.mkdtemp(prefix="modelhub-"))


def _is_served(config: MkDocsConfig) -> bool:
    """Whether the site is served while it is written: MkDocs then reloads pages by a script inside them."""
    host, port = config.dev_addr
    return urlsplit(config.site_url or "").netloc == f"{host}:{port}"


def _nearest_root(config: MkDocsConfig) -> Path:
    """The hub that ``mkdocs.yml`` lies in."""
    return find_root(Path(config.config_file_path or "mkdocs.yml").resolve().parent)


def _refuse_to_delete(folders: Iterable[Path], site: Path) -> None:
    """What does not belong to a site is removed from its folder: that must not take the hub with it."""
    for folder in folders:
        if folder.resolve().is_relative_to(site.resolve()):
            raise PluginError(f"{site}: holds {folder}, and building would delete that; choose another folder")
