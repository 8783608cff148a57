"""What a model's processes take, read from ``/proc``. Where there is none, nothing is seen and nothing is limited."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

#: A model needs one process; what it started beyond these is a fork bomb.
MAX_PROCESSES = 32


def children(pid: int) -> list[int]:
    """The processes that ``pid`` is the parent of."""
    found: list[int] = []
    with suppress(OSError):
        for task in os.listdir(f"/proc/{pid}/task"):  # noqa: PTH208  it runs forty times a second
            with suppress(OSError), open(f"/proc/{pid}/task/{task}/children", "rb") as file:  # noqa: PTH123  the same
                found += [int(number) for number in file.read().split()]
    return found


def descendants(pid: int) -> list[int]:
    """The processes below ``pid``, parents before their children."""
    found = children(pid)
    for process in found:  # It grows while it is gone through.
        found += children(process)
    return found


def held(pids: Iterable[int], limit: int) -> int:
    """Bytes of memory that ``pids`` hold.

    What several of them share counts once; below ``limit`` it may count several times, which is faster to find out.
    """
    pids = list(pids)
    rough = sum(_pages(pid) for pid in pids) * os.sysconf("SC_PAGE_SIZE")
    return rough if rough <= limit or len(pids) == 1 else sum(_share(pid) for pid in pids)


def _pages(pid: int) -> int:
    with suppress(OSError, IndexError):
        return int(Path(f"/proc/{pid}/statm").read_bytes().split()[1])
    return 0


def _share(pid: int) -> int:
    """The bytes that a process holds, what it shares divided by the number of those who do."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def excess(pids: list[int], memory: int) -> str:
    """What ``pids`` take too much of; empty where they keep to the limits."""
    if len(pids) > MAX_PROCESSES:
        return f"started more than {MAX_PROCESSES} processes and was stopped"
    if held(pids, memory) > memory:
        return f"needed more than {_size(memory)} of memory and was stopped"
    return ""


def _size(count: int) -> str:
    """Bytes as people write them: ``4 GiB``."""
    unit, name = (2**30, "GiB") if count >= 2**30 else (2**20, "MiB")
    return f"{count / unit:.4g} {name}"
