"""How fast a model is, how large, and on what that was measured: ``ModelSize`` and ``Speed``.

A size is the same wherever it is looked at. A speed is of one machine at one time, so it stands beside the timings:
nothing in it is reproducible, and nothing else in a record depends on it.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.part import Part

DeviceName = Literal["cpu", "cuda"]

Seconds = Annotated[float, Field(ge=0, description="Rounded to microseconds.")]


class ModelSize(Part):
    """How large a model is.

    Attributes:
        parameters: The numbers that were learned, those that several layers share counted once.
        weight_bytes: Of the weight files on disk.
        total_bytes: Of all files that the run read: weights, tokenizer, settings.
    """

    parameters: int
    weight_bytes: int
    total_bytes: int


class Hardware(Part):
    """What a speed was measured on.

    Attributes:
        processor: As it names itself; empty where it does not.
        cores: Physical ones; ``None`` where the system does not tell.
        logical_processors: Those that the process was allowed to use.
        memory: Bytes of main memory.
        accelerator: The GPU, as it names itself; empty where none was used.
    """

    processor: str
    cores: int | None
    logical_processors: int
    memory: int
    accelerator: str = ""


class Latency(Part):
    """How long one answer takes: from the sample as text to what the record would keep, one sample at a time.

    Attributes:
        p50: The median, in seconds.
        p95: Of twenty answers, nineteen took no longer, in seconds.
        repeats: How many answers were timed.
    """

    p50: Seconds
    p95: Seconds
    repeats: int


class Throughput(Part):
    """How many samples a second go through the model at once: the same sample, ``batch`` times, and nothing padded.

    It is the model alone: what turns text into tokens before and tokens into an answer behind it is not in it.

    Attributes:
        batch: Samples at once.
        per_second: Samples a second.
        repeats: How many batches were timed.
    """

    batch: int
    per_second: Annotated[float, Field(gt=0, description="Rounded to 4 significant digits.")]
    repeats: int


class Memory(Part):
    """Bytes of memory that the model's process held.

    Attributes:
        before: With Python, torch and transformers, before the model was loaded.
        peak: At most, from then on: loading, one sample at a time, and every batch that was timed.
        device_peak: At most on the GPU; ``None`` where none was used.
    """

    before: int
    peak: int
    device_peak: int | None = None


class SpeedFigures(Part):
    """What was measured, in a process of its own in which nothing else ran.

    Attributes:
        device: What the model computed on, always in float32.
        threads: That it computed with.
        hardware: The machine.
        input_tokens: Of the sample, special ones included; ``None`` where it is not made of tokens.
        output_tokens: That the model wrote; ``None`` where it writes none.
        load_seconds: From files that had just been read to a model that is ready; libraries were imported before.
        warmups: Answers, or batches, that came before the timed ones and do not count.
        latency: One sample at a time.
        throughput: Several at once, by the size of the batch.
        memory: What the process held.
        processors_busy: How many processors the process kept busy while it was timed. About ``threads`` on a machine
            with nothing else to do; less says that others took part of it, and the figures are too low.
    """

    device: DeviceName
    threads: int
    hardware: Hardware
    input_tokens: int | None = None
    output_tokens: int | None = None
    load_seconds: Seconds
    warmups: int
    latency: Latency
    throughput: list[Throughput]
    memory: Memory
    processors_busy: float


class Speed(Part):
    """What measuring the speed of a model gave.

    Attributes:
        measured_at: When: UTC, ISO 8601.
        sample: Which input it was measured on: ``sample 1`` of the card, or ``row 1 of data/test.jsonl``.
        problem: What could not be measured, and why; empty where all was.
        figures: ``None`` where nothing could.
    """

    measured_at: str
    sample: str
    problem: str = ""
    figures: SpeedFigures | None = None
