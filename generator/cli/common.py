"""What several commands need: the hub that a user named, a progress bar, lines in colours."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import typer

from generator.errors import UsageError
from generator.lint.colours import PLAIN, TERMINAL, Colours
from generator.store.clock import now
from generator.store.config import find_root
from generator.store.files import write_atomically

__all__ = ["PROBLEMS_FOUND", "Tell", "colours", "hub_root", "now", "print_lines", "progress_bar", "today", "write_file"]

#: Exit code for findings, mismatches and failures. 0 is none of these, 2 wrong usage or configuration.
PROBLEMS_FOUND = 1

#: Tells a progress bar what is being done, how much is done, and how much there is to do.
Tell = Callable[[str, int, int], None]


def hub_root(hub: Path) -> Path:
    """The root of the hub that a user named.

    Raises:
        UsageError: There is no such folder.
    """
    if not hub.is_dir():
        raise UsageError(f"{hub}: no such folder")
    return find_root(hub)


def today() -> date:
    """The date that cards are checked against.

    It is the latest of all places on earth, since a card is dated where its author is; or that of `SOURCE_DATE_EPOCH`.

    Raises:
        UsageError: As ``now``.
    """
    latest = timedelta() if os.environ.get("SOURCE_DATE_EPOCH") else timedelta(hours=14)
    return (now() + latest).date()


def write_file(path: Path, data: bytes) -> None:
    """Write a file, whole or not at all; a link is followed.

    Raises:
        UsageError: It cannot be written.
    """
    try:
        write_atomically(path.resolve(), data)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from None


@contextmanager
def progress_bar() -> Iterator[Tell]:
    """A progress bar on standard error where that is a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _doing, _done, _total: None
        return
    from rich import progress  # noqa: PLC0415 - slow to import, and only a terminal needs it
    from rich.console import Console  # noqa: PLC0415 - the same
    from rich.markup import escape  # noqa: PLC0415 - the same

    columns = (
        progress.SpinnerColumn(),
        progress.MofNCompleteColumn(),
        progress.BarColumn(),
        progress.TimeElapsedColumn(),
        progress.TextColumn("{task.description}"),
    )
    with progress.Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("", total=None)

        def tell(doing: str, done: int, total: int) -> None:
            # A card's file name may hold brackets, which are no markup.
            shown.update(task, description=escape(doing), completed=done, total=total)

        yield tell


def colours() -> Colours:
    """The colours for standard output: those of a terminal, or none.

    Source: https://no-color.org, https://force-color.org
    """
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return PLAIN
    return TERMINAL if os.environ.get("FORCE_COLOR") or sys.stdout.isatty() else PLAIN


def print_lines(lines: Iterable[str]) -> None:
    """Print lines, many at once: one by one, thousands of them take seconds."""
    rest = iter(lines)
    while chunk := list(islice(rest, 5_000)):
        typer.echo("\n".join(chunk), color=True)  # Lines have colours only where ``colours()`` wants them.
