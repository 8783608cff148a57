"""Serving a hub's site while its cards are written: what changed is built again at once."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import config_options
from mkdocs.config.base import ValidationError
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

from generator.errors import ModelhubError
from generator.plugin.messages import logged
from generator.plugin.site import SiteError, configured, site_file
from generator.site.again import again
from generator.site.order import Order

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

log = logging.getLogger("mkdocs.plugins.modelhub")


#: What the system tells of files besides that somebody read them, which building does.
_CHANGES = frozenset({"created", "modified", "deleted", "moved", "closed"})


class Changes(FileSystemEventHandler):
    """Passes changes of files on, and nothing else."""

    def __init__(self, handler: FileSystemEventHandler) -> None:
        self._handler = handler

    def dispatch(self, event: FileSystemEvent) -> None:
        """Pass an event on, if it is a change."""
        if event.event_type in _CHANGES:
            self._handler.dispatch(event)


class Watch:
    """The system's own watch over files, as MkDocs uses one."""

    def __init__(self) -> None:
        self._observer = Observer()
        self.start, self.stop, self.join = self._observer.start, self._observer.stop, self._observer.join
        self.unschedule = self._observer.unschedule

    def schedule(self, handler: FileSystemEventHandler, path: str, *, recursive: bool) -> ObservedWatch:
        """Tell a handler of changes below a path."""
        return self._observer.schedule(Changes(handler), path, recursive=recursive)


class Server(LiveReloadServer):
    """MkDocs' server, told of changes by the system, where MkDocs would look for them twice a second.

    Args:
        builder: Builds the site.
        address: Host and port.
        root: The site's folder.
        mount_path: Where in the address's paths it is served.
    """

    def __init__(self, builder: Callable[[], None], address: tuple[str, int], root: Path, mount_path: str) -> None:
        super().__init__(builder=builder, host=address[0], port=address[1], root=str(root), mount_path=mount_path)
        self.observer = Watch()  # type: ignore[assignment]  # it is used like the other one
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
            _serve(file, order, address)
        except OSError as error:
            raise SiteError(f"{address or 'the address of mkdocs.yml'}: {error.strerror}") from error
        except (Abort, MkDocsException) as error:
            raise SiteError(error.format_message()) from error


def _serve(file: Path, order: Order, address: str | None) -> None:
    site = order.site_dir or Path()

    def build() -> MkDocsConfig:
        config, _ = configured(file, order)
        if address:
            config.dev_addr = _dev_addr(address)
        host, port = config.dev_addr
        config.site_url = f"http://{host}:{port}{_mount(config)}"
        config.plugins.on_startup(command="serve", dirty=False)
        mkdocs_build.build(config, serve_url=config.site_url)
        return config

    def rebuild() -> None:
        try:
            if again(order) is None:
                build()
        except (ModelhubError, Abort, MkDocsException) as error:  # It goes on with the site as it was.
            log.error("%s", error.format_message() if isinstance(error, (Abort, MkDocsException)) else error)  # noqa: TRY400

    config = build()
    server = Server(rebuild, config.dev_addr, site, _mount(config))
    try:
        for path in (config.docs_dir, str(file), config.theme.custom_dir, *config.watch):
            if path:
                server.watch(path)
        config.plugins.on_serve(server, config=config, builder=rebuild)
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
