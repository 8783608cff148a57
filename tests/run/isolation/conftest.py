"""Workers whose models do what the test says."""

from __future__ import annotations

import ctypes
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from generator.run.isolation import Limits, Workers, server
from generator.run.job import Job
from generator.run.worker import landlock

#: The product's own program, but for what the server runs.
PROGRAM = """
import sys
sys.path[:0] = [sys.argv[1], {folder!r}]
import faults
faults.start(confined={confined})
"""
MEMORY = 200 * 2**20
#: Seconds that no model here takes by itself, on any machine.
LIMIT = 120.0


def job_for(deed: str, argument: str = "") -> Job:
    return Job(
        task="text-classification",
        model="",
        result="",
        activation=None,
        max_length=None,
        threads=1,
        batch_size=2,
        samples=[{"text": deed}, {"text": argument}],
    )


@contextmanager
def faults(*, confined: bool) -> Iterator[None]:
    """Servers that are started now run what the test says."""
    if not server.FORKS:
        pytest.skip("only Linux forks a process for every model")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(server, "PROGRAM", PROGRAM.format(folder=str(Path(__file__).parent), confined=confined))
        patch.setattr(server, "_GRACE", LIMIT)  # A busy machine takes its time to end what was killed.
        yield


@contextmanager
def faulty(*, confined: bool) -> Iterator[Workers]:
    """Workers with such a server."""
    with faults(confined=confined), Workers(Limits(LIMIT, MEMORY, 1)) as workers:
        yield workers


def over_once_it_hangs(patch: pytest.MonkeyPatch, workers: Workers) -> None:
    """The limit on time is up as soon as a model was seen to hang, however long it took to come so far."""
    look, passed = server.excess, 0.0

    def excess(pids: list[int], memory: int) -> str:
        nonlocal passed
        if workers.folder is not None and any(workers.folder.glob("*/*/hanging")):
            passed = LIMIT
        return look(pids, memory)

    patch.setattr(server, "excess", excess)
    patch.setattr(server, "time", SimpleNamespace(monotonic=lambda: time.monotonic() + passed))


@pytest.fixture(scope="module")
def _kept() -> Iterator[dict[bool, Workers]]:
    """One pair of workers for all tests: starting them is what takes time."""
    with Workers(Limits(LIMIT, MEMORY, 1)) as confined, Workers(Limits(LIMIT, MEMORY, 1)) as plain:
        yield {True: confined, False: plain}


@pytest.fixture
def confined(_kept: dict[bool, Workers]) -> Iterator[Workers]:
    """Workers with all that this system has to hold a model in."""
    with faults(confined=True):
        yield _kept[True]


@pytest.fixture
def plain(_kept: dict[bool, Workers]) -> Iterator[Workers]:
    """Workers as on a system without namespaces and without Landlock."""
    with faults(confined=False):
        yield _kept[False]


@pytest.fixture(params=["confined", "plain"])
def workers(request: pytest.FixtureRequest) -> Workers:
    """Workers of both kinds."""
    found: Workers = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def has_landlock() -> bool:
    return sys.platform == "linux" and landlock.version(ctypes.CDLL(None)) > 0
