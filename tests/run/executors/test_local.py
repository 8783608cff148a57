"""Several models at a time on this machine. The models do what the test says, in the product's own servers."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
from patience import PATIENCE, until

from generator import store
from generator.config import Config, VerifyConfig
from generator.record import RunRecord
from generator.run.executors import local
from generator.run.executors.local import AHEAD, jobs_for
from generator.run.inspect import ModelFolder
from generator.run.isolation.watch import children, descendants
from generator.run.machine import processors
from generator.run.sources import Sources
from generator.run.verify import Event, verify

from ..isolation.conftest import faults  # noqa: TID252  the tests are no package that could be named
from .conftest import timeless, write

ROOT = Path(__file__).parents[3]


def run(hub: Path, jobs: int) -> tuple[list[RunRecord], list[Event]]:
    config = msgspec.convert({"verify": {"jobs": jobs, "timeout": PATIENCE}}, Config)
    events: list[Event] = []
    with faults(confined=False):
        return verify(hub, config, store.load_hub(hub, config), on_event=events.append), events


def test_models_run_at_the_same_time(hub: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    meeting = tmp_path_factory.mktemp("meeting")
    for name in "ab":
        write(hub, name, "meet", str(meeting))
    records, events = run(hub, 2)
    assert [record.status for record in records] == ["measured", "measured"]
    assert [event.kind for event in events] == ["started", "started", "done", "done"]
    assert [event.ended for event in events] == [0, 0, 1, 2]


def test_records_do_not_depend_on_the_number_of_jobs(hub: Path) -> None:
    deeds = ["answer", "segfault", "abort", "leave", "answer", "die", "odd_signal", "write_here", "answer_folder"]
    for number, deed in enumerate(deeds):
        write(hub, f"{number}_{deed}", deed)
    records, events = run(hub, 1)
    expected = timeless(hub)
    assert len(expected) == len(deeds)
    for file in (hub / "records").iterdir():
        file.unlink()
    again, events = run(hub, 3)
    assert timeless(hub) == expected
    assert [(r.card, r.status, r.reason) for r in again] == [(r.card, r.status, r.reason) for r in records]
    assert {event.total for event in events} == {len(deeds)}
    assert run(hub, 3)[1][0].kind == "kept"


def test_evaluations_tell_how_far_they_are(hub: Path, tmp_path: Path) -> None:
    for name, rows in (("a", 3), ("b", 5)):
        write(hub, name, "evaluate", str(tmp_path / "go"), rows=rows)
    write(hub, "c", "answer")
    told: dict[str, list[tuple[int, int]]] = {"a": [], "b": []}
    threads = set()

    def on_event(event: Event) -> None:
        threads.add(threading.current_thread())
        if event.kind == "evaluating":
            told[event.key].append((event.rows_done, event.rows))
        if all((2, rows) in told[name] for name, rows in (("a", 3), ("b", 5))):
            (tmp_path / "go").touch()  # Both are under way, and go no further before.

    config = msgspec.convert({"verify": {"jobs": 2, "timeout": PATIENCE}}, Config)
    with faults(confined=False):
        records = verify(hub, config, store.load_hub(hub, config), on_event=on_event)
    assert [record.status for record in records] == ["measured"] * 3
    assert told["a"] == [(0, 3), (2, 3), (3, 3)]
    assert told["b"] == [(0, 5), (2, 5), (5, 5)]
    assert threads == {threading.current_thread()}


def test_a_model_that_takes_too_much_in_several_processes_is_evaluated_in_one(
    hub: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "processors", lambda: 2)
    write(hub, "a", "evaluate_in_one_process", str(tmp_path), rows=4)
    config = msgspec.convert({"verify": {"jobs": 1, "timeout": PATIENCE, "memory": 2**29}}, Config)
    with faults(confined=False):
        (record,) = verify(hub, config, store.load_hub(hub, config))
    assert (record.status, record.benchmark and record.benchmark.rows) == ("measured", 4)


def test_a_model_that_was_ended_beside_another_one_is_run_again_alone(
    hub: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    meeting = tmp_path_factory.mktemp("meeting")
    write(hub, "c", "die")
    run(hub, 2)
    write(hub, "a", "die_once", str(meeting))
    write(hub, "b", "meet", str(meeting))
    records, _ = run(hub, 2)
    assert [record.status for record in records] == ["measured", "measured", "failed"]
    assert records[2].reason.startswith("the worker was ended by SIGKILL (out of memory, perhaps)")


def test_nothing_stays_behind(hub: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    write(hub, "a", "answer")
    write(hub, "b", "hang")
    before = children(os.getpid())

    def interrupt(event: Event) -> None:
        if event.kind == "done":
            raise KeyboardInterrupt

    config = msgspec.convert({"verify": {"jobs": 2}}, Config)
    with faults(confined=True), pytest.raises(KeyboardInterrupt):
        verify(hub, config, store.load_hub(hub, config), on_event=interrupt)
    assert not list(scratch.iterdir())
    assert children(os.getpid()) == before
    assert [*timeless(hub)] == ["a"]


def test_models_are_fetched_while_another_one_runs_but_few_and_only_those_that_run(
    hub: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(hub, "z", "answer")
    run(hub, 1)
    write(hub, "a", "wait_for", str(tmp_path / "go"))
    for name in "bcdef":
        write(hub, name, "answer")
    log: list[str] = []
    seen: list[int] = []

    class Watched(Sources):
        @contextmanager
        def held(self, *arguments: str) -> Iterator[ModelFolder]:
            with super().held(*arguments) as folder:
                log.append("fetched")
                yield folder
            log.append("let go")

    def go() -> None:
        until(lambda: log.count("fetched") > AHEAD)
        time.sleep(0.2)  # Others would be fetched by now.
        seen.append(log.count("fetched"))
        (tmp_path / "go").touch()

    monkeypatch.setattr(local, "Sources", Watched)
    watcher = threading.Thread(target=go)
    watcher.start()
    records, _ = run(hub, 1)
    watcher.join()
    assert [record.status for record in records] == ["measured"] * 7
    assert seen == [1 + AHEAD]
    assert log.count("fetched") == log.count("let go") == 6


COMMAND = """
import sys
sys.path.insert(0, {tests!r})
from conftest import faults
from generator.cli import main
with faults(confined=True):
    main()
