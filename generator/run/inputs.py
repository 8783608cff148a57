"""The files of the hub that samples name: pictures and recordings."""

from __future__ import annotations

import stat
from collections.abc import Iterable
from pathlib import Path

from generator.errors import UsageError
from generator.run.trouble import RunFailed
from generator.store import inside

#: Larger files are not read.
MAX_INPUT_BYTES = 100 * 2**20


def input_files(root: Path, names: Iterable[str]) -> dict[str, Path]:
    """Where files of the hub lie, by how a card names them.

    Raises:
        RunFailed: One is missing, is no plain file, is too large, or leads out of the hub.
    """
    return {name: _input_file(root, name) for name in names}


def _input_file(root: Path, name: str) -> Path:
    try:
        path = inside(root, name)
        found = path.stat()
    except UsageError as error:
        raise RunFailed(str(error)) from None
    except OSError as error:
        raise RunFailed(f"{name}: the sample cannot be read: {error.strerror}") from None
    if not stat.S_ISREG(found.st_mode):
        raise RunFailed(f"{name}: the sample is no file")
    if found.st_size > MAX_INPUT_BYTES:
        raise RunFailed(f"{name}: the sample is larger than {MAX_INPUT_BYTES // 2**20} MiB")
    return path
