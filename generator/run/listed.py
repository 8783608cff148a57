"""What a server lists of a model, held against what came."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.store import sha256_of


@dataclass(frozen=True, slots=True)
class ListedFile:
    """What is known of a file before it is fetched.

    Attributes:
        size: In bytes; ``None`` where it is not told.
        sha256: Of its content; empty where it is not told.
        git_sha1: The name that git gives a blob of its content; empty where it is not told.
    """

    size: int | None
    sha256: str = ""
    git_sha1: str = ""

    def damage(self, path: Path, *, thoroughly: bool) -> str:
        """What is wrong with a file that came; empty for nothing.

        Args:
            path: The file.
            thoroughly: Look at its content, not only at its size.

        Raises:
            OSError: It cannot be read.
        """
        size = path.stat().st_size
        if self.size is not None and size != self.size:
            return f"it has {size} bytes, and {self.size} are listed"
        if thoroughly and self.sha256 and sha256_of(path) != self.sha256:
            return "its SHA-256 is not the one that is listed"
        if thoroughly and self.git_sha1 and _git_sha1(path.read_bytes()) != self.git_sha1:
            return "its SHA-1 is not the one that is listed"
        return ""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a server says of a model today.

    Attributes:
        commit: What its revision means: a commit, or what stands for one where there are none.
        files: Every file, by its name.
    """

    commit: str
    files: Mapping[str, ListedFile]


def _git_sha1(content: bytes) -> str:
    """As ``git hash-object`` names a blob: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects."""
    return hashlib.sha1(b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest()
