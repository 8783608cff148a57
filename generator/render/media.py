"""Pictures and recordings that models were run on: which of them a site shows, and where they lie in it.

A reader should see what a model was shown. A file is taken only as it was when the model was run, and only kinds that a
browser shows without running anything of them.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, TypeAlias

from generator.hub import Entry

if TYPE_CHECKING:
    from generator.record import FileDigest

MediaKind: TypeAlias = Literal["image", "audio"]

_KINDS: dict[str, MediaKind] = {
    ".png": "image",
    ".jpg": "image",
    ".jpeg": "image",
    ".webp": "image",
    ".bmp": "image",
    ".wav": "audio",
    ".flac": "audio",
    ".ogg": "audio",
    ".mp3": "audio",
}
#: A page should load fast, and a site stay small.
_MOST_BYTES = 5 * 2**20


def kind_of(file: FileDigest) -> MediaKind | None:
    """How a file is shown; ``None`` where it is not."""
    return _KINDS.get(_ending(file)) if file.size <= _MOST_BYTES else None


def media_path(file: FileDigest) -> str:
    """Where a file lies in the site, by what it holds."""
    return f"assets/samples/{file.sha256}{_ending(file)}"


def media_of(entry: Entry) -> Iterator[FileDigest]:
    """The files that the page of a model shows: those of its samples, while they are what they were."""
    if entry.record is None or entry.status not in {"verified", "measured", "mismatch"}:
        return
    for sample in entry.record.samples:
        yield from (file for file in sample.files if kind_of(file))


def _ending(file: FileDigest) -> str:
    return posixpath.splitext(file.path)[1].casefold()
