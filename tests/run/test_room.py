"""Models that share memory: who fits beside whom, and in which order."""

from __future__ import annotations

import threading
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from patience import PATIENCE

from generator.run.room import Room, expected_memory
from generator.run.trouble import RunFailed


def started(room: Room, needs: list[int | None]) -> tuple[list[threading.Event], threading.Event]:
    """A thread for each need, which keeps its place until the last event is set."""
    events, leave = [threading.Event() for _ in needs], threading.Event()

    def keep(need: int | None, event: threading.Event) -> None:
        with room.place(need):
            event.set()
            leave.wait(PATIENCE)

    for need, event in zip(needs, events, strict=True):
        threading.Thread(target=keep, args=(need, event)).start()
    return events, leave


def test_what_fits_runs_at_once_and_knows_that_it_was_not_alone() -> None:
    room = Room(10)
    with room.place(6) as first:
        assert not first.shared
        with room.place(4) as second:
            assert first.shared
            assert second.shared
    with room.place(4) as third:
        assert not third.shared
    assert first.shared


@pytest.mark.parametrize("need", [5, None])
def test_what_does_not_fit_waits(need: int | None) -> None:
    room = Room(10)
    with room.place(6):
        (event,), leave = started(room, [need])
        assert not event.wait(0.05)
    assert event.wait(PATIENCE)
    leave.set()


def test_one_model_always_fits() -> None:
    with Room(10).place(11), Room(-5).place(1):
        pass


def test_who_needs_much_is_not_passed_by_for_ever() -> None:
    room = Room(10)
    with ExitStack() as stack:
        stack.enter_context(room.place(5))
        (large,), leave = started(room, [None])
        while not room.waiting:
            pass
        (small,), leave_too = started(room, [1])
        assert not small.wait(0.05)
        stack.close()
        assert large.wait(PATIENCE)
        assert not small.is_set()
        leave.set()
        assert small.wait(PATIENCE)
        leave_too.set()


def test_a_closed_room_lets_nobody_in() -> None:
    room = Room(10)
    room.close()
    with pytest.raises(RunFailed), room.place(1):
        pass


@given(st.lists(st.integers(1, 12) | st.none(), max_size=8))
@settings(max_examples=30)
def test_everybody_gets_a_place_and_nobody_takes_another_ones(needs: list[int | None]) -> None:
    room, lock, inside, seen = Room(10), threading.Lock(), list[int | None](), list[list[int | None]]()

    def run(need: int | None) -> None:
        with room.place(need):
            with lock:
                inside.append(need)
                seen.append([*inside])
            with lock:
                inside.remove(need)

    threads = [threading.Thread(target=run, args=(need,)) for need in needs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert len(seen) == len(needs)
    for together in seen:
        assert len(together) == 1 or (None not in together and sum(need or 0 for need in together) <= 10)


def test_what_a_model_will_take_is_told_by_its_weights(tmp_path: Path) -> None:
    (tmp_path / "weights").write_bytes(b"1234")
    (tmp_path / "vocab").write_bytes(b"1234567")
    files = {"a.safetensors": tmp_path / "weights", "vocab.txt": tmp_path / "vocab"}
    assert expected_memory(files) == 2**29 + 12
