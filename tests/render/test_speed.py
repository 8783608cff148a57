"""Sizes and speeds as people read them, with what makes them worth less."""

from __future__ import annotations

import pytest
from site_maker import SIZE, SPEED, make_record

from generator.render.speed import amount, duration, speed_view
from generator.speed import Speed, SpeedFigures


def changed(**changes: object) -> Speed:
    assert SPEED.figures is not None
    return SPEED.model_copy(update={"figures": SpeedFigures.model_validate({**dict(SPEED.figures), **changes})})


def test_without_figures_there_is_no_section() -> None:
    assert speed_view(make_record("a", "verified")) is None
    view = speed_view(make_record("a", "verified", size=SIZE))
    assert view is not None
    assert [figure.name for figure in view.figures] == ["Parameters", "Weights on disk"]
    assert (view.measured_at, view.conditions, view.warnings) == ("", (), ())


def test_a_model_that_writes_on_a_gpu() -> None:
    assert SPEED.figures is not None
    memory = SPEED.figures.memory.model_copy(update={"device_peak": 2**31})
    hardware = SPEED.figures.hardware.model_copy(update={"accelerator": "Example GPU", "cores": None, "processor": ""})
    speed = changed(device="cuda", output_tokens=1, memory=memory, hardware=hardware, processors_busy=0.5)
    view = speed_view(make_record("a", "verified", speed=speed))
    assert view is not None
    assert ("GPU memory at most", "2.15 GB") in [(figure.name, figure.value) for figure in view.figures]
    assert view.conditions[:4] == (
        "sample 1 (12 tokens read, 1 written)",
        "cuda, float32, 1 thread",
        "Example GPU",
        "a processor without a name (8 logical processors)",
    )
    assert view.warnings == ()


def test_what_makes_figures_worth_less_is_said() -> None:
    view = speed_view(make_record("a", "verified", speed=changed(processors_busy=0.29)))
    assert view is not None
    assert view.warnings == (
        "Something else ran on the machine: the model had a processor for 29% of the time, and is faster than this.",
    )
    part = SPEED.model_copy(update={"problem": "needed more than 8 GiB of memory and was stopped"})
    view = speed_view(make_record("a", "verified", speed=part))
    assert view is not None
    assert view.warnings == (
        "Batches of several samples were not measured: needed more than 8 GiB of memory and was stopped.",
    )
    view = speed_view(make_record("a", "verified", speed=part.model_copy(update={"figures": None})))
    assert view is not None
    assert view.warnings == ("The speed was not measured: needed more than 8 GiB of memory and was stopped.",)
    assert (view.figures, view.measured_at) == ((), "")


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1 kB"),
        (999_499, "999 kB"),
        (999_600, "1 MB"),
        (1_900_000, "1.9 MB"),
        (2 * 10**15, "2,000 TB"),
    ],
)
def test_amounts(count: int, text: str) -> None:
    assert amount(count) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.000412, "0.412 ms"), (0.01234, "12.3 ms"), (0.9996, "1 s"), (2.5, "2.5 s"), (2346.0, "2,350 s")],
)
def test_durations(seconds: float, text: str) -> None:
    assert duration(seconds) == text
