"""The memory that models share which run at the same time."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator.run.trouble import RunFailed

#: Bytes that a small model's process holds for itself.
_BASE = 2**29
#: Weights of half precision take twice as much once they are float32, while their file is still mapped.
_WEIGHTS_FACTOR = 3


def expected_memory(files: Mapping[str, Path]) -> int:
    """Bytes that a model will probably take, told by its weights. What it may take at most is its limit."""
    return memory_for(weights_of(files))


def weights_of(files: Mapping[str, Path]) -> int:
    """Bytes of a model's weights."""
    return sum(path.stat().st_size for name, path in files.items() if name.endswith(".safetensors"))


def memory_for(weights: int) -> int:
    """Bytes that a model with so many bytes of weights will probably take."""
    return _BASE + _WEIGHTS_FACTOR * weights


@dataclass(slots=True, eq=False)
class Place:
    """A model's part of the room.

    Attributes:
        need: Bytes; ``None`` for all that there is.
        shared: Whether another model has run at the same time.
        waited: Seconds until there was room for it.
    """

    need: int | None
    shared: bool = False
    waited: float = 0.0


class Room:
    """Lets models start, first come first served, that fit beside those that are running; one always fits.

    Args:
        memory: Bytes for all of them together; ``None`` for no limit.
    """

    def __init__(self, memory: int | None = None) -> None:
        self._memory = memory
        self._line: deque[Place] = deque()
        self._running: list[Place] = []
        self._changed = threading.Condition()
        self._closed = False

    @contextmanager
    def place(self, need: int | None) -> Iterator[Place]:
        """Wait for a place and keep it.

        Args:
            need: Bytes that the model will probably take; ``None`` to be alone.

        Raises:
            RunFailed: The room was closed meanwhile.
        """
        place, came = Place(need), time.monotonic()
        with self._changed:
            self._line.append(place)
            self._changed.wait_for(lambda: self._closed or (self._line[0] is place and self._fits(place)))
            self._line.remove(place)
            if self._closed:
                raise RunFailed("the run was stopped")
            place.waited = time.monotonic() - came
            self._running.append(place)
            for other in self._running:
                other.shared = other.shared or len(self._running) > 1
            self._changed.notify_all()
        try:
            yield place
        finally:
            with self._changed:
                self._running.remove(place)
                self._changed.notify_all()

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._line)

    def close(self) -> None:
        """Let nobody in any more."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _fits(self, place: Place) -> bool:
        if not self._running:
            return True
        needs = [other.need for other in (*self._running, place)]
        if None in needs:
            return False
        return self._memory is None or sum(need or 0 for need in needs) <= self._memory
