"""Models as tasks of a real Ray cluster on this machine."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from patience import until

from generator import store
from generator.config import Config, VerifyConfig
from generator.errors import UsageError
from generator.run.executors import executor_for
from generator.run.trouble import MissingExtra
from generator.run.verify import verify

from ..isolation.conftest import faults  # noqa: TID252  the tests are no package that could be named
from .conftest import timeless, write

pytest.importorskip("ray")

from generator.run.executors import ray

#: Of the faulty server, and how Ray itself may fail.
DEEDS = ("die", "answer", "segfault", "look_around", "lose_once", "lose_always", "break_down")


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_models_run_as_tasks(hub: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    for number, deed in enumerate((*DEEDS, "hang")):
        write(hub, f"{number}_{deed}", deed)
    home = tmp_path_factory.mktemp("home")  # Ray keeps the token of its clusters there.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("RAY_")}
    driver = [sys.executable, "-W", "error", Path(__file__).with_name("ray_driver.py"), hub, home / "seen"]
    seen = subprocess.run(
        [*driver, str(len(DEEDS))],
        env=environment | {"HOME": str(home), "HF_TOKEN": "secret"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert seen.stderr == ""
    told = json.loads(seen.stdout)
    assert told["same"]
    assert len(told["running"]) > 3
    until(lambda: not any(alive(pid) for pid in told["running"]))

    in_cluster = timeless(hub)
    assert [*in_cluster] == [f"{number}_{deed}" for number, deed in enumerate(DEEDS)]
    reasons = {name[2:]: json.loads(record) for name, record in in_cluster.items()}
    outcomes = {deed: (record["status"], record["reason"]) for deed, record in reasons.items()}
    assert outcomes["lose_once"] == outcomes["answer"]
    assert outcomes["answer"][0] == "measured"
    assert outcomes["lose_always"] == ("not-run", "the cluster lost it 2 times (WorkerCrashedError)")
    assert outcomes["break_down"][0] == "not-run"
    assert outcomes["break_down"][1].startswith("a machine of the cluster cannot run modelhub: ")
    assert outcomes["break_down"][1].endswith("no such module")

    for name in in_cluster:
        (hub / "records" / f"{name}.json").unlink()
    same = {f"{number}_{deed}" for number, deed in enumerate(DEEDS[:4])}
    with faults(confined=False):
        verify(hub, Config(), store.load_hub(hub, Config()), only=same)
    assert timeless(hub) == {name: in_cluster[name] for name in sorted(same)}
    assert "HF_TOKEN" not in in_cluster["3_look_around"]


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
    ray_command = [sys.executable, "-m", "ray.scripts.scripts", "start", "--head", "--block", "--num-cpus=1"]
    ray_command += [f"--port={port}", "--include-dashboard=false", "--disable-usage-stats"]
    ray_command += ["--no-monitor", "--include-log-monitor=false"]  # Nobody asks for what they do.
    # The names of sockets in it may have a hundred characters.
    folder = tempfile.TemporaryDirectory(dir="/tmp", ignore_cleanup_errors=True)
    ray_command += [f"--temp-dir={folder.name}"]
    with folder, subprocess.Popen(ray_command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as cluster:
        try:
            command = [sys.executable, "-m", "generator", "verify", "--executor", "ray", "--ray-address"]
            until(lambda: listens(port))
            seen = subprocess.run([*command, f"127.0.0.1:{port}"], cwd=hub, capture_output=True, text=True, check=False)
        finally:
            cluster.terminate()
    isolation, *problems, _ = seen.stderr.splitlines()
    assert (seen.returncode, isolation.partition(":")[0], problems) == (0, "isolation", [])
    assert seen.stdout.startswith("● measured  a")


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
