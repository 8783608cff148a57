"""How long tests wait: machines may be slow and busy, and who waits for something to happen loses nothing by it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

#: Seconds until what must happen is given up.
PATIENCE = 240.0
#: Seconds of processor time for what takes a moment, or a few seconds on a slow machine. Of the texts that it is given,
#: what grows faster than they do takes minutes.
SOON = 20.0


def until(happened: Callable[[], T]) -> T:
    """Wait until something has happened, and say what."""
    end = time.monotonic() + PATIENCE
    while not (found := happened()) and time.monotonic() < end:
        time.sleep(0.01)
    assert found, f"it did not happen within {PATIENCE:g} s"
    return found
