"""Building and serving a hub's site from outside of MkDocs, as the command does."""

from __future__ import annotations

import json
import logging
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import base
from mkdocs.exceptions import Abort, MkDocsException

from generator.errors import ModelhubError
from generator.plugin.hooks import ModelhubPlugin
from generator.site.again import BuiltSite, Order, again, built_site, is_empty_or_site
from generator.site.harvest import Tell

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


def with_mkdocs(order: Order, *, framed: bool = True) -> BuiltSite:
    """Build through MkDocs.

    Args:
        order: What is to be built.
        framed: Whether pages may be set into frames, if the configuration does not forbid it.

    Raises:
        SiteError: MkDocs could not build it.
    """
    site_dir = order.site_dir
    collector = _Collector(logging.WARNING)
    with _site_file(order.root) as file, _logged(collector), _as_site_error(collector.messages):
        config = base.load_config(str(file), site_dir=str(site_dir.resolve()) if site_dir else None)
        plugin = config.plugins.get("modelhub")
        if not isinstance(plugin, ModelhubPlugin):
            raise SiteError(f"{file}: `plugins` does not list `modelhub`")
        plugin.progress, plugin.usual = order.progress, site_dir is None
        plugin.config.frames = plugin.config.frames and framed
        if order.cards:
            plugin.config.cards = str(order.cards.resolve())
        mkdocs_build.build(config)
    if plugin.built is None:
        raise SiteError(f"{file}: a plugin kept `modelhub` from finishing the site")
    if plugin.differs:  # No page is to be other than it would be without frames.
        return with_mkdocs(order, framed=False)
    return built_site(plugin.built, plugin.gathered)


def serve_site(root: Path, *, address: str | None = None) -> None:
    """Serve the site of the hub at ``root`` and build it again when something changes, until interrupted.

    Args:
        root: The hub's root.
        address: Host and port, ``127.0.0.1:8000``.

    Raises:
        SiteError: MkDocs could not build it, or the address cannot be listened on.
    """
    logging.getLogger("mkdocs").setLevel(logging.INFO)
    with _site_file(root) as file, _logged(logging.StreamHandler()), _as_site_error():
        try:
            mkdocs_serve.serve(str(file), dev_addr=address)
        except OSError as error:
            raise SiteError(f"{address or 'the address of mkdocs.yml'}: {error.strerror}") from error


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
def _as_site_error(said: Sequence[str] = ()) -> Iterator[None]:
    """What MkDocs gives up with reaches the user without a traceback, after what it ``said`` before."""
    try:
        yield
    except (Abort, MkDocsException) as error:
        raise SiteError("\n".join([*said, error.format_message()])) from error


@contextmanager
def _logged(handler: logging.Handler) -> Iterator[None]:
    """Give what MkDocs logs to a handler."""
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)


class _Collector(logging.Handler):
    """Keeps messages."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())
