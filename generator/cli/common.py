"""What several commands need: the hub that a user named, a progress bar, lines in colours."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from generator import store
from generator.errors import UsageError

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
    return store.find_root(hub)


def today() -> date:
    """The date that cards are checked against.

    It is the latest of all places on earth, since a card is dated where its author is; or that of `SOURCE_DATE_EPOCH`
    (seconds since 1970, https://reproducible-builds.org/specs/source-date-epoch/), so that two runs can be alike.

    Raises:
        UsageError: `SOURCE_DATE_EPOCH` is no such number.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC) + timedelta(hours=14)
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"SOURCE_DATE_EPOCH: expected seconds since 1970, not `{epoch}`") from None
    return now.date()


def write_file(path: Path, data: bytes) -> None:
    """Write a file, whole or not at all; a link is followed.

    Raises:
        UsageError: It cannot be written.
    """
    try:
        store.write_atomically(path.resolve(), data)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from None


@contextmanager
def progress_bar() -> Iterator[Tell]:
    """A progress bar on standard error where that is a terminal; nothing elsewhere."""
    console = Console(stderr=True)
    columns = (
        SpinnerColumn(),
        MofNCompleteColumn(),
        BarColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=None)

        def tell(doing: str, done: int, total: int) -> None:
            # A card's file name may hold brackets, which are no markup.
            progress.update(task, description=escape(doing), completed=done, total=total)

        yield tell


def print_lines(lines: Iterable[Text]) -> None:
    """Print in colours on a terminal; elsewhere plainly, which is much faster for thousands of lines."""
    console = Console(highlight=False)
    for line in lines:
        if console.is_terminal:
            console.print(line, soft_wrap=True)
        else:
            typer.echo(line.plain)
