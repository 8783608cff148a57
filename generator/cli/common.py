"""What several commands need: the hub that a user named, the date, lines in colours."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import click

from generator.colours import PLAIN, TERMINAL, Colours
from generator.errors import UsageError
from generator.store.clock import now
from generator.store.config import find_root
from generator.store.files import write_atomically

__all__ = ["PROBLEMS_FOUND", "colours", "hub_root", "now", "print_lines", "today", "write_file"]

#: Exit code for findings, mismatches and failures. 0 is none of these, 2 wrong usage or configuration.
PROBLEMS_FOUND = 1


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
        click.echo("\n".join(chunk), color=True)  # Lines have colours only where ``colours()`` wants them.
