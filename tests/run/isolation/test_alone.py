"""A process a model, as where processes cannot be forked: started, stopped and read in the same way."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from patience import until

from generator.run.isolation import Limits, Workers, server
from generator.run.trouble import RunFailed

from .conftest import LIMIT, MEMORY, PROGRAM, job_for, over_once_it_hangs


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Workers]:
    monkeypatch.setattr(server, "PROGRAM", PROGRAM.format(folder=str(Path(__file__).parent), confined=True))
    with Workers(Limits(LIMIT, MEMORY, 1), forks=False) as workers:
        yield workers


def test_every_model_has_a_process(alone: Workers) -> None:
    for _ in range(2):
        assert len(alone.run(job_for("answer"), {}).outputs) == 2
        assert alone.server is None


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        ("hang_deaf", r"took longer than 120 s and was stopped"),
        ("segfault", r"the worker was ended by SIGSEGV"),
        ("take_memory", r"needed more than 200 MiB of memory and was stopped"),
    ],
)
def test_faults_have_their_reasons(alone: Workers, deed: str, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    over_once_it_hangs(monkeypatch, alone)
    with pytest.raises(RunFailed, match=rf"^{reason}$"):
        alone.run(job_for(deed), {})
    assert alone.server is None


def test_a_process_that_is_killed(alone: Workers) -> None:
    def kill() -> None:
        os.kill(until(lambda: alone.server).pid, signal.SIGKILL)

    killing = threading.Thread(target=kill)
    killing.start()
    # Which of the two depends on whether the model had begun.
    ended = r"^the (worker was ended by SIGKILL|process that runs the models was ended) \(out of memory, perhaps\)"
    with pytest.raises(RunFailed, match=ended):
        alone.run(job_for("hang"), {})
    killing.join()
