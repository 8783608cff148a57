"""Building and serving a hub's site from outside of MkDocs, as the command does."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import base

from generator.errors import ModelhubError
from generator.plugin.hooks import ModelhubPlugin
from generator.plugin.messages import MkDocsError, Warnings, explained, logged
from generator.site.again import again
from generator.site.order import BuiltSite, Order, Tell, is_empty_or_site

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

#: The site of a hub that has no ``mkdocs.yml``.
DEFAULT_SITE = Path(__file__).with_name("default_site.yml")


class SiteError(ModelhubError):
    """The site could not be built or served."""


def build_site(
    root: Path, *, site_dir: Path | None = None, cards: Path | None = None, progress: Tell | None = None
) -> BuiltSite:
    """Build the site of the hub at ``root``, with its ``mkdocs.yml`` or, without one, with our own.

    Where all that MkDocs would look at is as it was in the last build, MkDocs is not started. The arguments are those
    of ``Order``.

    Raises:
        SiteError: MkDocs could not build it, or ``site_dir`` holds something else than a site.
    """
    if site_dir and site_dir.exists() and not is_empty_or_site(site_dir):
        raise SiteError(
            f"{site_dir}: neither empty nor a site, and building would delete what it holds; empty it or choose another"
        )
    order = Order(root, site_dir, cards, progress)
    return again(order) or with_mkdocs(order)


def with_mkdocs(order: Order) -> BuiltSite:
    """Build through MkDocs.

    Raises:
        SiteError: MkDocs could not build it.
    """
    collector = Warnings()
    with site_file(order.root) as file, logged(collector), _as_site_error(collector.messages):
        config, plugin = configured(file, order)
        mkdocs_build.build(config)
    return _finished(plugin)


def configured(file: Path, order: Order, *, address: str | None = None) -> tuple[MkDocsConfig, ModelhubPlugin]:
    """The site's configuration, and our plugin in it.

    Args:
        file: The configuration.
        order: What is to be built.
        address: Host and port to serve at, if not those of the configuration.

    Raises:
        SiteError: It does not name our plugin.
        Abort: MkDocs does not accept it.
    """
    site_dir = str(order.site_dir.resolve()) if order.site_dir else None
    config = base.load_config(str(file), site_dir=site_dir, dev_addr=address)
    plugin = config.plugins.get("modelhub")
    if not isinstance(plugin, ModelhubPlugin):
        raise SiteError(f"{file}: `plugins` does not list `modelhub`")
    plugin.order, plugin.passing = order, file != order.root / "mkdocs.yml"
    if order.cards:
        plugin.config.cards = str(order.cards.resolve())
    return config, plugin


def _finished(plugin: ModelhubPlugin) -> BuiltSite:
    """What was built."""
    if plugin.built is None:
        raise SiteError("mkdocs.yml: another plugin kept `modelhub` from finishing the site")
    return plugin.built


@contextmanager
def site_file(root: Path) -> Iterator[Path]:
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
def _as_site_error(said: Sequence[str] = ()) -> Iterator[None]:
    """What MkDocs gives up with reaches the user without a traceback, after what it ``said`` before."""
    try:
        with explained():
            yield
    except MkDocsError as error:
        raise SiteError("\n".join([*said, str(error)])) from error
