"""Where the hub of a site lies, and where its files may be written."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mkdocs.exceptions import PluginError

from generator.store import find_root

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def aside(target: Path) -> TemporaryDirectory[str]:
    """A folder for files on their way to a site, on its disk where that can be. It goes when this process ends."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        return TemporaryDirectory(prefix=".modelhub-", dir=target.parent, ignore_cleanup_errors=True)
    except OSError:
        return TemporaryDirectory(prefix="modelhub-", ignore_cleanup_errors=True)


def is_served(config: MkDocsConfig) -> bool:
    """Whether the site is served while it is written: MkDocs then reloads pages by a script inside them."""
    host, port = config.dev_addr
    return urlsplit(config.site_url or "").netloc == f"{host}:{port}"


def nearest_root(config: MkDocsConfig) -> Path:
    """The hub that ``mkdocs.yml`` lies in."""
    return find_root(Path(config.config_file_path or "mkdocs.yml").resolve().parent)


def refuse_to_delete(folders: Iterable[Path], site: Path) -> None:
    """What does not belong to a site is removed from its folder: that must not take the hub with it."""
    for folder in folders:
        if folder.resolve().is_relative_to(site.resolve()):
            raise PluginError(f"{site}: holds {folder}, and building would delete that; choose another folder")
