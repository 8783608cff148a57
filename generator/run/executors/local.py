"""Several models at a time on this machine: a thread for each, which has a server process of its own."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from generator.config import VerifyConfig
from generator.run.executors.executor import Assignment, OnRows, nobody
from generator.run.fetch import Fetched, fetch
from generator.run.machine import available_memory, processors
from generator.run.observe import Observation, Observer
from generator.run.room import Room
from generator.run.sources import Sources

#: Bytes that a server holds for itself, torch imported.
SERVER_MEMORY = 2**29
#: Models that are fetched while others run, each by a thread.
AHEAD = 2
#: Seconds that a thread may take to see that it is to end; one that waits for a network is not waited for.
_GRACE = 5.0
#: Processes of one model: it may start 32.
_MOST_LANES = 16


def jobs_for(config: VerifyConfig, memory: int | None) -> int:
    """How many models run at the same time: as configured, else what processors and memory allow, at least one.

    Args:
        config: How models are run.
        memory: Bytes that are available; ``None`` where that is not known.
    """
    if config.jobs:
        return config.jobs
    jobs = processors() // config.threads
    return max(1, jobs if memory is None else min(jobs, memory // (2 * SERVER_MEMORY)))


@dataclass(frozen=True, slots=True)
class _Rows:
    """How far an evaluation is."""

    done: int
    rows: int


class Local:
    """Runs models in processes of this machine.

    Two threads fetch, at most two models more than can run; a thread for each job runs what was fetched.

    Args:
        root: The hub's root.
        config: How models are run.
    """

    def __init__(self, root: Path, config: VerifyConfig) -> None:
        memory = available_memory()
        self.jobs = jobs_for(config, memory)
        self._room = Room(None if memory is None else memory - self.jobs * SERVER_MEMORY)
        self._sources = Sources(root, config)
        self._observers = [Observer(root, config, self._room, self._lanes) for _ in range(self.jobs)]
        self._config = config
        self._threads: list[threading.Thread] = []
        self._runners = 0
        self._stopping = threading.Event()
        self._assigned: queue.Queue[Assignment | None] = queue.Queue()
        self._fetched: queue.Queue[tuple[Assignment, Fetched] | None] = queue.Queue()
        self._done: queue.Queue[tuple[Assignment, Observation | _Rows | BaseException]] = queue.Queue()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._end()
        except BaseException:  # Ctrl+C just now: it is seen to all the same.
            self._end()
            raise

    def _end(self) -> None:
        self._stopping.set()
        self._room.close()
        for observer in self._observers:
            observer.stop()
        for _ in self._threads:
            self._assigned.put(None)
            self._fetched.put(None)
        deadline = time.monotonic() + _GRACE
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        for observer in self._observers:
            observer.__exit__(None, None, None)
        with suppress(queue.Empty):
            while True:  # What nobody runs any more is let go.
                if waiting := self._fetched.get_nowait():
                    waiting[1].hold.close()

    def observe(
        self, assignments: Iterable[Assignment], on_rows: OnRows = nobody
    ) -> Iterator[tuple[Assignment, Observation]]:
        """As ``Executor.observe``."""
        under_way = 0
        for assignment in assignments:
            self._start_threads(under_way)
            self._assigned.put(assignment)
            under_way += 1
            while under_way >= self.jobs + AHEAD or not self._done.empty():
                if ended := self._next(on_rows):
                    yield ended
                    under_way -= 1
        while under_way:
            if ended := self._next(on_rows):
                yield ended
                under_way -= 1

    def _next(self, on_rows: OnRows) -> tuple[Assignment, Observation] | None:
        """What comes next; ``None`` where a model only got further."""
        assignment, outcome = self._done.get()
        if isinstance(outcome, BaseException):
            raise outcome
        if isinstance(outcome, _Rows):
            on_rows(assignment, outcome.done, outcome.rows)
            return None
        return assignment, outcome

    def _start_threads(self, under_way: int) -> None:
        """Those that fetch, and as many to run as there are models to run."""
        if not self._threads:
            for _ in range(AHEAD):
                self._start(self._fetch)
        if under_way >= self._runners < self.jobs:
            observer = self._observers[self._runners]
            self._runners += 1
            self._start(lambda: self._run(observer))

    def _start(self, work: Callable[[], None]) -> None:
        # Daemons: the end of the command does not wait for a network.
        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        self._threads.append(thread)

    def _lanes(self) -> int:
        """How many processes predict one model's evaluation rows: its share of the processors."""
        if self._config.threads > 1:
            return 1  # Such a process cannot be forked.
        return max(1, min(processors() // max(1, self._runners), _MOST_LANES))

    def _fetch(self) -> None:
        """Fetch models."""
        while (assignment := self._assigned.get()) is not None and not self._stopping.is_set():
            request = assignment.plan.request
            assert request  # noqa: S101  an assignment has one
            try:
                self._fetched.put((assignment, fetch(self._sources, request, assignment.last_revision)))
            except BaseException as error:  # noqa: BLE001  it is raised where it can be answered for
                self._done.put((assignment, error))

    def _run(self, observer: Observer) -> None:
        """Run what was fetched."""
        while (found := self._fetched.get()) is not None and not self._stopping.is_set():
            assignment, model = found
            outcome: Observation | BaseException
            try:
                with model:
                    on_rows = partial(self._tell, assignment)
                    outcome = observer.observe(assignment.card, assignment.plan, model, on_rows)
            except BaseException as error:  # noqa: BLE001  the same
                outcome = error
            self._done.put((assignment, outcome))

    def _tell(self, assignment: Assignment, done: int, rows: int) -> None:
        self._done.put((assignment, _Rows(done, rows)))
