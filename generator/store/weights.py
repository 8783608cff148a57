"""Digests of models."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.record import FileDigest
from generator.speed import ModelSize
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


def model_size(files: Iterable[FileDigest], parameters: int) -> ModelSize:
    """How large a model with these files is that has learned so many numbers."""
    sizes = {file.path: file.size for file in files}
    weights = sum(size for path, size in sizes.items() if path.endswith(_WEIGHTS_SUFFIX))
    return ModelSize(parameters=parameters, weight_bytes=weights, total_bytes=sum(sizes.values()))
