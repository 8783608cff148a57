"""What this machine has for running models: processors, and memory that is available. Limits of containers count.

Source: https://docs.kernel.org/admin-guide/cgroup-v2.html (cpu.max, memory.max, memory.current, memory.stat)
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

#: Where the system's files begin.
_SYSTEM = Path("/")


def processors(system: Path = _SYSTEM) -> int:
    """How many processors this process may use, at least one."""
    usable = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    for group in _groups(system):
        with suppress(OSError, ValueError, IndexError):
            quota, period = (group / "cpu.max").read_text(encoding="ascii").split()
            usable = min(usable, int(quota) // int(period))  # "max" is no number, and no limit.
    return max(1, usable)


def available_memory(system: Path = _SYSTEM) -> int | None:
    """Bytes that may be taken without pushing others out; ``None`` where the system does not tell."""
    found = [left for group in _groups(system) if (left := _left_in(group)) is not None]
    if (free := _free(system)) is not None:
        found.append(free)
    return min(found, default=None)


def _free(system: Path) -> int | None:
    with suppress(OSError, ValueError):
        for line in (system / "proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    with suppress(ValueError, OSError, AttributeError):  # macOS tells only how much there is.
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2
    return None


def _left_in(group: Path) -> int | None:
    """What a control group may still take: files that are only cached can be dropped."""
    with suppress(OSError, ValueError):
        most = int((group / "memory.max").read_text(encoding="ascii"))
        held = int((group / "memory.current").read_text(encoding="ascii"))
        pairs = (line.split() for line in (group / "memory.stat").read_text(encoding="ascii").splitlines())
        cached = sum(int(count) for name, count in pairs if name in {"active_file", "inactive_file"})
        return max(0, most - max(0, held - cached))
    return None


def _groups(system: Path) -> Iterator[Path]:
    """This process's control group and those above it; in a container the upper ones are out of sight."""
    name, top = "", system / "sys/fs/cgroup"
    with suppress(OSError, StopIteration):
        lines = (system / "proc/self/cgroup").read_text(encoding="utf-8").splitlines()
        name = next(line for line in lines if line.startswith("0::")).removeprefix("0::").strip("/")
    group = top / name
    while group.is_relative_to(top):
        yield group
        group = group.parent
