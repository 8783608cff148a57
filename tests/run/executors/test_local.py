"""Several models at a time on this machine. The models do what the test says, in the product's own servers."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator import store
from generator.config import Config, VerifyConfig
from generator.record import RunRecord
from generator.run.executors.local import jobs_for
from generator.run.machine import processors
from generator.run.verify import Event, verify

from ..isolation.conftest import faults  # noqa: TID252  the tests are no package that could be named
from .conftest import timeless, write


def run(hub: Path, jobs: int) -> tuple[list[RunRecord], list[Event]]:
    config = Config.model_validate({"verify": {"jobs": jobs, "timeout": 60}})
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


def test_a_model_that_was_ended_beside_another_one_is_run_again_alone(
    hub: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    meeting = tmp_path_factory.mktemp("meeting")
    write(hub, "a", "die_once", str(meeting))
    write(hub, "b", "meet", str(meeting))
    write(hub, "c", "die")
    records, _ = run(hub, 2)
    assert [record.status for record in records] == ["measured", "measured", "failed"]
    assert records[2].reason.startswith("the worker was ended by SIGKILL (out of memory, perhaps)")


def test_nothing_stays_behind(hub: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    write(hub, "a", "answer")
    write(hub, "b", "hang")

    def interrupt(event: Event) -> None:
        if event.kind == "done":
            raise KeyboardInterrupt

    config = Config.model_validate({"verify": {"jobs": 2}})
    with faults(confined=True), pytest.raises(KeyboardInterrupt):
        verify(hub, config, store.load_hub(hub, config), on_event=interrupt)
    assert not list(scratch.iterdir())
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
    assert [*timeless(hub)] == ["a"]


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
    assert jobs_for(VerifyConfig.model_validate(settings), memory) == expected
