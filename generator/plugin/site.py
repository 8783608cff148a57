"""Building and serving a hub's site from outside of MkDocs, as the command does."""

from __future__ import annotations

import json
import logging
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import base
from mkdocs.exceptions import Abort, MkDocsException

from generator.errors import ModelhubError
from generator.hub import Hub
from generator.plugin.hooks import ModelhubPlugin

#: The site of a hub that has no ``mkdocs.yml``.
DEFAULT_SITE = Path(__file__).with_name("default_site.yml")


class SiteError(ModelhubError):
    """The site could not be built or served."""


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
        SiteError: MkDocs could not build it, or ``site_dir`` holds something else than a site.
    """
    if site_dir and site_dir.exists() and not _is_empty_or_site(site_dir):
        raise SiteError(
            f"{site_dir}: neither empty nor a site, and building would delete what it holds; empty it or choose another"
        )
    collector = _Collector(logging.WARNING)
    with _site_file(root) as file, _logged(collector), _as_site_error(collector.messages):
        config = base.load_config(str(file), site_dir=str(site_dir.resolve()) if site_dir else None)
        plugin = config.plugins.get("modelhub")
        if not isinstance(plugin, ModelhubPlugin):
            raise SiteError(f"{file}: `plugins` does not list `modelhub`")
        plugin.progress = progress
        if cards:
            plugin.config.cards = str(cards.resolve())
        mkdocs_build.build(config)
        return BuiltSite(Path(config.site_dir), plugin.hub, plugin.page_count, tuple(collector.messages))


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


def _is_empty_or_site(folder: Path) -> bool:
    return folder.is_dir() and (not any(folder.iterdir()) or (folder / "sitemap.xml").is_file())


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
