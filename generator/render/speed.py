"""How large and how fast a model is: figures of a record as rows of a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.render.charts import BarChart, latency_chart, throughput_chart
from generator.render.units import amount, duration

if TYPE_CHECKING:
    from generator.record import RunRecord
    from generator.speed import Hardware, ModelSize, Speed, SpeedFigures

#: A process that was kept from the processor for more than a tenth of the time was not alone on the machine.
_UNDISTURBED = 0.9


@dataclass(frozen=True, slots=True)
class Figure:
    """A row: a figure, and how it is meant."""

    name: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SpeedView:
    """The whole section.

    Attributes:
        figures: The table.
        measured_at: When the speed was measured, as the record has it; empty where it was not.
        conditions: What it was measured on, and how.
        warnings: What makes the figures worth less, or is missing.
        latency, throughput: Charts of these; ``None`` where there is too little to draw.
    """

    figures: tuple[Figure, ...]
    measured_at: str
    conditions: tuple[str, ...]
    warnings: tuple[str, ...]
    latency: BarChart | None = None
    throughput: BarChart | None = None


def speed_view(record: RunRecord) -> SpeedView | None:
    """The size and the speed in a record; ``None`` where it has neither."""
    speed = record.speed
    if record.size is None and speed is None:
        return None
    measured = speed.figures if speed else None
    return SpeedView(
        figures=(*_size(record.size), *(_speed(measured) if measured else ())),
        measured_at=speed.measured_at if speed and measured else "",
        conditions=tuple(_conditions(speed, measured)) if speed and measured else (),
        warnings=tuple(_warnings(speed)) if speed else (),
        latency=latency_chart(measured) if measured else None,
        throughput=throughput_chart(measured) if measured else None,
    )


def _size(size: ModelSize | None) -> Iterator[Figure]:
    if size:
        yield Figure("Parameters", f"{size.parameters:,}")
        yield Figure("Weights on disk", amount(size.weight_bytes), f"{amount(size.total_bytes)} with all other files")


def _speed(figures: SpeedFigures) -> Iterator[Figure]:
    yield Figure("Loading", duration(figures.load_seconds), "files in the disk cache, libraries imported before")
    latency = figures.latency
    answers = _count(latency.repeats, "answer")
    yield Figure("Latency, median", duration(latency.p50), f"batch of 1, from text to answer; {answers}")
    yield Figure("Latency, 95th percentile", duration(latency.p95), "of the same")
    for found in figures.throughput:
        note = f"samples a second, the model alone; {_count(found.repeats, 'batch', 'batches')}"
        yield Figure(f"Throughput, batch of {found.batch}", f"{found.per_second:,.4g}", note)
    memory = figures.memory
    note = f"{amount(memory.before)} of it before the model was loaded"
    yield Figure("Memory at most", amount(memory.peak), note)
    if memory.device_peak is not None:
        yield Figure("GPU memory at most", amount(memory.device_peak))


def _conditions(speed: Speed, figures: SpeedFigures) -> Iterator[str]:
    tokens = [f"{figures.input_tokens:,} tokens read"] if figures.input_tokens else []
    tokens += [f"{figures.output_tokens:,} written"] if figures.output_tokens else []
    yield f"{speed.sample} ({', '.join(tokens)})" if tokens else speed.sample
    yield f"{figures.device}, float32, {_count(figures.threads, 'thread')}"
    yield from _hardware(figures.hardware)
    yield f"{_count(figures.warmups, 'warm-up run')} before each figure"


def _hardware(hardware: Hardware) -> Iterator[str]:
    if hardware.accelerator:
        yield hardware.accelerator
    cores = f"{_count(hardware.cores, 'core')}, " if hardware.cores else ""
    logical = _count(hardware.logical_processors, "logical processor")
    yield f"{hardware.processor or 'a processor without a name'} ({cores}{logical})"
    yield f"{amount(hardware.memory)} of memory"


def _warnings(speed: Speed) -> Iterator[str]:
    figures = speed.figures
    if speed.problem:
        what = "Batches of several samples were not measured" if figures else "The speed was not measured"
        yield f"{what}: {speed.problem}."
    if figures and figures.device == "cpu" and figures.processors_busy < _UNDISTURBED:
        share = f"a processor for {figures.processors_busy:.0%} of the time"
        yield f"Something else ran on the machine: the model had {share}, and is faster than this."


def _count(number: int, noun: str, several: str = "") -> str:
    return f"{number:,} {noun if number == 1 else several or f'{noun}s'}"
