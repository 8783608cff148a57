"""The worker process: what it knows, and how it ends."""

from __future__ import annotations

import os
import shutil
import signal
import threading
import time
from pathlib import Path

import pytest

from generator.run.job import Answer, Job
from generator.run.process import run_in_worker
from generator.run.trouble import RunFailed

pytestmark = pytest.mark.run


def run(model: Path, *, timeout: float = 120) -> Answer:
    job = Job(
        task="text-classification",
        model="",
        result="",
        activation=None,
        max_length=None,
        threads=1,
        batch_size=2,
        samples=[{"text": "Anna really liked that movie!"}],
    )
    return run_in_worker(job, {file.name: file for file in model.iterdir()}, timeout)


def children() -> list[int]:
    files = Path("/proc/self/task").glob("*/children")
    return [int(number) for file in files for number in file.read_text().split()]


def started_worker() -> int:
    """The worker's process, once it runs our code and is no mere copy of this process any more."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        for child in children():
            if b"run.worker" in Path(f"/proc/{child}/cmdline").read_bytes():
                return child
        time.sleep(0.01)
    raise TimeoutError


def test_a_worker_sees_neither_our_environment_nor_our_folder(
    news_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bytes] = []

    def look() -> None:
        seen.append(Path(f"/proc/{started_worker()}/environ").read_bytes())

    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sitecustomize.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    (tmp_path / "torch.py").write_text("raise SystemExit('the wrong torch')")
    looking = threading.Thread(target=look)
    looking.start()
    assert len(run(news_model).outputs) == 1
    looking.join()
    assert not (tmp_path / "ran").exists()
    assert b"HF_HUB_OFFLINE=1" in seen[0]
    assert b"hf_secret" not in seen[0]
    assert str(tmp_path).encode() not in seen[0]
    assert children() == []


def test_a_model_that_takes_too_long_is_stopped(news_model: Path) -> None:
    started = time.monotonic()
    with pytest.raises(RunFailed, match=r"^took longer than 0.3 s and was stopped$"):
        run(news_model, timeout=0.3)
    assert time.monotonic() - started < 10
    assert children() == []


def test_a_crash_names_its_signal(news_model: Path) -> None:
    def crash() -> None:
        os.kill(started_worker(), signal.SIGSEGV)

    crashing = threading.Thread(target=crash)
    crashing.start()
    with pytest.raises(RunFailed, match=r"^the worker was ended by SIGSEGV"):
        run(news_model)
    crashing.join()


def test_reasons_do_not_name_the_temporary_folder(news_model: Path, tmp_path: Path) -> None:
    model = tmp_path / "model"
    shutil.copytree(news_model, model)
    (model / "model.safetensors").write_bytes(b"\x10" * 4_000)
    with pytest.raises(RunFailed, match=r"^the model cannot be loaded: ") as caught:
        run(model)
    assert "modelhub-" not in str(caught.value)
