"""The head of a safetensors file: whether the file is whole, without reading its numbers.

The format: https://huggingface.co/docs/safetensors (8 bytes length of the head, the head as JSON, the numbers).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from generator.run.trouble import RunFailed

_LENGTH_BYTES = 8
#: Those of the largest models that are run take a tenth of it.
_MAX_HEAD = 20_000_000


def check_file(name: str, path: Path) -> None:
    """See that a file is as long as its head says.

    Raises:
        RunFailed: It is cut off, too long, or no safetensors file.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        length = int.from_bytes(file.read(_LENGTH_BYTES), "little")
        if size < _LENGTH_BYTES or length > min(size - _LENGTH_BYTES, _MAX_HEAD):
            raise RunFailed(f"{name} is cut off, or no safetensors file: it has {size:,} bytes")
        head = file.read(length)
    try:
        expected = _LENGTH_BYTES + length + max((_end(item) for item in json.loads(head).items()), default=0)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, RecursionError):
        raise RunFailed(f"{name} is no safetensors file: its head cannot be read") from None
    if size != expected:
        raise RunFailed(f"{name} is broken: it has {size:,} bytes, and its head speaks of {expected:,}")


def _end(item: tuple[str, Any]) -> int:
    """Where the numbers of a tensor end, counted from the end of the head."""
    name, tensor = item
    return 0 if name == "__metadata__" else int(tensor["data_offsets"][1])
