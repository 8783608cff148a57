"""A job → an answer."""

from __future__ import annotations

import platform
import time
from functools import cache, partial

import torch
import transformers

from generator.record import Environment
from generator.run.extra import versions
from generator.run.job import Answer, Job
from generator.run.worker.device import choose, place
from generator.run.worker.rows import predictions
from generator.run.worker.speed import measure
from generator.run.worker.tasks import RUNNERS
from generator.run.worker.tasks.base import Runner
from generator.speed import DeviceName

_PACKAGES = ("sacremoses", "safetensors", "sentencepiece", "tokenizers", "torch", "transformers")
#: Looked up once and not in every process that is forked: reading them takes as long as a small model.
_VERSIONS = versions(_PACKAGES)


def run(job: Job) -> Answer:
    """Load the model, answer the samples, predict the evaluation rows.

    Raises:
        RunFailed: The model cannot be loaded or gives no usable answer.
        NotStarted: There is no such device here.
    """
    device = choose(job.device)
    _make_deterministic(job.threads, device)
    if job.speed_batches:
        return _measured(job, device)
    started = time.perf_counter()
    runner = _loaded(job, device)
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
        parameters=_parameters(runner),
        environment=_environment(job.threads, device, runner.libraries),
        load_seconds=round(loaded - started, 3),
        sample_seconds=round(answered - loaded, 3),
        benchmark_seconds=round(time.perf_counter() - answered, 3),
    )


def _loaded(job: Job, device: DeviceName) -> Runner:
    runner = RUNNERS[job.task](job)
    place(runner.loaded.model, device)
    return runner


def _measured(job: Job, device: DeviceName) -> Answer:
    """How fast the model is, and its answer to the one sample that this was measured on."""
    runner, output, figures = measure(job, partial(_loaded, device=device))
    return Answer(outputs=[output], parameters=_parameters(runner), speed=figures)


def _parameters(runner: Runner) -> int:
    """How many numbers the model has learned; those that several layers share count once."""
    return sum(parameter.numel() for parameter in runner.loaded.model.parameters())


def _make_deterministic(threads: int, device: DeviceName) -> None:
    if device == "cpu":
        torch.default_generator.manual_seed(0)  # The call for all devices takes a twentieth of a small model's time.
    else:
        torch.manual_seed(0)
    torch.use_deterministic_algorithms(mode=True)
    # Every tensor would be filled before it is computed, a tenth of the time, lest one is read that never was.
    torch.utils.deterministic.fill_uninitialized_memory = False
    torch.set_num_threads(threads)
    if transformers.logging.get_verbosity() != transformers.logging.ERROR:  # Setting it goes through all loggers.
        transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()


@cache
def _environment(threads: int, device: DeviceName, libraries: tuple[str, ...]) -> Environment:
    return Environment(
        python=platform.python_version(),
        platform=f"{platform.system()} {platform.machine()}",
        device=device,
        accelerator=torch.cuda.get_device_name() if device == "cuda" else "",
        dtype="float32",
        threads=threads,
        packages=dict(sorted((_VERSIONS | versions(libraries)).items())),
    )
