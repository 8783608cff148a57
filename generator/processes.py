"""Doing the same for thousands of things in several processes, one of which may die of any of them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from typing import Generic, TypeVar

from generator.forks import can_fork, undisturbed

#: Things that a process gets at once: enough that sending them does not count, few enough that all end together.
CHUNK = 16
#: Chunks for each process that are read ahead.
AHEAD = 3

#: More processes do not pay: one feeds them all, and each takes its memory.
MOST_JOBS = 8


def usable_processors() -> int:
    """As many processes as are worth starting on this machine."""
    usable = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return min(usable, MOST_JOBS)


Thing = TypeVar("Thing")
Outcome = TypeVar("Outcome")


class Processes(Generic[Thing, Outcome]):
    """Several processes that do the same work.

    Args:
        work: What is done: from a chunk of things to the outcome of each. A function of a module, or a partial of one.
        jobs: How many processes.
        ahead: Chunks for each process that are read ahead: more where one takes much longer than others, which are
            done meanwhile.
        chunk: Things that a process gets at once.
    """

    def __init__(
        self, work: Callable[[list[Thing]], list[Outcome]], jobs: int, *, ahead: int = AHEAD, chunk: int = CHUNK
    ) -> None:
        self._work = work
        self._jobs = jobs
        self._ahead = ahead
        self._chunk = chunk

    def outcomes(self, things: Iterable[Thing]) -> Iterator[tuple[Thing, Outcome | None]]:
        """Each thing with its outcome, in order; ``None`` for one that ended its process.

        Should a process die, it is found out of which thing; all others are done.
        """
        rest = iter(things)
        while True:
            lost: deque[list[Thing]] = deque()
            yield from self._until_broken(rest, lost)
            if not lost:
                return
            yield from ((thing, self._alone(thing)) for thing in chain.from_iterable(lost))

    def _until_broken(self, things: Iterator[Thing], under_way: deque[list[Thing]]) -> Iterator[tuple[Thing, Outcome]]:
        """Work to the end, or until a process dies: some chunks are under way then."""
        pool = _pool(self._jobs)
        results: deque[Future[list[Outcome]]] = deque()
        try:
            while (chunk := list(islice(things, self._chunk))) or results:
                if chunk:
                    under_way.append(chunk)
                    with undisturbed():
                        results.append(pool.submit(self._work, chunk))
                if not chunk or len(results) == self._jobs * self._ahead:
                    outcomes = results.popleft().result()
                    yield from zip(under_way.popleft(), outcomes, strict=True)
        except BrokenProcessPool:
            return
        finally:
            pool.shutdown(cancel_futures=True)

    def _alone(self, thing: Thing) -> Outcome | None:
        """The outcome of a thing in a process of its own, which it may end."""
        pool = _pool(1)
        try:
            with undisturbed():
                result = pool.submit(self._work, [thing])
            return result.result()[0]
        except BrokenProcessPool:
            return None
        finally:
            pool.shutdown()


def _pool(jobs: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("fork" if can_fork() else "spawn")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin)


def _begin() -> None:
    """A process that works leaves it to its parent to be interrupted, and to end as one that is terminated."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
