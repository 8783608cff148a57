"""The machine that this process runs on."""

from __future__ import annotations

import os
import platform
from contextlib import suppress
from pathlib import Path

from generator.speed import Hardware


def hardware(accelerator: str = "") -> Hardware:
    """What a speed is measured on; ``accelerator`` names the GPU, where one is used."""
    described = _cpuinfo()
    names = [value for key, value in described if key == "model name"]
    return Hardware(
        processor=names[0] if names else platform.processor() or platform.machine(),
        cores=_cores(described),
        logical_processors=_allowed(),
        memory=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        accelerator=accelerator,
    )


def _cpuinfo() -> list[tuple[str, str]]:
    """What Linux says of each logical processor, one after the other."""
    with suppress(OSError):
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
        pairs = (line.partition(":") for line in lines)
        return [(key.strip(), value.strip()) for key, _, value in pairs]
    return []


def _cores(described: list[tuple[str, str]]) -> int | None:
    """How many physical cores there are: pairs of package and core; ``None`` where that is not told."""
    packages = [value for key, value in described if key == "physical id"]
    cores = [value for key, value in described if key == "core id"]
    return len(set(zip(packages, cores, strict=False))) or None


def _allowed() -> int:
    with suppress(AttributeError):  # Not on macOS.
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
