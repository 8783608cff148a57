"""The streams that commands print to: closed from the start, of few characters, or with nobody left who reads."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path

#: What a shell sees of a program that SIGPIPE ended, as most are that print on when their reader is gone: 128 + 13.
NO_READER = 141


def see_to_streams() -> None:
    """Let output that is closed swallow all, and output that knows few characters hold the others as escapes."""
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _nowhere() -> TextIOWrapper:
    return Path(os.devnull).open("w", encoding="utf-8")


@contextmanager
def ended_by_reader() -> Iterator[None]:
    """End quietly where nobody reads on what is printed, as in ``modelhub lint | head``.

    The signal itself stays ignored: it would also end a command whose connection to a server breaks.
    """
    try:
        try:
            yield
        finally:
            if not sys.stdout.closed:  # as the language server leaves it
                sys.stdout.flush()
    except BrokenPipeError:
        _end()
    except SystemExit as end:
        # Rich takes it for a mistake, and leaves with 1.
        if end.code != NO_READER and not isinstance(end.__context__, BrokenPipeError):
            raise
        _end()


@contextmanager
def seeing_readers_go() -> Iterator[None]:
    """Say by the exit code that nobody reads on. click takes it for a mistake, and leaves with 1."""
    try:
        yield
    except BrokenPipeError:
        sys.exit(NO_READER)


def _end() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for number in (1, 2):  # Python writes what is left when it ends, and would complain.
        with suppress(OSError):
            os.dup2(nowhere, number)
    sys.exit(NO_READER)
