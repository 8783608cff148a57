"""Serving a hub's site while its cards are written: what changed is built again at once."""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import config_options
from mkdocs.config.base import ValidationError
from mkdocs.livereload import LiveReloadServer

from generator.plugin.glance import Glance
from generator.plugin.messages import MkDocsError, explained, logged
from generator.plugin.site import SiteError, configured, site_file
from generator.plugin.watch import build_what_changed
from generator.site.order import Order

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

log = logging.getLogger("mkdocs.plugins.modelhub")


class Server(LiveReloadServer):
    """MkDocs' server, told of changes by the system.

    Args:
        address: Host and port.
        root: The site's folder.
        mount_path: Where in the address's paths it is served.
    """

    def __init__(self, address: tuple[str, int], root: Path, mount_path: str) -> None:
        super().__init__(builder=lambda: None, host=address[0], port=address[1], root=str(root), mount_path=mount_path)
        self.error_handler = lambda code: _read(root / f"{code}.html")


def serve_site(root: Path, *, address: str | None = None) -> None:
    """Serve the site of the hub at ``root`` and build it again when something changes, until interrupted.

    Args:
        root: The hub's root.
        address: Host and port, ``127.0.0.1:8000``.

    Raises:
        SiteError: MkDocs could not build it, or the address cannot be listened on.
    """
    logging.getLogger("mkdocs").setLevel(logging.INFO)
    with (
        tempfile.TemporaryDirectory(prefix="modelhub-") as folder,
        site_file(root) as file,
        logged(logging.StreamHandler()),
    ):
        order = Order(root, site_dir=Path(folder, "site"))
        try:
            with explained():
                _serve(file, order, address)
        except OSError as error:
            raise SiteError(f"{address or 'the address of mkdocs.yml'}: {error.strerror}") from error
        except MkDocsError as error:
            raise SiteError(str(error)) from error


def _serve(file: Path, order: Order, address: str | None) -> None:
    site = order.site_dir or Path()
    glance = Glance(site)

    def build() -> MkDocsConfig:
        config, plugin = configured(file, order)
        if address:
            config.dev_addr = _dev_addr(address)
        host, port = config.dev_addr
        config.site_url = f"http://{host}:{port}{_mount(config)}"
        config.plugins.on_startup(command="serve", dirty=False)
        mkdocs_build.build(config, serve_url=config.site_url)
        glance.learn(plugin.gathered, plugin.made_frames)
        return config

    config = build()
    server = Server(config.dev_addr, site, _mount(config))
    build_what_changed(server, order, glance, build)
    try:
        for path in (config.docs_dir, str(file), config.theme.custom_dir, *config.watch):
            if path:
                server.watch(path)
        config.plugins.on_serve(server, config=config, builder=server.builder)
        server.serve()  # type: ignore[no-untyped-call]  # MkDocs leaves it untyped
    except KeyboardInterrupt:
        log.info("Shutting down...")
    finally:
        server.shutdown()
        config.plugins.on_shutdown()


def _dev_addr(address: str) -> Any:
    """Host and port as MkDocs wants them. It can check a whole configuration only once."""
    try:
        return config_options.IpAddress().run_validation(address)
    except ValidationError as error:
        raise SiteError(f"{address}: {error}") from error


def _mount(config: MkDocsConfig) -> str:
    """The path that the site will lie at."""
    return urlsplit(config.site_url or "/").path or "/"


def _read(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None
