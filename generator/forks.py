"""When processes may be forked, and starting them so that nothing disturbs it."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager


def can_fork() -> bool:
    """Whether processes are forked: they start at once, and have all that this one has.

    Where threads run, or on other systems than Linux, that is not safe.
    """
    return sys.platform == "linux" and threading.active_count() == 1


@contextmanager
def undisturbed() -> Iterator[None]:
    """Hold back Ctrl+C while processes are started: one that is not yet told what to do with it would complain."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
