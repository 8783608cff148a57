"""Models as tasks of a real Ray cluster on this machine."""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import store
from generator.config import Config, VerifyConfig
from generator.errors import UsageError
from generator.run.executors import executor_for
from generator.run.executors.node import Order, Reply, perform
from generator.run.isolation import server
from generator.run.isolation.watch import descendants
from generator.run.trouble import MissingExtra
from generator.run.verify import Event, verify

from ..isolation.conftest import PROGRAM, faults  # noqa: TID252  the tests are no package that could be named
from .conftest import timeless, write

pytest.importorskip("ray")

from generator.run.executors import ray

#: Of the faulty server, and how Ray itself may fail.
DEEDS = ("die", "answer", "segfault", "look_around", "lose_once", "lose_always", "break_down")


def faulty(folder: Path, program: str) -> Callable[[str, bytes, Path], Reply | str]:
    """What the cluster's processes do in place of ``perform``. It is sent to them as it stands."""

    def work(code: str, order: bytes, scratch: Path) -> Reply | str:
        told: Order = pickle.loads(order)  # noqa: S301  of this test
        request = told.assignment.plan.request
        assert request
        deed, seen = request.samples[0]["text"], folder / "seen"
        if deed == "lose_always" or (deed == "lose_once" and not seen.exists()):
            seen.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if deed == "break_down":
            raise ImportError("no such module")
        if deed == "lose_once":
            request.samples[0]["text"] = "answer"
        server.PROGRAM = program
        return perform(code, pickle.dumps(told), scratch)

    return work


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_models_run_as_tasks(
    hub: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    config = Config.model_validate({"verify": {"jobs": 2, "timeout": 120, "executor": "ray"}})
    for number, deed in enumerate((*DEEDS, "hang")):
        write(hub, f"{number}_{deed}", deed)
    program = PROGRAM.format(folder=str(Path(server.__file__).parents[3] / "tests/run/isolation"), confined=False)
    monkeypatch.setattr(ray, "perform", faulty(tmp_path_factory.mktemp("seen"), program))
    monkeypatch.setattr(ray, "RETRIES", 1)
    monkeypatch.setenv("HF_TOKEN", "secret")
    monkeypatch.setenv("HOME", str(tmp_path_factory.mktemp("home")))  # Ray keeps the token of its clusters there.
    monkeypatch.setenv("RAY_AUTH_MODE", "token")
    monkeypatch.delenv("RAY_ADDRESS", raising=False)
    running: list[int] = []

    def interrupt(event: Event) -> None:
        if event.ended == len(DEEDS):
            running.extend(descendants(os.getpid()))
            raise KeyboardInterrupt

    on_terminate = signal.getsignal(signal.SIGTERM)
    executor = executor_for(hub, config.verify)
    with pytest.raises(KeyboardInterrupt):
        verify(hub, config, store.load_hub(hub, config), executor=executor, on_event=interrupt)

    assert signal.getsignal(signal.SIGTERM) == on_terminate
    records = {file.stem: store.read_record(file) for file in sorted((hub / "records").glob("*.json"))}
    assert [*records] == [f"{number}_{deed}" for number, deed in enumerate(DEEDS)]
    told = {name[2:]: (record.status, record.reason) for name, record in records.items() if record}
    assert told["lose_once"] == ("measured", told["answer"][1])
    assert told["lose_always"] == ("not-run", "the cluster lost it 2 times (WorkerCrashedError)")
    assert told["break_down"][0] == "not-run"
    assert told["break_down"][1].startswith("a machine of the cluster cannot run modelhub: ")
    assert told["break_down"][1].endswith("no such module")

    in_cluster = timeless(hub)
    for name in in_cluster:
        (hub / "records" / f"{name}.json").unlink()
    same = {f"{number}_{deed}" for number, deed in enumerate(DEEDS[:4])}
    with faults(confined=False):
        verify(hub, config, store.load_hub(hub, config), only=same)
    assert timeless(hub) == {name: in_cluster[name] for name in sorted(same)}
    assert "HF_TOKEN" not in in_cluster["3_look_around"]

    assert len(running) > 3
    deadline = time.monotonic() + 20
    while left := [pid for pid in running if alive(pid)]:
        assert time.monotonic() < deadline, left
        time.sleep(0.1)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def listens(port: int) -> bool:
    with socket.socket() as seen:
        return seen.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.run
def test_a_cluster_that_exists(hub: Path, news_model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAY_AUTH_MODE", "disabled")
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    write(hub, "a", "Stocks fell.")
    shutil.copytree(news_model, hub / "model", dirs_exist_ok=True)
    port = free_port()
    ray_command = [sys.executable, "-m", "ray.scripts.scripts", "start", "--head", "--block", "--num-cpus=2"]
    ray_command += [f"--port={port}", "--include-dashboard=false", "--disable-usage-stats"]
    with subprocess.Popen(ray_command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as cluster:
        try:
            command = [sys.executable, "-m", "generator", "verify", "--executor", "ray", "--ray-address"]
            deadline = time.monotonic() + 60
            while not listens(port):
                assert time.monotonic() < deadline
                time.sleep(0.1)
            seen = subprocess.run([*command, f"127.0.0.1:{port}"], cwd=hub, capture_output=True, text=True, check=False)
        finally:
            cluster.terminate()
    assert (seen.returncode, seen.stderr.splitlines()[:-1]) == (0, [])
    assert seen.stdout.startswith("✓ measured  a")


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("127.0.0.1:1", "127.0.0.1:1: no Ray cluster answers there: Connection refused"),
        ("nowhere.invalid:6379", "nowhere.invalid:6379: no Ray cluster answers there: "),
        ("ray://127.0.0.1:10001", "ray://127.0.0.1:10001: no address of a Ray cluster; expected host:port"),
        ("127.0.0.1", "127.0.0.1: no address of a Ray cluster; expected host:port"),
        ("127.0.0.1:99999", "127.0.0.1:99999: no Ray cluster answers there: "),
    ],
)
def test_addresses_where_no_cluster_is(address: str, problem: str) -> None:
    with pytest.raises(UsageError) as caught:
        ray.see_cluster(address)
    assert str(caught.value).startswith(problem)


def test_a_server_that_is_no_cluster(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ray, "_ANSWER_SECONDS", 2.0)
    with socket.create_server(("127.0.0.1", 0)) as deaf, pytest.raises(UsageError, match="is no Ray cluster of this"):
        ray.see_cluster(f"127.0.0.1:{deaf.getsockname()[1]}")


def test_the_choice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="--ray-address goes with --executor ray"):
        executor_for(tmp_path, VerifyConfig(), "auto")
    monkeypatch.setattr("generator.run.executors.choose.find_spec", lambda _: None)
    with pytest.raises(MissingExtra, match=r"needs ray: install them with `pip install 'modelhub\[ray\]'`"):
        executor_for(tmp_path, VerifyConfig(executor="ray"))
