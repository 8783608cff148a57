"""Processors and memory, as this machine and as containers limit them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from generator.run.machine import available_memory, processors

linux = pytest.mark.skipif(sys.platform != "linux", reason="reads what Linux tells")


def group(system: Path, name: str, **files: str) -> None:
    folder = system / "sys/fs/cgroup" / name
    folder.mkdir(parents=True, exist_ok=True)
    for file, text in files.items():
        (folder / file.replace("_", ".", 1)).write_text(f"{text}\n")


@pytest.fixture
def system(tmp_path: Path) -> Path:
    """A machine with 8 GiB available, where this process is in the group ``a/b``."""
    (tmp_path / "proc/self").mkdir(parents=True)
    (tmp_path / "proc/meminfo").write_text(f"MemTotal: 99 kB\nMemAvailable: {8 * 2**20} kB\n")
    (tmp_path / "proc/self/cgroup").write_text("1:cpu:/x\n0::/a/b\n")
    return tmp_path


def test_this_machine() -> None:
    assert processors() >= 1
    assert (available_memory() or 0) > 2**20


@linux
def test_memory_is_what_is_available_and_what_the_groups_leave(system: Path) -> None:
    assert available_memory(system) == 8 * 2**30
    stat = "anon 5\nactive_file 100\ninactive_file 200"
    group(system, "a", memory_max=str(2**30), memory_current=str(2**20 + 300), memory_stat=stat)
    group(system, "a/b", memory_max="max", memory_current="7", memory_stat=stat)
    assert available_memory(system) == 2**30 - 2**20
    group(system, "a/b", memory_max="1000", memory_current="2000", memory_stat=stat)
    assert available_memory(system) == 0


@linux
def test_processors_are_those_that_the_groups_leave(system: Path) -> None:
    free = processors(system)
    group(system, "a/b", cpu_max="max 100000")
    assert processors(system) == free
    group(system, "a", cpu_max="150000 100000")
    assert processors(system) == 1
    group(system, "a", cpu_max="50000 100000")
    assert processors(system) == 1


def test_where_nothing_is_told_nothing_is_known(tmp_path: Path) -> None:
    assert processors(tmp_path) >= 1
