"""Running one model in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.run.job import Answer, Job


@pytest.fixture(scope="session")
def answer_of() -> Callable[..., Answer]:
    """Runs a task on a model's folder and samples: ``answer_of("fill-mask", folder, {"text": "a [MASK]"})``."""

    def run(task: str, model: Path, *samples: dict[str, str], **settings: Any) -> Answer:
        from generator.run.worker.run import run as run_here  # noqa: PLC0415  imports torch

        job = {"activation": None, "max_length": None, "threads": 1, "batch_size": 2, "result": "", **settings}
        return run_here(Job.model_validate({"task": task, "model": str(model), "samples": samples, **job}))

    return run
