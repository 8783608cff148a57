"""Digests of models."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.record import FileDigest
from generator.store.files import sha256_of

_WEIGHTS_SUFFIX = ".safetensors"


def digest_files(files: Mapping[str, Path]) -> list[FileDigest]:
    """Size and SHA-256 of every file, sorted by name."""
    return [
        FileDigest(path=name, size=path.stat().st_size, sha256=sha256_of(path)) for name, path in sorted(files.items())
    ]


def weights_sha256(files: Iterable[FileDigest]) -> str:
    """One digest over the weight files among ``files``: SHA-256 of the lines ``<sha256>  <path>``, in order of path."""
    lines = [f"{file.sha256}  {file.path}\n" for file in files if file.path.endswith(_WEIGHTS_SUFFIX)]
    return hashlib.sha256("".join(lines).encode()).hexdigest()
