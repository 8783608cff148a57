"""A job → an answer."""

from __future__ import annotations

import platform
import time
from functools import cache

import torch
import transformers

from generator.record import Environment
from generator.run.extra import versions
from generator.run.job import Answer, Job
from generator.run.worker.rows import predictions
from generator.run.worker.tasks import RUNNERS

_PACKAGES = ("sacremoses", "safetensors", "sentencepiece", "tokenizers", "torch", "transformers")


def run(job: Job) -> Answer:
    """Load the model, answer the samples, predict the evaluation rows.

    Raises:
        RunFailed: The model cannot be loaded or gives no usable answer.
    """
    _make_deterministic(job.threads)
    started = time.perf_counter()
    runner = RUNNERS[job.task](job)
    loaded = time.perf_counter()
    outputs = [runner.output(sample) for sample in job.samples]
    answered = time.perf_counter()
    predicted = predictions(runner, job)
    return Answer(
        outputs=outputs,
        predictions=predicted,
        labels=runner.labels,
        activation=runner.activation,
        scheme=runner.scheme,
        max_length=runner.loaded.max_length,
        options=runner.options,
        beams=runner.beams,
        generation=runner.generation,
        environment=_environment(job.threads, runner.libraries),
        load_seconds=round(loaded - started, 3),
        sample_seconds=round(answered - loaded, 3),
        benchmark_seconds=round(time.perf_counter() - answered, 3),
    )


def _make_deterministic(threads: int) -> None:
    torch.manual_seed(0)
    torch.use_deterministic_algorithms(mode=True)
    # Every tensor would be filled before it is computed, a tenth of the time, lest one is read that never was.
    torch.utils.deterministic.fill_uninitialized_memory = False
    torch.set_num_threads(threads)
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()


@cache
def _environment(threads: int, libraries: tuple[str, ...]) -> Environment:
    return Environment(
        python=platform.python_version(),
        platform=f"{platform.system()} {platform.machine()}",
        device="cpu",
        dtype="float32",
        threads=threads,
        packages=dict(sorted(versions((*_PACKAGES, *libraries)).items())),
    )