"""


def test_a_run_that_is_killed_goes_on_where_it_stopped(hub: Path, tmp_path: Path) -> None:
    for number in range(4):
        write(hub, f"a{number}", "answer")
    write(hub, "z", "wait_for", str(tmp_path / "go"))
    isolation = Path(__file__).parents[1] / "isolation"
    command = [sys.executable, "-c", COMMAND.format(tests=str(isolation)), "verify", "--jobs", "2"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=hub, env=environment, stdout=subprocess.DEVNULL) as running:
        until(lambda: len(timeless(hub)) == 4)
        made = timeless(hub)
        servers = descendants(running.pid)
        running.kill()
    assert sorted(made) == ["a0", "a1", "a2", "a3"]
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in servers))
    (tmp_path / "go").touch()
    _, events = run(hub, 2)
    assert {event.key: event.kind for event in events} == {**dict.fromkeys(made, "kept"), "z": "done"}
    assert {name: text for name, text in timeless(hub).items() if name != "z"} == made


@pytest.mark.parametrize(
    ("settings", "memory", "expected"),
    [
        ({"jobs": 7}, 1, 7),
        ({}, None, processors()),
        ({}, 2**50, processors()),
        ({}, 0, 1),
        ({"threads": 256}, 2**50, max(1, processors() // 256)),
    ],
)
def test_the_number_of_jobs(settings: dict[str, int], memory: int | None, expected: int) -> None:
    assert jobs_for(msgspec.convert(settings, VerifyConfig), memory) == expected
