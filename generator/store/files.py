"""Files: paths that stay inside the hub, digests, writing that leaves the old file or the new one."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

from generator.errors import UsageError


def inside(root: Path, relative: str) -> Path:
    """The path below ``root``, links followed.

    Raises:
        UsageError: The path is absolute, or no path, or leads out of ``root``, by ``..`` or by a symbolic link.
    """
    try:
        path = (root / relative).resolve()
    except RuntimeError:
        raise UsageError(f"{relative}: is a circle of symbolic links") from None
    except OSError as error:
        raise UsageError(f"{relative}: is no path: {error.strerror}") from None
    except ValueError as error:  # a NUL
        raise UsageError(f"{relative!r}: is no path: {error}") from None
    if Path(relative).is_absolute() or not path.is_relative_to(root.resolve()):
        raise UsageError(f"{relative}: leads out of the hub; give a path relative to the hub's root that stays inside")
    return path


def shown(path: Path, root: Path) -> str:
    """A path as users see it: relative to ``root`` where it lies inside, with ``/``."""
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_atomically(path: Path, data: bytes, *, lasting: bool = True) -> None:
    """Write a file so that whoever reads it, even after a crash, finds the old content or the new, never a part.

    What may be done with a file that is replaced stays as it is.

    Args:
        path: The file.
        data: Its content.
        lasting: Wait for the disk. Without, a crash of the whole system may leave an empty file: enough for what is
            looked at before it is used, and can be made again.
    """
    from tempfile import mkstemp  # noqa: PLC0415 - slow to import, and who only reads needs it not

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        temporary.chmod(stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def record_path(folder: Path, key: str) -> Path:
    """Where the record of the card ``key`` lies."""
    return folder / f"{key}.json"
