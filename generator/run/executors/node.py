"""What a process of a cluster does for one card: it fetches the model and runs it, isolated as on any machine.

Which cluster it is does not matter here. Orders and replies are pickled, between processes of our own alone: what a
model answers is read as JSON and checked before (``generator.run.isolation``).
"""

from __future__ import annotations

import hashlib
import os
import pickle
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TypeAlias

import generator
from generator.config import VerifyConfig
from generator.errors import ModelhubError
from generator.run.executors.executor import Assignment
from generator.run.fetch import Fetched, fetch
from generator.run.observe import Observation, Observer
from generator.run.room import Place, Room
from generator.run.sources import Sources
from generator.run.trouble import MissingExtra, NotStarted


@dataclass(frozen=True, slots=True)
class Order:
    """A model to run.

    Attributes:
        root: The hub's root.
        alone: Whether no other model runs on this machine meanwhile.
    """

    root: Path
    config: VerifyConfig
    assignment: Assignment
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Crowded:
    """The model was ended, perhaps for those that ran beside it: it is to be run again alone."""


#: ``MissingExtra`` where the libraries that run models are not installed there.
Reply: TypeAlias = Observation | Crowded | MissingExtra


def perform(code: str, order: bytes, scratch: Path) -> Reply | str:
    """Carry out an order.

    Args:
        code: Digest of the code that gives it.
        order: An ``Order``, pickled.
        scratch: A folder for temporary files; it is made.

    Returns:
        The reply; or why this machine cannot read the order.
    """
    if code != code_sha256():
        return f"a machine of the cluster has another modelhub, {generator.__version__} with other code"
    scratch.mkdir(parents=True, exist_ok=True)
    tempfile.tempdir = str(scratch)
    told: Order = pickle.loads(order)  # noqa: S301  from a process with the same code
    try:
        return _observe(told, scratch)
    except _TooClose:
        return Crowded()
    except MissingExtra as missing:
        return missing


def not_started(order: Order, reason: str) -> Observation:
    """The observation of a model that was not started for a reason that may be gone the next time."""
    started_at = datetime.now(UTC).isoformat(timespec="seconds")
    fetched = Fetched(None, NotStarted(reason, passing=True), started_at, 0.0, ExitStack())
    assignment = order.assignment
    return Observer(order.root, order.config).observe(assignment.card, assignment.plan, fetched)


@cache
def code_sha256() -> str:
    """A digest of this package's code."""
    package, code = Path(generator.__file__).parent, hashlib.sha256()
    for file in sorted(package.rglob("*.py")):
        code.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes())
    return code.hexdigest()


class _TooClose(ModelhubError):  # noqa: N818  it names what happened
    """A model was ended while others may have run beside it."""


class _Node(Room):
    """This machine as seen from one of its processes: what the others run is not known.

    Attributes:
        alone: Whether they run nothing.
    """

    alone = False

    @contextmanager
    def place(self, need: int | None) -> Iterator[Place]:
        """As ``Room.place``; to be alone is for the cluster to arrange.

        Raises:
            _TooClose: That is asked for.
        """
        if need is None:
            raise _TooClose
        with super().place(need) as place:
            place.shared = not self.alone
            yield place


@dataclass(slots=True)
class _Kept:
    """What is kept from one order to the next: importing torch takes longer than running a small model."""

    key: tuple[Path, VerifyConfig, str]
    node: _Node
    observer: Observer
    sources: Sources


_kept: list[_Kept] = []


def _observe(order: Order, scratch: Path) -> Observation:
    request = order.assignment.plan.request
    assert request  # noqa: S101  an assignment has one
    root = order.root
    if not (root / order.assignment.card.path).is_file():
        if request.source.startswith("path:") or (request.benchmark and request.benchmark.data):
            return not_started(order, f"a machine of the cluster does not see the hub: no {root} there")
        root = scratch / "hub"  # What is kept of a model that was fetched lies below it.
    kept = _kept_for(root, order.config)
    kept.node.alone = order.alone
    assignment = order.assignment
    with fetch(kept.sources, request, assignment.last_revision) as fetched:
        return kept.observer.observe(assignment.card, assignment.plan, fetched)


def _kept_for(root: Path, config: VerifyConfig) -> _Kept:
    """What was kept, if it was for the same hub and the same GPUs."""
    key = (root, config, os.environ.get("CUDA_VISIBLE_DEVICES", ""))
    if _kept and _kept[0].key != key:
        _kept.pop().observer.__exit__(None, None, None)
    if not _kept:
        node = _Node()
        _kept.append(_Kept(key, node, Observer(root, config, node), Sources(root, config)))
    return _kept[0]
