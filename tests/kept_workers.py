"""Workers whose servers outlive a run: importing torch takes longer than all that most tests do with it.

They are the product's own, in the place of those that ``verify`` makes for itself. How servers come and go is tested
elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any, ClassVar, Self

import pytest

from generator.run.isolation import Limits, Workers
from generator.run.job import Answer

#: So many servers are kept for the next run.
MOST = 2


class _Kept:
    """Workers of a thread of their own: a server ends with the thread that started it."""

    def __init__(self, limits: Limits) -> None:
        #: Those of the run that has it just now.
        self.limits: Any = SimpleNamespace(threads=limits.threads, device=limits.device)
        self.workers = Workers(self.limits)
        self.thread = ThreadPoolExecutor(1)

    def serves(self, limits: Limits) -> bool:
        """Whether its process is one that a run with these limits would start."""
        return (self.limits.threads, self.limits.device) == (limits.threads, limits.device)

    def run(self, limits: Limits, *job: Any) -> Answer:
        self.limits.timeout, self.limits.memory = limits.timeout, limits.memory
        return self.thread.submit(self.workers.run, *job).result()

    def end(self) -> None:
        self.thread.submit(self.workers.__exit__, None, None, None).result()
        self.thread.shutdown()


class KeptWorkers:
    """In the place of ``Workers``. Nobody interrupts what they run."""

    idle: ClassVar[list[_Kept]] = []

    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the server to others."""

    def stop(self) -> None:
        """Nothing runs any more."""

    def run(self, *job: Any) -> Answer:
        """As ``Workers.run``."""
        found = next((kept for kept in self.idle if kept.serves(self._limits)), None)
        if found:
            self.idle.remove(found)
        kept = found or _Kept(self._limits)
        try:
            return kept.run(self._limits, *job)
        finally:
            self.idle.append(kept)
            while len(self.idle) > MOST:
                self.idle.pop(0).end()


@contextmanager
def keeping() -> Iterator[None]:
    """Have runs and measurements take such workers, and leave their servers to the next ones."""
    with pytest.MonkeyPatch.context() as patch:
        for place in ("observe", "speed"):
            patch.setattr(f"generator.run.{place}.Workers", KeptWorkers)
        yield


def end() -> None:
    """End all servers, and the threads that started them."""
    while KeptWorkers.idle:
        KeptWorkers.idle.pop().end()
