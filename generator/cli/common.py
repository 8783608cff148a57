"""What several commands need: the hub that a user named, a progress bar, lines in colours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
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
