"""Models kept within a budget: what goes first, what never goes, and who waits for whom."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from generator.store import ModelCache, NoRoom

MIB = 2**20
ROOT = Path(__file__).resolve().parents[2]


def put(cache: ModelCache, name: str, size: int, used_at: float | None = None) -> Path:
    """Fetch a model of one file."""
    with cache.held(name) as kept:
        kept.make_room(size, lambda: size)
        (kept.folder / "weights").write_bytes(bytes(size))
    if used_at is not None:
        os.utime(kept.folder, (used_at, used_at))
    return kept.folder


def names(*folders: Path) -> list[bool]:
    return [folder.exists() for folder in folders]


def test_the_least_recently_used_goes_first(tmp_path: Path) -> None:
    cache = ModelCache(tmp_path, 3 * MIB)
    a, b, c = (put(cache, name, MIB, used_at) for name, used_at in (("a", 20), ("b", 10), ("c", 30)))
    with cache.held("b"):
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

    with cache.held("old") as old:
        fetching = threading.Thread(target=fetch)
        fetching.start()
        assert not fetched.wait(0.5)
        assert (old.folder / "weights").exists()
    fetching.join(10)
    assert fetched.is_set()
    assert not old.folder.exists()


def test_what_is_being_fetched_has_its_room_reserved(tmp_path: Path) -> None:
    cache = ModelCache(tmp_path, 3 * MIB)
    done: list[str] = []

    def fetch() -> None:
        put(cache, "b", 2 * MIB)
        done.append("b")

    with cache.held("a") as kept:
        kept.make_room(2 * MIB, lambda: 2 * MIB)
        fetching = threading.Thread(target=fetch)
        fetching.start()
        time.sleep(0.3)
        done.append("a")
    fetching.join(10)
    assert done == ["a", "b"]


def test_a_model_that_is_larger_than_the_budget_is_told_at_once(tmp_path: Path) -> None:
    cache = ModelCache(tmp_path, MIB)
    with pytest.raises(NoRoom, match=r"^it takes 2.0 MiB, and verify.disk allows 1.0 MiB for all models$"):
        put(cache, "a", 2 * MIB)


def test_other_revisions_of_a_model_make_room_for_it(tmp_path: Path) -> None:
    cache = ModelCache(tmp_path, 3 * MIB)
    folder = put(cache, "a", 2 * MIB)
    with cache.held("a") as kept:
        kept.make_room(2 * MIB, lambda: 2 * MIB)
        assert not (folder / "weights").exists()
    put(cache, "a", 2 * MIB)
    with cache.held("a") as kept, ExitStack() as other:
        other.enter_context(cache.held("a"))  # Somebody else reads the other revision.
        waiting = threading.Thread(target=kept.make_room, args=(2 * MIB, lambda: 2 * MIB))
        waiting.start()
        waiting.join(0.4)
        assert (folder / "weights").exists()
        other.close()
        waiting.join(10)
        assert not (folder / "weights").exists()


def test_two_who_fetch_one_model_need_its_room_once(tmp_path: Path) -> None:
    cache = ModelCache(tmp_path, 3 * MIB)
    weights: list[Path] = []

    def missing() -> int:
        return 0 if weights and weights[0].exists() else 2 * MIB

    with cache.held("a") as first, cache.held("a") as second:
        first.make_room(2 * MIB, missing)
        waiting = threading.Thread(target=second.make_room, args=(2 * MIB, missing))
        weights.append(first.folder / "weights")
        (first.folder / "x.incomplete").write_bytes(bytes(2 * MIB))
        waiting.start()
        waiting.join(0.3)
        assert waiting.is_alive()
        (first.folder / "x.incomplete").rename(weights[0])
        waiting.join(10)
        assert not waiting.is_alive()
        assert weights[0].exists()


def test_another_process_holds_a_model_until_it_ends_however_it_does(tmp_path: Path) -> None:
    cache = ModelCache(tmp_path, 2 * MIB)
    used = put(cache, "used", MIB, 1)
    program = """
import sys, time
from pathlib import Path
from generator.store import ModelCache
with ModelCache(Path(sys.argv[1]), 2**21).held("used"):
    print("held", flush=True)
    time.sleep(60)
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
    with cache.held("cut off") as kept:
        (kept.folder / "blobs").mkdir()
        (kept.folder / "blobs" / "x.incomplete").write_bytes(bytes(2 * MIB))
    put(cache, "a", MIB)
    assert not kept.folder.exists()
