"""Seeing, without starting the renderer, that all that it would look at is as it was."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from generator.store.fingerprint import fingerprint


def key_of(inputs: Sequence[str]) -> bytes:
    """A digest of the program, of the environment's variables, and of these files and folders: names, sizes and times.

    Args:
        inputs: Absolute paths; a file that is missing may come.
    """
    digest = hashlib.blake2b(fingerprint(), digest_size=16)
    for name in sorted(os.environ):
        if name.startswith(("MKDOCS", "SOURCE_DATE_EPOCH", "CI")):
            digest.update(f"{name}={os.environ[name]}\0".encode("utf-8", "surrogateescape"))
    for path in inputs:
        for file in _below(Path(path)):
            digest.update(os.fsencode(file) + b"\0" + _look(file) + b"\0")
    return digest.digest()


def _below(path: Path) -> Iterable[Path]:
    return [path, *sorted(path.rglob("*"))] if path.is_dir() else [path]


def _look(file: Path) -> bytes:
    try:
        found = file.stat()
    except OSError:
        return b"-"
    return b"%d %d %d" % (found.st_mode, found.st_size if file.is_file() else 0, found.st_mtime_ns)
