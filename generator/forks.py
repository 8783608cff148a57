"""When processes may be forked, and starting them so that nothing disturbs it."""

from __future__ import annotations

import os
import signal
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress


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


class Forked:
    """Work that a process of its own does, while this one does something else, and no longer than this one.

    Args:
        work: What it does; it gives bytes.
    """

    def __init__(self, work: Callable[[], bytes]) -> None:
        self._process, self._pipe = _forked(work) if can_fork() else (0, -1)
        self._ending = weakref.finalize(self, _end, self._process, self._pipe, os.getpid())

    def outcome(self) -> bytes:
        """What the work gave, waited for; nothing where nothing was forked, it failed, was ended, or asked before."""
        if not self._process or not self._ending.detach():
            return b""
        with open(self._pipe, "rb") as pipe:  # noqa: PTH123 - it has no path
            given = pipe.read()
        _, status = os.waitpid(self._process, 0)
        return given if status == 0 else b""

    def end(self) -> None:
        """End the process, if nobody asked for the outcome."""
        self._ending()


def _end(process: int, pipe: int, parent: int) -> None:
    if process and os.getpid() == parent:
        os.close(pipe)
        with suppress(OSError):
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)


def _forked(work: Callable[[], bytes]) -> tuple[int, int]:
    """The process that works, and where its outcome can be read."""
    reading, writing = os.pipe()
    with undisturbed():
        process = os.fork()
        if process == 0:
            _work(work, reading, writing)
    os.close(writing)
    return process, reading


def _work(work: Callable[[], bytes], reading: int, writing: int) -> None:
    """What the process does, which never returns: none of what its parent would do next is done twice."""
    status = 1
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        os.close(reading)
        with open(writing, "wb") as pipe:
            pipe.write(work())
        status = 0
    finally:
        os._exit(status)
