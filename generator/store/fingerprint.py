"""What decides, besides a card's own bytes, what linting it gives."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


def fingerprint(without: frozenset[str] = frozenset()) -> bytes:
    """A digest of modelhub's own files, of the versions of all packages beside it, and of Python's version.

    Digests of files, and not only modelhub's version: so an edit to a rule is seen at once, by the next start.

    Args:
        without: Folders of the package that do not count.
    """
    return _fingerprint(os.fspath(PACKAGE), without)


@lru_cache(maxsize=4)
def _fingerprint(package: str, without: frozenset[str]) -> bytes:
    digest = hashlib.blake2b(installed(), digest_size=16)
    for file in _own_files(package, without):
        digest.update(f"{file.removeprefix(package)}\n".encode())
        with open(file, "rb", buffering=0) as content:  # noqa: PTH123 - hundreds of files, at every start
            digest.update(content.read())
    return digest.digest()


def installed() -> bytes:
    """Python's version, and ``name-version.dist-info`` of every package: reading their metadata takes far longer."""
    names = sorted(name for folder in sys.path if folder for name in _listed(folder) if name.endswith(".dist-info"))
    return "\n".join([sys.version, *names]).encode("utf-8", "surrogateescape")


def _listed(folder: str) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 - names are enough
    except OSError:
        return []


def _own_files(package: str, without: frozenset[str]) -> Iterator[str]:
    for folder, folders, files in os.walk(package):
        left_out = without if folder == package else ()
        folders[:] = sorted(name for name in folders if name != "__pycache__" and name not in left_out)
        yield from (f"{folder}/{name}" for name in sorted(files))
