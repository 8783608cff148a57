"""Where what was built of a hub is kept from build to build."""

from __future__ import annotations

import atexit
import hashlib
import os
import shutil
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

from platformdirs import user_cache_path


def cache_folder(root: Path) -> Path:
    """Where what was built of the hub at ``root`` is kept: below ``MODELHUB_CACHE``, or else in the user's cache.

    Where nothing can be written there, a passing folder serves, and the next build starts anew.
    """
    own = os.environ.get("MODELHUB_CACHE")
    base = Path(own) if own else user_cache_path("modelhub")
    resolved = root.resolve()
    digest = hashlib.blake2b(os.fsencode(resolved), digest_size=8).hexdigest()
    folder = base / "site" / f"{resolved.name or 'hub'}-{digest}"
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if os.access(folder, os.W_OK):
            return folder
    return _passing_folder()


@cache
def _passing_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="modelhub-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
