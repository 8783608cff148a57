"""Real models in real workers: the same answers as in a process of their own, and only the model's files."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from patience import PATIENCE

from generator.run.isolation import Limits, Workers
from generator.run.job import Answer, Job
from generator.run.trouble import NotStarted, RunFailed

pytestmark = pytest.mark.run

LIMITS = Limits(timeout=PATIENCE, memory=4 * 2**30, threads=2)
TIMINGS = {"load_seconds", "sample_seconds", "benchmark_seconds"}


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(LIMITS) as found:
        yield found


def job(task: str = "text-classification") -> Job:
    values = {"task": task, "model": "", "result": "", "activation": None, "max_length": None}
    inputs = [{"text": text} for text in ("Anna really liked that movie!", "paris " * 60)]
    return Job.model_validate({**values, "threads": 2, "batch_size": 2, "samples": inputs, "rows": inputs * 3})


def files(model: Path) -> Mapping[str, Path]:
    return {file.name: file for file in model.iterdir()}


def timeless(answer: Answer) -> str:
    kept = answer.model_dump_json(exclude={**dict.fromkeys(TIMINGS, True), "environment": {"isolation"}})
    assert answer.environment is not None
    assert answer.environment.isolation is not None
    return kept


def test_a_fork_answers_byte_by_byte_what_a_process_of_its_own_answers(workers: Workers, news_model: Path) -> None:
    with Workers(LIMITS, forks=False) as alone:
        expected = timeless(alone.run(job(), files(news_model)))
    assert [timeless(workers.run(job(), files(news_model))) for _ in range(2)] == [expected] * 2
    assert '"threads":2' in expected
    assert workers.server is not None
    assert len(list(Path(f"/proc/{workers.server.pid}/task").iterdir())) == 1  # Others would not outlive the fork.


def test_reasons_do_not_name_the_temporary_folder(workers: Workers, news_model: Path, tmp_path: Path) -> None:
    model = tmp_path / "model"
    shutil.copytree(news_model, model)
    (model / "model.safetensors").write_bytes(b"\x10" * 4_000)
    with pytest.raises(RunFailed, match=r"^the model cannot be loaded: ") as caught:
        workers.run(job(), files(model))
    assert "modelhub-" not in str(caught.value)
    assert workers.run(job(), files(news_model)).outputs


def test_no_room_on_the_disk_is_no_fault_of_the_model(
    news_model: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    small_disk: Callable[[Path], None],
    fill: Callable[[Path], None],
) -> None:
    disk = tmp_path / "disk"
    small_disk(disk)
    fill(disk)
    monkeypatch.setattr("tempfile.tempdir", str(disk))
    with Workers(LIMITS) as found, pytest.raises(NotStarted, match="No space left on device") as caught:
        found.run(job(), files(news_model))
    assert caught.value.passing
