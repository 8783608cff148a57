"""Dividing a hub's cards among machines. Pure."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from generator.errors import UsageError


@dataclass(frozen=True, slots=True)
class Shard:
    """One of several parts of a hub, counted from 1."""

    number: int
    total: int

    def holds(self, key: str) -> bool:
        """Whether a card is in this part. It depends on its key alone: other cards that come or go change nothing."""
        digest = hashlib.sha256(key.encode()).digest()
        return int.from_bytes(digest[:8]) % self.total == self.number - 1


def parse_shard(text: str) -> Shard:
    """A shard from ``2/8``.

    Raises:
        UsageError: It is no such text.
    """
    match = re.fullmatch(r"([0-9]{1,6})/([0-9]{1,6})", text)
    if match is None or not 1 <= int(match[1]) <= int(match[2]):
        raise UsageError(f"--shard: expected the number of a part and how many there are, such as `1/4`, not `{text}`")
    return Shard(int(match[1]), int(match[2]))
