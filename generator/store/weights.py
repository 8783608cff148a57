"""Digests of model folders."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from generator.record import FileDigest
from generator.store.files import sha256_of

WEIGHTS_SUFFIX = ".safetensors"


def digest_files(folder: Path, *, suffix: str = "") -> list[FileDigest]:
    """Every regular file below ``folder`` whose name ends in ``suffix``, sorted by path."""
    files = sorted(path for path in folder.rglob(f"*{suffix}") if path.is_file())
    return [
        FileDigest(path=file.relative_to(folder).as_posix(), size=file.stat().st_size, sha256=sha256_of(file))
        for file in files
    ]


def weights_sha256(files: Iterable[FileDigest]) -> str:
    """One digest over the weight files among ``files``: SHA-256 of the lines ``<sha256>  <path>``, in order of path."""
    lines = [f"{file.sha256}  {file.path}\n" for file in files if file.path.endswith(WEIGHTS_SUFFIX)]
    return hashlib.sha256("".join(lines).encode()).hexdigest()
