"""Workers whose models do what the test says."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.run.isolation import Limits, Workers, server
from generator.run.job import Answer, Job
from generator.run.worker import landlock

#: The product's own program, but for what the server runs.
PROGRAM = """
import sys
sys.path[:0] = [sys.argv[1], {folder!r}]
import faults
faults.start(confined={confined})
"""
MEMORY = 200 * 2**20

Deed = Callable[..., Answer]


def job_for(deed: str, argument: str = "") -> Job:
    return Job(
        task="text-classification",
        model="",
        result="",
        activation=None,
        max_length=None,
        threads=1,
        batch_size=2,
        samples=[deed, argument],
    )


def faulty(*, confined: bool, timeout: float = 60) -> Iterator[Workers]:
    if not server.FORKS:
        pytest.skip("only Linux forks a process for every model")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(server, "PROGRAM", PROGRAM.format(folder=str(Path(__file__).parent), confined=confined))
        with Workers(Limits(timeout, MEMORY, 1)) as workers:
            yield workers


@pytest.fixture(scope="package")
def confined() -> Iterator[Workers]:
    """Workers with all that this system has to hold a model in."""
    yield from faulty(confined=True)


@pytest.fixture(scope="package")
def plain() -> Iterator[Workers]:
    """Workers as on a system without namespaces and without Landlock."""
    yield from faulty(confined=False)


@pytest.fixture(params=["confined", "plain"])
def workers(request: pytest.FixtureRequest) -> Workers:
    """Workers of both kinds."""
    found: Workers = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def has_landlock() -> bool:
    return sys.platform == "linux" and landlock.version(ctypes.CDLL(None)) > 0
