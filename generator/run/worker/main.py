"""Where a worker process starts."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from generator.run.job import Answer, Job
from generator.run.trouble import RunFailed


def main() -> None:
    """Run the job on standard input and write its answer."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    job = Job.model_validate_json(sys.stdin.buffer.read())
    try:
        from generator.run.worker.run import run  # noqa: PLC0415  torch is imported here, after the limits are set

        answer = run(job)
    except RunFailed as error:
        answer = Answer(failure=str(error))
    Path(job.result).write_text(answer.model_dump_json(), encoding="utf-8")
