"""Models kept within a budget: what goes first, what never goes, and who waits for whom."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from patience import PATIENCE

from generator.store import Kept, ModelCache, NoRoom

MIB = 2**20
ROOT = Path(__file__).resolve().parents[2]


def put(cache: ModelCache, name: str, size: int, used_at: float | None = None) -> Path:
    """Fetch a model of one file."""

    def fetch(kept: Kept) -> Path:
        kept.make_room(size, size)
        (kept.folder / "weights").write_bytes(bytes(size))
        return kept.folder

    with cache.held(name, fetch) as folder:
        pass
    if used_at is not None:
        os.utime(folder, (used_at, used_at))
    return folder


def held(cache: ModelCache, name: str) -> AbstractContextManager[Path]:
    """Hold what is there of a model."""
    return cache.held(name, lambda kept: kept.folder)


def names(*folders: Path) -> list[bool]:
    return [folder.exists() for folder in folders]


def test_the_least_recently_used_goes_first(tmp_path: Path) -> None:
    cache = ModelCache(tmp_path, 3 * MIB)
    a, b, c = (put(cache, name, MIB, used_at) for name, used_at in (("a", 20), ("b", 10), ("c", 30)))
    with held(cache, "b"):
        pass  # Being used is enough to be the last.
    d = put(cache, "d", MIB)
    assert names(a, b, c, d) == [False, True, True, True]
    e = put(cache, "e", 2 * MIB)
    assert names(b, c, d, e) == [False, False, True, True]


def test_without_a_budget_everything_stays(tmp_path: Path) -> None:
    cache = ModelCache(tmp_path)
    assert all(names(*(put(cache, name, MIB) for name in "abcdef")))


def test_what_is_in_use_is_not_removed_but_waited_for(tmp_path: Path) -> None:
    cache = ModelCache(tmp_path, 2 * MIB)
    put(cache, "old", MIB, 1)
    fetched = threading.Event()

    def fetch() -> None:
        put(cache, "next", 2 * MIB)
        fetched.set()

    with held(cache, "old") as old:
        fetching = threading.Thread(target=fetch)
        fetching.start()
        assert not fetched.wait(0.5)
        assert (old / "weights").exists()
    fetching.join(PATIENCE)
    assert fetched.is_set()
    assert not old.exists()


def test_what_is_being_fetched_has_its_room_reserved(tmp_path: Path) -> None:
    cache = ModelCache(tmp_path, 3 * MIB)
    done: list[str] = []

    def fetch_b() -> None:
        put(cache, "b", 2 * MIB)
        done.append("b")

    def fetch_a(kept: Kept) -> threading.Thread:
        kept.make_room(2 * MIB, 2 * MIB)
        fetching = threading.Thread(target=fetch_b)
        fetching.start()
        fetching.join(0.3)
        done.append("a")
        (kept.folder / "weights").write_bytes(bytes(2 * MIB))
        return fetching

    with cache.held("a", fetch_a) as fetching:
        pass
    fetching.join(PATIENCE)
    assert done == ["a", "b"]


def test_a_model_that_is_larger_than_the_budget_is_told_at_once(tmp_path: Path) -> None:
    cache = ModelCache(tmp_path, MIB)
    with pytest.raises(NoRoom, match=r"^it takes 2.0 MiB, and verify.disk allows 1.0 MiB for all models$"):
        put(cache, "a", 2 * MIB)


def test_other_revisions_of_a_model_make_room_for_it(tmp_path: Path) -> None:
    cache = ModelCache(tmp_path, 3 * MIB)
    folder = put(cache, "a", 2 * MIB)
    (folder / "weights").rename(folder / "older")
    put(cache, "a", 2 * MIB)
    assert [path.name for path in folder.iterdir()] == ["weights"]
    (folder / "weights").rename(folder / "older")
    with held(cache, "a"):  # Somebody reads the older one.
        fetching = threading.Thread(target=put, args=(cache, "a", 2 * MIB))
        fetching.start()
        fetching.join(0.4)
        assert [path.name for path in folder.iterdir()] == ["older"]
    fetching.join(PATIENCE)
    assert [path.name for path in folder.iterdir()] == ["weights"]


def test_many_who_fetch_with_little_room_all_come_to_an_end(tmp_path: Path) -> None:
    cache = ModelCache(tmp_path, 3 * MIB)
    for name in "abc":  # Each has an older revision that is in the way of the others.
        folder = put(cache, name, MIB)
        (folder / "weights").rename(folder / "older")
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda name: put(cache, name, 2 * MIB), "abcabcabc"))
    assert len(set(found)) == 3


def test_another_process_holds_a_model_until_it_ends_however_it_does(tmp_path: Path) -> None:
    cache = ModelCache(tmp_path, 2 * MIB)
    used = put(cache, "used", MIB, 1)
    program = """
import sys, time
from pathlib import Path
from generator.store import ModelCache
with ModelCache(Path(sys.argv[1]), 2**21).held("used", lambda kept: None):
    print("held", flush=True)
    time.sleep(600)
"""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", program, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        put(cache, "a", MIB)
        assert used.exists()
        other.kill()
    put(cache, "b", 2 * MIB)
    assert not used.exists()


def test_what_a_killed_download_left_counts_and_goes(tmp_path: Path) -> None:
    cache = ModelCache(tmp_path, 2 * MIB)
    with held(cache, "cut off") as folder:
        (folder / "blobs").mkdir()
        (folder / "blobs" / "x.incomplete").write_bytes(bytes(2 * MIB))
    put(cache, "a", MIB)
    assert not folder.exists()
