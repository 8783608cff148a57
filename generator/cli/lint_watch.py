"""``modelhub lint --watch``: check again whenever a card or the configuration changes."""

from __future__ import annotations

import queue
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

import click
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from generator.cli.common import hub_root
from generator.cli.lint_input import absolute
from generator.cli.lint_once import Wanted, lint_once
from generator.errors import ModelhubError, UsageError
from generator.store import load_config

#: Files that say how a hub is checked.
CONFIGURATION = frozenset({"modelhub.toml", "pyproject.toml"})
#: What happens to files; that they are opened and read does not count.
EVENTS = frozenset({"created", "deleted", "modified", "moved"})
#: Seconds without a change, after which those before it belong together: an editor writes a file in several steps.
QUIET = 0.2
#: Empties a terminal and goes to its upper left corner (ECMA-48: ED, CUP).
CLEAR = "\x1b[2J\x1b[H"

Changes: TypeAlias = queue.SimpleQueue[None]


def watch(wanted: Wanted) -> None:
    """Check cards, and again after each change, until interrupted by Ctrl+C.

    Raises:
        ModelhubError: What the command line asks for cannot be used from the start.
    """
    for option in ("fix", "diff", "write_baseline", "online"):
        if getattr(wanted, option):
            raise UsageError(f"--watch: cannot be used together with --{option.replace('_', '-')}")
    try:
        with _watched(wanted) as (changes, look_again):
            lint_once(wanted)
            while True:
                _say_that_it_waits()
                _wait(changes)
                if sys.stdout.isatty():
                    click.echo(CLEAR, nl=False)
                look_again()
                _lint_again(wanted)
    except KeyboardInterrupt:
        return


def _lint_again(wanted: Wanted) -> None:
    """Check once more. What cannot be used now may be mended with the next change."""
    try:
        lint_once(wanted)
    except ModelhubError as error:
        click.echo(f"error: {error}", err=True)


def _say_that_it_waits() -> None:
    now = datetime.now().astimezone()
    click.echo(f"{now:%H:%M:%S} waiting for changes; Ctrl+C ends", err=True)


def _wait(changes: Changes) -> None:
    """Wait for a change, and until no other follows."""
    changes.get()
    while True:
        try:
            changes.get(timeout=QUIET)
        except queue.Empty:
            return


class _Handler(FileSystemEventHandler):
    """Tells of events that may change what is found."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes

    def on_any_event(self, event: FileSystemEvent) -> None:
        names = {Path(str(path)).name for path in (event.src_path, event.dest_path) if path}
        names = {
            name for name in names if not name.startswith(".")
        }  # The cache, and what editors write for themselves.
        is_folder = event.is_directory and event.event_type != "modified" and bool(names)
        is_card = is_folder or any(name.endswith(".md") for name in names)
        if event.event_type in EVENTS and (is_card or names & CONFIGURATION):
            self._changes.put(None)


@contextmanager
def _watched(wanted: Wanted) -> Iterator[tuple[Changes, Callable[[], None]]]:
    """The changes of the cards that were named and of the hub's configuration, from now on.

    Yields:
        The changes, and what finds the folders anew: one may be made again, or the configuration name another one.
    """
    changes: Changes = queue.SimpleQueue()
    handler, observer = _Handler(changes), Observer()

    def look_again() -> None:
        with suppress(ModelhubError, OSError):  # As long as it cannot be used, the folders stay as they are.
            folders = _folders(wanted)
            observer.unschedule_all()
            _schedule(observer, handler, folders)

    _schedule(observer, handler, _folders(wanted))
    observer.start()
    try:
        yield changes, look_again
    finally:
        observer.stop()
        observer.join()


def _schedule(observer: BaseObserver, handler: _Handler, folders: Iterable[tuple[Path, bool]]) -> None:
    for folder, deep in folders:
        observer.schedule(handler, str(folder), recursive=deep)


def _folders(wanted: Wanted) -> set[tuple[Path, bool]]:
    """The folders to watch, each with whether those below it are meant, too."""
    root = absolute(hub_root(wanted.hub))
    named = [absolute(path) for path in wanted.paths] or [absolute(root / load_config(root).cards)]
    folders = {(path, True) if path.is_dir() else (path.parent, False) for path in named}
    return {(folder, deep) for folder, deep in folders if folder.is_dir()} | {(root, False)}
