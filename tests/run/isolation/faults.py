"""A server without torch whose "models" do what models must not: the first sample names the deed.

It is the product's own server but for what it runs: the tests start it in the place of the real one.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn

from generator.output import ClassificationOutput
from generator.run.job import MAX_FILE_BYTES, Answer, Job, JournalLine, Prediction
from generator.run.worker import confine, landlock
from generator.run.worker.main import main


def says(word: str) -> Answer:
    """An answer to the two samples of every job here."""
    return Answer(outputs=[ClassificationOutput(predicted=[word], scores=[])] * 2)


def answer(_: str) -> Answer:
    return says("fine")


def hang(_: str) -> NoReturn:
    Path("hanging").touch()
    while True:
        time.sleep(1)


def hang_deaf(_: str) -> NoReturn:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    hang("")


def take_memory(_: str) -> NoReturn:
    kept = []
    while True:
        kept.append(b"\1" * 2**24)


def segfault(_: str) -> None:
    ctypes.string_at(0)


def abort(_: str) -> None:
    os.abort()


def odd_signal(_: str) -> None:
    os.kill(os.getpid(), signal.SIGRTMIN + 3)


def leave(_: str) -> None:
    os._exit(0)


def fork_bomb(_: str) -> NoReturn:
    for _ in range(80):
        if os.fork() == 0:
            hang("")
    hang("")


def daemon(_: str) -> Answer:
    """Leave a process behind that has nothing to do with this one any more."""
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            hang_deaf("")
        os._exit(0)
    os.wait()
    return says("fine")


def garbage(_: str) -> NoReturn:
    while True:
        os.write(1, b"\xff\0garbage\n" * 100_000)


def write_file(path: str) -> Answer:
    try:
        Path(path).write_text("written")
    except OSError as error:
        return says(str(error.strerror))
    return says("written")


def write_here(_: str) -> Answer:
    folder = Path.cwd() / "deep" / "folder"
    folder.mkdir(parents=True)
    (folder / "file").write_text("x")
    (folder / "file").rename(folder / "moved")
    (folder / "moved").unlink()
    Path(os.devnull).write_text("x")
    return says("fine")


def connect(address: str) -> Answer:
    try:
        socket.create_connection(("127.0.0.1", int(address)), timeout=5)
    except OSError as error:
        return says(type(error).__name__)
    return says("connected")


def send(address: str) -> Answer:
    try:
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", int(address)))
    except OSError as error:
        return says(type(error).__name__)
    return says("sent")


def kill_server(_: str) -> Answer:
    with contextlib.suppress(PermissionError):
        os.kill(os.getppid(), signal.SIGKILL)
    return says("fine")


def look_around(_: str) -> Answer:
    """What the process knows: its open files, its input, its environment."""
    open_files = ",".join(sorted(file.name for file in Path("/proc/self/fd").iterdir() if file.exists()))
    return says(f"{open_files} {sys.stdin.read()!r} {sorted(os.environ)}")


def _instead(content: bytes) -> NoReturn:
    Path("answer.json").write_bytes(content)
    os._exit(0)


def answer_json(text: str) -> None:
    _instead(text.encode())


def answer_link(path: str) -> None:
    Path("answer.json").symlink_to(path)
    os._exit(0)


def answer_pipe(_: str) -> None:
    os.mkfifo("answer.json")
    os._exit(0)


def answer_folder(_: str) -> None:
    Path("answer.json").mkdir()
    os._exit(0)


def answer_large(_: str) -> NoReturn:
    with Path("answer.json").open("wb") as file:
        file.seek(MAX_FILE_BYTES)
        file.write(b"x")
    os._exit(0)


def meet(folder: str) -> Answer:
    """Wait for another model that does the same."""
    Path(folder, str(os.getpid())).touch()
    while len(list(Path(folder).iterdir())) == 1:
        time.sleep(0.01)
    return says("fine")


def wait_for(path: str) -> Answer:
    """Wait for a file."""
    while not Path(path).exists():
        time.sleep(0.01)
    return says("fine")


def die_once(folder: str) -> Answer:
    """Meet another model and be killed; the next time do well."""
    if not Path(folder, "died").exists():
        meet(folder)
        Path(folder, "died").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return says("fine")


def die(_: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def bury(_: str) -> Answer:
    """Leave folders that are nested too deeply for most programs."""
    for _ in range(1_500):
        Path("d").mkdir()
        os.chdir("d")
    return says("fine")


def _evaluate(job: Job) -> Answer:
    """Predict two rows, wait for a file, and predict the others."""
    rows = [at for at in range(len(job.rows)) if at not in job.done]
    prediction = Prediction(labels=["a"], confidence=1.0)
    for part in (rows[:2], rows[2:]):
        with Path(job.journal).open("a", encoding="utf-8") as journal:
            journal.writelines(JournalLine(at=at, prediction=prediction).model_dump_json() + "\n" for at in part)
        wait_for(job.samples[1]["text"])
    return says("a").model_copy(update={"predictions": [prediction] * len(rows), "labels": ["a", "b"]})


DEEDS: dict[str, Callable[[str], Any]] = {
    name: deed for name, deed in globals().items() if callable(deed) and not name.startswith("_")
}


def run(job: Job) -> Answer:
    if job.samples[0]["text"] == "evaluate":
        return _evaluate(job)
    if job.samples[0]["text"] == "evaluate_in_one_process":
        return take_memory("") if job.lanes > 1 else _evaluate(job)
    done: Answer = DEEDS[job.samples[0]["text"]](job.samples[1]["text"])
    return done


def start(*, confined: bool) -> None:
    """Serve, and without namespaces and Landlock where a system is to be played that has neither."""
    if not confined:
        confine.enter_namespaces = lambda: False
        landlock.restrict = lambda *_: False
    main(lambda: SimpleNamespace(run=run, warm=lambda _: None))
