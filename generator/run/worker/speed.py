"""How fast a model is: loading it, one answer at a time, several samples at once. For every runner alike.

Runners answer samples alone. So for several at once, the calls of the model that one answer makes are kept, and made
again with every tensor repeated along its first dimension, which is that of the rows wherever a model takes tensors.
"""

from __future__ import annotations

import functools
import math
import resource
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

import torch

from generator.output import Output
from generator.run.job import Job
from generator.run.trouble import RunFailed
from generator.run.worker.hardware import hardware
from generator.run.worker.tasks.base import Runner
from generator.speed import DeviceName, Latency, Memory, SpeedFigures, Throughput

#: Answers or batches before the timed ones: the first ones allocate memory and choose kernels.
_WARMUPS = 3
#: Timed answers: until there are that many or they took that long, but never fewer than the last number.
_ANSWERS = (100, 3.0, 10)
_BATCHES = (20, 2.0, 3)


class _Call(NamedTuple):
    method: Callable[..., Any]
    positional: tuple[Any, ...]
    named: Mapping[str, Any]


def measure(job: Job, load: Callable[[Job], Runner]) -> tuple[Runner, Output, SpeedFigures]:
    """Load a model and time it on the job's one sample.

    Args:
        job: What to run; ``speed_batches`` are the sizes of batches.
        load: Makes the runner.

    Returns:
        The runner, its answer to the sample, and the figures.

    Raises:
        RunFailed: The model cannot be loaded, gives no usable answer, or does not take several samples at once.
    """
    (sample,) = job.samples
    before = _held()
    started = time.perf_counter()
    runner = load(job)
    load_seconds = time.perf_counter() - started
    with _kept_calls(runner.loaded.model) as calls:
        output = runner.output(sample)
    clock = _Clock(runner.loaded.model.device)
    latency = _latency(clock.times(lambda: runner.output(sample), _ANSWERS))
    throughput = [_throughput(clock, calls, batch) for batch in job.speed_batches]
    return (
        runner,
        output,
        SpeedFigures(
            device=clock.device,
            threads=job.threads,
            hardware=hardware(clock.accelerator),
            input_tokens=_input_tokens(calls),
            output_tokens=written if isinstance(written := getattr(output, "tokens", None), int) else None,
            load_seconds=round(load_seconds, 6),
            warmups=_WARMUPS,
            latency=latency,
            throughput=throughput,
            memory=Memory(before=before, peak=max(before, _peak()), device_peak=clock.device_peak),
            processors_busy=round(clock.processor_seconds / clock.seconds, 2),
        ),
    )


class _Clock:
    """Times calls, and adds up how long all of them took and how long processors worked on them."""

    def __init__(self, device: torch.device) -> None:
        self.seconds = self.processor_seconds = 0.0
        self._cuda = device.type == "cuda"
        self.device: DeviceName = "cuda" if self._cuda else "cpu"
        self.accelerator = torch.cuda.get_device_name(device) if self._cuda else ""

    @property
    def device_peak(self) -> int | None:
        """Bytes held on the GPU at most."""
        return int(torch.cuda.max_memory_allocated()) if self._cuda else None

    def times(self, call: Callable[[], object], limits: tuple[int, float, int]) -> list[float]:
        """How long each call takes, in seconds."""
        most, seconds, least = limits
        for _ in range(_WARMUPS):
            self._time(call)
        taken: list[float] = []
        began, worked = time.perf_counter(), time.process_time()
        while len(taken) < least or (len(taken) < most and time.perf_counter() - began < seconds):
            taken.append(self._time(call))
        self.seconds += time.perf_counter() - began
        self.processor_seconds += time.process_time() - worked
        return taken

    def _time(self, call: Callable[[], object]) -> float:
        started = time.perf_counter()
        call()
        if self._cuda:
            torch.cuda.synchronize()
        return time.perf_counter() - started


def _latency(taken: list[float]) -> Latency:
    taken = sorted(taken)
    return Latency(p50=round(_percentile(taken, 0.50), 6), p95=round(_percentile(taken, 0.95), 6), repeats=len(taken))


def _percentile(ordered: list[float], share: float) -> float:
    """The smallest of ``ordered`` that at least this share of them does not exceed (nearest rank)."""
    return ordered[math.ceil(share * len(ordered)) - 1]


def _throughput(clock: _Clock, calls: list[_Call], batch: int) -> Throughput:
    repeated = [_repeated(call, batch) for call in calls]

    def run() -> None:
        for call in repeated:
            call()

    with torch.no_grad():
        try:
            taken = clock.times(run, _BATCHES)
        except (RuntimeError, ValueError, TypeError, IndexError) as error:
            words = " ".join(str(error).split())
            raise RunFailed(f"{batch} samples at once: {type(error).__name__}: {words}") from error
    return Throughput(batch=batch, per_second=float(f"{batch * len(taken) / sum(taken):.4g}"), repeats=len(taken))


@contextmanager
def _kept_calls(model: Any) -> Iterator[list[_Call]]:
    """The calls of ``model`` that are made inside, without those that they make themselves.

    Raises:
        RunFailed: There were none.
    """
    calls: list[_Call] = []
    names = [name for name in ("forward", "generate") if hasattr(model, name)]
    busy = False

    def keeping(method: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(method)  # transformers looks at the names of the parameters.
        def call(*positional: Any, **named: Any) -> Any:
            nonlocal busy
            if busy:
                return method(*positional, **named)
            calls.append(_Call(method, positional, named))
            busy = True
            try:
                return method(*positional, **named)
            finally:
                busy = False

        return call

    before = {name: vars(model)[name] for name in names if name in vars(model)}
    for name in names:
        setattr(model, name, keeping(getattr(model, name)))
    try:
        yield calls
    finally:
        for name in names:
            delattr(model, name)
        vars(model).update(before)
    if not calls:
        raise RunFailed("the model is not called as a whole, so several samples at once cannot be timed")


def _repeated(call: _Call, batch: int) -> Callable[[], Any]:
    def several(value: Any) -> Any:
        if isinstance(value, torch.Tensor) and value.dim():
            return value.repeat(batch, *[1] * (value.dim() - 1))
        return value

    positional = [several(value) for value in call.positional]
    named = {name: several(value) for name, value in call.named.items()}
    return functools.partial(call.method, *positional, **named)


def _input_tokens(calls: list[_Call]) -> int | None:
    """How many tokens the model reads for the sample, padding left out; ``None`` where it reads none."""
    counts = [_tokens(call.named) for call in calls]
    return sum(counts) or None


def _tokens(named: Mapping[str, Any]) -> int:
    if "input_ids" not in named:
        return 0
    mask = named.get("attention_mask")
    return int(named["input_ids"].numel() if mask is None else mask.sum())


def _held() -> int:
    """Bytes that this process holds now."""
    return _status("VmRSS") or _most()


def _peak() -> int:
    """Bytes that it held at most. Of a process that was forked, Linux counts from there on."""
    return _status("VmHWM") or _most()


def _most() -> int:
    """The same where there is no ``/proc``: KiB, on macOS bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _status(name: str) -> int:
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1]) * 1024
    return 0
