"""What models must not do, done by processes that really do it. One server lives through all of it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from patience import PATIENCE, until

from generator.output import ClassificationOutput
from generator.run.isolation import Limits, Workers
from generator.run.isolation.watch import descendants
from generator.run.job import Answer
from generator.run.trouble import RunFailed

from .conftest import LIMIT, MEMORY, faulty, job_for, over_once_it_hangs

HERE = Path(__file__).parent


def word(answer: Answer) -> str:
    output = answer.outputs[0]
    assert isinstance(output, ClassificationOutput)
    return output.predicted[0]


def do(workers: Workers, deed: str, argument: str = "") -> str:
    return word(workers.run(job_for(deed, argument), {}))


def server_of(workers: Workers) -> int:
    do(workers, "answer")
    assert workers.server is not None
    return workers.server.pid


def below(pid: int) -> list[int]:
    """The processes below ``pid`` that have not ended."""
    return [child for child in descendants(pid) if "Z" not in _state(child)]


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return "Z"


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        ("take_memory", r"needed more than 200 MiB of memory and was stopped"),
        ("segfault", r"the worker was ended by SIGSEGV"),
        ("abort", r"the worker was ended by SIGABRT"),
        ("odd_signal", r"the worker was ended by signal \d+"),
        ("leave", r"the worker's answer cannot be read: No such file or directory"),
        ("fork_bomb", r"started more than 32 processes and was stopped"),
        ("garbage", r"wrote more than 64 MiB into one file and was stopped"),
        ("answer_pipe", r"the worker's answer cannot be read: it is no plain file of a size that an answer has"),
        ("answer_folder", r"the worker's answer cannot be read: Is a directory"),
        ("answer_large", r"wrote more than 64 MiB into one file and was stopped"),
        ("nothing_of_this_name", r"the worker ended with code 1: KeyError: 'nothing_of_this_name'"),
    ],
)
def test_a_fault_has_its_reason_and_the_next_model_runs(workers: Workers, deed: str, reason: str) -> None:
    server = server_of(workers)
    with pytest.raises(RunFailed, match=rf"^{reason}$"):
        do(workers, deed)
    assert not below(server)
    assert do(workers, "answer") == "fine"
    assert server_of(workers) == server


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{", "Invalid JSON"),
        ("[" * 100_000, "Invalid JSON"),
        ('{"outputs": 3}', "Input should be a valid array"),
        ('{"load_seconds": NaN}', "Input should be a finite number"),
        (
            '{"outputs": [{"kind": "labels", "predicted": [], "scores": [{"label": "a", "score": NaN}]}]}',
            "Input should be",
        ),
        ('{"command": "rm"}', "Extra inputs are not permitted"),
        ("{}", "it does not answer every sample and row"),
    ],
)
def test_an_answer_is_read_strictly(confined: Workers, content: str, reason: str) -> None:
    with pytest.raises(RunFailed, match=rf"^the worker's answer cannot be read: {reason}"):
        do(confined, "answer_json", content)


def test_an_answer_that_leads_elsewhere_is_not_read(confined: Workers, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(Answer(failure="secret").model_dump_json())
    with pytest.raises(RunFailed, match=r"^the worker's answer cannot be read: ") as caught:
        do(confined, "answer_link", str(secret))
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(("deed", "grace"), [("hang", LIMIT), ("hang_deaf", 1)])
def test_a_model_that_hangs_is_asked_to_end_and_then_ended(deed: str, grace: float) -> None:
    with faulty(confined=True) as workers, pytest.MonkeyPatch.context() as patch:
        server = server_of(workers)
        over_once_it_hangs(patch, workers)
        patch.setattr("generator.run.isolation.server._GRACE", grace)
        started = time.monotonic()
        with pytest.raises(RunFailed, match=r"^took longer than 120 s and was stopped$"):
            do(workers, deed)
        assert (time.monotonic() - started >= grace) == (deed == "hang_deaf")
        assert not below(server)
        assert do(workers, "answer") == "fine"


def test_what_a_model_leaves_behind_is_ended(workers: Workers) -> None:
    server = server_of(workers)
    assert do(workers, "daemon") == "fine"
    assert not below(server)


def test_a_model_cannot_end_the_server(confined: Workers) -> None:
    server = server_of(confined)
    assert confined.server is not None
    if not confined.server.namespaces:
        pytest.skip("this system allows no namespaces")
    assert do(confined, "kill_server") == "fine"
    assert server_of(confined) == server


def test_nothing_is_written_elsewhere(confined: Workers, tmp_path: Path, has_landlock: bool) -> None:  # noqa: FBT001
    assert do(confined, "write_here") == "fine"
    if not has_landlock:
        pytest.skip("this kernel has no Landlock")
    kept = tmp_path / "kept"
    kept.write_text("old")
    for path in (kept, tmp_path / "new", Path.home() / ".modelhub-test", Path("/dev/shm/modelhub-test")):  # noqa: S108
        assert do(confined, "write_file", str(path)) == "Permission denied"
    assert kept.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["kept"]


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        yield server


def test_there_is_no_network(workers: Workers, listener: socket.socket) -> None:
    port = listener.getsockname()[1]
    assert do(workers, "connect", str(port)) in {"PermissionError", "OSError"}
    with pytest.raises(BlockingIOError):
        listener.accept()
    assert do(workers, "send", str(port)) in {"PermissionError", "OSError"}


def test_a_model_knows_nothing_of_us(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "aws_secret")
    known = do(workers, "look_around")
    assert known.startswith("0,1,2 '' ")
    assert "HF_TOKEN" not in known
    assert "AWS" not in known
    assert "HF_HUB_OFFLINE" in known


def test_folders_nested_deeply_do_no_harm(confined: Workers) -> None:
    assert do(confined, "bury") == "fine"
    assert do(confined, "answer") == "fine"
    assert confined.folder is not None
    assert [path.name for path in confined.folder.iterdir()] == ["server"]


def test_a_server_that_is_killed_is_started_again(workers: Workers) -> None:
    server = server_of(workers)

    def kill() -> None:
        until(lambda: below(server))
        os.kill(server, signal.SIGKILL)

    killing = threading.Thread(target=kill)
    killing.start()
    with pytest.raises(RunFailed, match=r"^the process that runs the models was ended \(out of memory, perhaps\)$"):
        do(workers, "hang")
    killing.join()
    assert server_of(workers) != server
    assert do(workers, "answer") == "fine"


PARENT = """
import sys
sys.path.insert(0, {folder!r})
import conftest
with conftest.faulty(confined={confined}) as workers:
    workers.run(conftest.job_for("answer"), {{}})
    print(workers.server.pid, flush=True)
    workers.run(conftest.job_for({deed!r}), {{}})
"""


@pytest.mark.parametrize("confined", [True, False])
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_nothing_outlives_the_command(confined: bool, number: signal.Signals, tmp_path: Path) -> None:  # noqa: FBT001
    program = PARENT.format(folder=str(HERE), confined=confined, deed="hang_deaf")
    running = subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=HERE.parents[2],
        env={**os.environ, "PYTHONPATH": str(HERE.parents[2]), "TMPDIR": str(tmp_path)},
    )
    assert running.stdout is not None
    with running, running.stdout:
        server = int(running.stdout.readline())
        models = until(lambda: below(server))
        running.send_signal(number)
        running.wait(PATIENCE)
    until(lambda: all("Z" in _state(pid) for pid in (server, *models)))


def test_a_server_that_cannot_start_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.run.isolation.server.PROGRAM", "raise SystemExit('no torch here')")
    with (
        Workers(Limits(LIMIT, MEMORY, 1)) as workers,
        pytest.raises(RunFailed, match=r"can be started: no torch here$"),
    ):
        do(workers, "answer")
