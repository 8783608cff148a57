"""What decides, besides a card's own bytes, what linting it gives."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


def fingerprint() -> bytes:
    """A digest of modelhub's own files, of the versions of all packages beside it, and of Python's version.

    Digests of files, and not only modelhub's version: so an edit to a rule is seen at once.
    """
    digest = hashlib.blake2b(sys.version.encode(), digest_size=16)
    for name in _installed():
        digest.update(f"{name}\n".encode())
    for file in _own_files():
        digest.update(f"{file.relative_to(PACKAGE).as_posix()}\n".encode())
        digest.update(file.read_bytes())
    return digest.digest()


def _installed() -> list[str]:
    """``name-version.dist-info`` of every package. Reading their metadata instead takes fifty times as long."""
    folders = [Path(folder) for folder in sys.path if folder]
    return sorted(file.name for folder in folders for file in folder.glob("*.dist-info"))


def _own_files() -> Iterator[Path]:
    for folder, folders, files in os.walk(PACKAGE):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        yield from (Path(folder, name) for name in sorted(files))
