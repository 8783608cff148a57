"""Building again what changed while a site is served. The system says what did; MkDocs would look twice a second."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable

from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

from generator.errors import ModelhubError
from generator.plugin.glance import Glance
from generator.plugin.messages import explained
from generator.site.again import again
from generator.site.order import Order

log = logging.getLogger("mkdocs.plugins.modelhub")

#: What the system tells of files besides that somebody read them, which building does.
_CHANGES = frozenset({"created", "modified", "deleted", "moved", "closed"})


class Changes(FileSystemEventHandler):
    """Passes changes of files on, and nothing else.

    Args:
        handler: Told of them.
        changed: Gets the files' paths.
    """

    def __init__(self, handler: FileSystemEventHandler, changed: set[str]) -> None:
        self._handler = handler
        self._changed = changed

    def dispatch(self, event: FileSystemEvent) -> None:
        """Pass an event on, if it is a change."""
        if event.event_type in _CHANGES:
            self._changed.update(os.fsdecode(path) for path in (event.src_path, event.dest_path) if path)
            self._handler.dispatch(event)


class Watch:
    """The system's own watch over files, as MkDocs uses one."""

    def __init__(self) -> None:
        self._changed: set[str] = set()
        self._observer = Observer()
        self.start, self.stop, self.join = self._observer.start, self._observer.stop, self._observer.join
        self.unschedule = self._observer.unschedule

    def schedule(self, handler: FileSystemEventHandler, path: str, *, recursive: bool) -> ObservedWatch:
        """Tell a handler of changes below a path."""
        return self._observer.schedule(Changes(handler, self._changed), path, recursive=recursive)

    def changed(self) -> set[str]:
        """Paths of the files that changed since this was asked last."""
        paths = set()
        while self._changed:  # The system goes on telling meanwhile.
            paths.add(self._changed.pop())
        return paths


def build_what_changed(server: LiveReloadServer, order: Order, glance: Glance, build: Callable[[], object]) -> None:
    """Have a server show edited cards at once, and then build again what else changed.

    Args:
        server: The server.
        order: What it serves.
        glance: Shows edited cards.
        build: Builds through MkDocs.
    """
    watch = _watched_by_system(server)

    def run() -> None:
        try:
            if shown := glance.show(watch.changed()):
                with server._epoch_cond:  # noqa: SLF001 - else readers wait until all is done
                    server._visible_epoch = server._wanted_epoch  # noqa: SLF001
                    server._epoch_cond.notify_all()  # noqa: SLF001
            if again(order) is None:
                with explained():
                    build()
            if shown:  # Browsers load anew what they show, for lists may have changed too.
                server._wanted_epoch += 1  # noqa: SLF001
        except ModelhubError as error:  # It goes on with the site as it was.
            log.error("%s", error)  # noqa: TRY400 - it is said without a traceback

    server.builder = run


def _watched_by_system(server: LiveReloadServer) -> Watch:
    """What a server watches already, it goes on watching."""
    paths = list(server._watched_paths)  # noqa: SLF001 - MkDocs tells nobody
    for path in paths:
        server.unwatch(path)
    watch = Watch()
    server.observer = watch  # type: ignore[assignment]  # it is used like the other one
    for path in paths:
        server.watch(path)
    return watch
