"""Looking at cards in several processes."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from typing import TypeAlias

from generator.diagnostic import Span
from generator.lint import Outcome
from generator.lint.rule import Finding
from generator.lint.rules import BROKEN_RULE
from generator.store import CardFile
from generator.sweep.coding import encode
from generator.sweep.look import look

#: Cards that a process gets at once: enough that sending them does not count, few enough that all end together.
CHUNK = 16
#: Chunks for each process that are read ahead.
AHEAD = 3

Chunk: TypeAlias = list[CardFile]


def look_in_processes(files: Iterable[CardFile], codes: frozenset[str], jobs: int) -> Iterator[tuple[CardFile, bytes]]:
    """Look at cards in several processes, by the rules of these codes.

    Should a card end its process, it is found out which one, and that is said of it; all others are looked at.

    Yields:
        Each card with its encoded outcome.
    """
    rest = iter(files)
    while True:
        lost: deque[Chunk] = deque()
        yield from _until_broken(rest, codes, jobs, lost)
        if not lost:
            return
        yield from ((file, _alone(file, codes)) for file in chain.from_iterable(lost))


def _until_broken(
    files: Iterator[CardFile], codes: frozenset[str], jobs: int, under_way: deque[Chunk]
) -> Iterator[tuple[CardFile, bytes]]:
    """Look at cards to the end, or until a process dies: some chunks are under way then."""
    pool = _pool(jobs)
    results: deque[Future[list[bytes]]] = deque()
    try:
        while (chunk := list(islice(files, CHUNK))) or results:
            if chunk:
                under_way.append(chunk)
                results.append(pool.submit(look, chunk, codes))
            if not chunk or len(results) == jobs * AHEAD:
                outcomes = results.popleft().result()
                yield from zip(under_way.popleft(), outcomes, strict=True)
    except BrokenProcessPool:
        return
    finally:
        pool.shutdown(cancel_futures=True)


def _alone(file: CardFile, codes: frozenset[str]) -> bytes:
    """What comes of a card in a process of its own, which it may end."""
    pool = _pool(1)
    try:
        return pool.submit(look, [file], codes).result()[0]
    except BrokenProcessPool:
        hint = "a mistake in modelhub, not in the card: report it"
        finding = Finding(Span(1), "the process that checked this card ended in the middle of it", hint)
        return encode(Outcome(file.path, ((BROKEN_RULE.code, finding),)))
    finally:
        pool.shutdown()


def _pool(jobs: int) -> ProcessPoolExecutor:
    # Forked, a process starts at once; but where threads run, or on other systems than Linux, that is not safe.
    forks = sys.platform == "linux" and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if forks else "spawn")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin)


def _begin() -> None:
    """A process that looks at cards leaves it to its parent to be interrupted, and to end as one that is terminated."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
