"""Data as files that a browser reads."""

from __future__ import annotations

import zlib
from base64 import b32encode
from collections.abc import Sequence
from hashlib import blake2b
from itertools import pairwise

import msgspec

#: The index's folder in the site.
FOLDER = "finder"
META = f"{FOLDER}/meta.json.gz"
#: Length of a digest in a name, where nothing else in the name tells files apart.
FULL = 8
#: At 9 zlib takes five times as long over long runs of equal numbers, and saves two parts in a hundred.
_LEVEL = 6
#: gzip's format, and the most of zlib's window.
_GZIP = 16 + zlib.MAX_WBITS


def packed(data: object) -> tuple[bytes, str]:
    """A file's bytes, and a digest of what is in it, in 8 letters and digits."""
    text = msgspec.json.encode(data)
    digest = b32encode(blake2b(text, digest_size=5).digest()).decode("ascii").lower()
    compressor = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
    return compressor.compress(text) + compressor.flush(), digest


def unpacked(content: bytes) -> object:
    """What is in a file."""
    return msgspec.json.decode(zlib.decompress(content, _GZIP))


def path_of(folder: str, name: str) -> str:
    """Where a file lies in the site."""
    return f"{FOLDER}/{folder}/{name}.json.gz"


def differences(numbers: Sequence[int]) -> list[int]:
    """``[3, 1, 4]`` of ``3, 4, 8``."""
    return [*numbers[:1], *[second - first for first, second in pairwise(numbers)]]
