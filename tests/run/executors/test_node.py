"""What a process of a cluster does, without a cluster."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator import store
from generator.config import Config, VerifyConfig
from generator.run.executors import Assignment, node
from generator.run.executors.node import Crowded, Order, Reply, code_sha256, perform
from generator.run.observe import Observation
from generator.run.plan import plan

from ..isolation.conftest import faults  # noqa: TID252  the tests are no package that could be named
from .conftest import write

Run = Callable[..., Reply | str]


@pytest.fixture
def run(hub: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Has a process carry out the order to run the only card's model."""
    monkeypatch.setattr("tempfile.tempdir", None)
    kept: list[node._Kept] = []
    monkeypatch.setattr(node, "_kept", kept)
    scratch = tmp_path_factory.mktemp("scratch")

    def run(root: Path = hub, code: str = code_sha256(), *, alone: bool = False) -> Reply | str:
        card = store.load_hub(hub, Config()).entries[0].card
        order = Order(root, VerifyConfig(), Assignment(card, plan(card)), alone)
        with faults(confined=False):
            return perform(code, pickle.dumps(order), scratch)

    yield run
    for one in kept:
        one.observer.__exit__(None, None, None)
    assert not [place for place in scratch.iterdir() if place.name != "hub"]


def test_a_model_is_run(hub: Path, run: Run) -> None:
    write(hub, "a", "answer")
    reply = run()
    assert isinstance(reply, Observation)
    assert (reply.record.card, reply.record.status, reply.passing) == ("a", "measured", False)


def test_other_code_runs_nothing(hub: Path, run: Run) -> None:
    write(hub, "a", "answer")
    assert str(run(code="another")).startswith("a machine of the cluster has another modelhub")


def test_a_machine_without_the_hub(hub: Path, run: Run) -> None:
    write(hub, "a", "answer")
    reply = run(hub / "elsewhere")
    assert isinstance(reply, Observation)
    assert (reply.record.status, reply.passing) == ("not-run", True)
    assert reply.record.reason.startswith("a machine of the cluster does not see the hub")
    assert not (hub / "elsewhere").exists()


def test_a_model_that_needs_no_hub_is_fetched_without_it(hub: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:1")
    write(hub, "a", "answer")
    path = hub / "cards" / "a.md"
    path.write_text(path.read_text().replace("path:model", "hf:nobody/nothing"))
    reply = run(hub / "elsewhere")
    assert isinstance(reply, Observation)
    assert reply.passing
    assert "hub" not in reply.record.reason.split("nobody")[0]
    assert not (hub / "elsewhere").exists()


def test_a_model_that_was_ended_is_asked_for_again_alone(hub: Path, run: Run) -> None:
    write(hub, "a", "die")
    assert run() == Crowded()
    reply = run(alone=True)
    assert isinstance(reply, Observation)
    assert reply.record.reason.startswith("the worker was ended by SIGKILL")
