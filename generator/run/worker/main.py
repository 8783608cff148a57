"""Where a worker process starts."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from pathlib import Path

from generator.run.job import Answer, Job
from generator.run.trouble import RunFailed

#: Linux's prctl: the signal to get when the parent is gone.
_PR_SET_PDEATHSIG = 1


def _end_with_parent(parent: int) -> None:
    """Leave no worker behind when the parent is killed, or interrupted while it starts us."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            sys.exit(1)


def main() -> None:
    """Run the job on standard input and write its answer."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _end_with_parent(int(sys.argv[2]))
    job = Job.model_validate_json(sys.stdin.buffer.read())
    try:
        from generator.run.worker.run import run  # noqa: PLC0415  torch is imported here, after the limits are set

        answer = run(job)
    except RunFailed as error:
        answer = Answer(failure=str(error))
    Path(job.result).write_text(answer.model_dump_json(), encoding="utf-8")
