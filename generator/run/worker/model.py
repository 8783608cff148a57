"""A process that runs one model and ends."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from generator.run.job import Answer, Job
from generator.run.trouble import NotStarted, RunFailed
from generator.run.worker import confine


def run_model(request: dict[str, Any], run: Callable[[Job], Answer], *, namespaces: bool) -> NoReturn:
    """Run the job in ``request["folder"]``, write its answer and end this process.

    Args:
        request: As the server got it.
        run: What runs a job.
        namespaces: Whether this process lives in namespaces.
    """
    code = 1
    try:
        _run(Path(request["folder"]), run, namespaces=namespaces)
        code = 0
    except BaseException:  # noqa: BLE001  whatever it is, its last line is the reason why there is no answer
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)  # A fork ends without the clean-up of what it was forked from.


def _run(folder: Path, run: Callable[[Job], Answer], *, namespaces: bool) -> None:
    work = folder / "work"
    job = Job.model_validate_json((folder / "job.json").read_bytes())
    with (folder / "output.txt").open("wb") as output:
        for standard in (1, 2):
            os.dup2(output.fileno(), standard)
    os.chdir(work)
    os.environ |= {"HOME": str(work), "TMPDIR": str(work)}
    tempfile.tempdir = None  # What it was before it was forked.
    confine.limit_model([work, Path(os.devnull), *_devices(job)], namespaces=namespaces)
    try:
        answer = run(job)
    except RunFailed as error:
        answer = Answer(failure=str(error))
    except NotStarted as error:
        answer = Answer(failure=str(error), passing=True)
    Path(job.result).write_text(answer.model_dump_json(), encoding="utf-8")


def _devices(job: Job) -> list[Path]:
    """What a process writes to that computes on a GPU."""
    return sorted(Path("/dev").glob("nvidia*")) if job.device != "cpu" else []
