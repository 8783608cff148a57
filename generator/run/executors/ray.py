"""Models on a Ray cluster: a task a model. The only module that imports Ray.

Source: https://docs.ray.io/en/latest/ray-core/tasks.html (resources, retries)
"""

from __future__ import annotations

import logging
import os
import pickle
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import ray
from ray.exceptions import RayError, RayTaskError

from generator.config import VerifyConfig
from generator.errors import UsageError
from generator.run.executors.executor import Assignment, OnRows, nobody
from generator.run.executors.local import AHEAD, SERVER_MEMORY, jobs_for
from generator.run.executors.node import Crowded, Order, Reply, code_sha256, not_started, perform
from generator.run.inspect import files_of
from generator.run.machine import available_memory
from generator.run.observe import Observation
from generator.run.room import memory_for, weights_of
from generator.run.trouble import MissingExtra
from generator.store import inside

#: How often a model is run again whose process, or machine, the cluster lost. A model's own failure is no reason.
RETRIES = 3
#: Bytes for what tasks are told and answer, on a cluster of our own.
_OBJECTS = 2**27
#: Seconds that a port may take to open, and a cluster to answer.
_PORT_SECONDS = 10.0
_ANSWER_SECONDS = 30.0


class Ray:
    """Runs models as tasks of a Ray cluster, each with processors and memory of its own.

    A task fetches its model where it runs. A path in the hub has to be the same folder on every machine.

    Args:
        root: The hub's root.
        config: How models are run.
        address: ``host:port`` of a cluster, or ``auto`` for the one that runs on this machine; empty to start one on
            this machine that ends with the executor.
    """

    def __init__(self, root: Path, config: VerifyConfig, address: str = "") -> None:
        self._root = root.resolve()
        self._config = config
        self._address = address
        self._folder: Path | None = None
        self._orders: dict[Any, Order] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._end()
        except BaseException:  # Ctrl+C just now: it is seen to all the same.
            self._end()
            raise

    def _end(self) -> None:
        if ray.is_initialized():
            for task in self._orders:
                with suppress(RayError):
                    ray.cancel(task, force=True)
            ray.shutdown()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def observe(
        self,
        assignments: Iterable[Assignment],
        on_rows: OnRows = nobody,  # noqa: ARG002  it has no way back
    ) -> Iterator[tuple[Assignment, Observation]]:
        """As ``Executor.observe``; how far evaluations are is not told.

        Raises:
            UsageError: There is no such cluster.
        """
        for assignment in assignments:
            self._connect()
            self._submit(Order(self._root, self._config, assignment))
            while len(self._orders) >= self._places() or self._has_ended():
                yield from self._next()
        while self._orders:
            yield from self._next()

    def _connect(self) -> None:
        if ray.is_initialized():
            return
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # Nothing is told to anybody without being asked.
        on_terminate = signal.getsignal(signal.SIGTERM)
        quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.ERROR}
        try:
            if self._address:
                see_cluster(self._address)
                ray.init(self._address, **quiet)
            else:
                ray.init("local", **self._own_cluster(), **quiet)
        except (OSError, RuntimeError, ValueError, RayError) as error:
            where = f"the Ray cluster at {self._address}" if self._address else "a Ray cluster on this machine"
            raise UsageError(f"{where}: {_first_line(error)}") from None
        finally:
            if threading.current_thread() is threading.main_thread():  # Ray has put one of its own in its place.
                signal.signal(signal.SIGTERM, on_terminate)

    def _own_cluster(self) -> dict[str, Any]:
        # The names of sockets in it may have a hundred characters.
        self._folder = Path(tempfile.mkdtemp(prefix="modelhub-", dir="/tmp"))
        jobs = jobs_for(self._config, available_memory())
        return {
            "num_cpus": jobs * self._config.threads,
            "include_dashboard": False,
            "object_store_memory": _OBJECTS,
            "_temp_dir": str(self._folder),
        }

    def _places(self) -> int:
        """How many tasks there may be; a cluster may grow or shrink meanwhile."""
        if self._config.jobs:
            return self._config.jobs
        return max(1, int(ray.cluster_resources().get("CPU", 1)) // self._config.threads) + AHEAD

    def _submit(self, order: Order) -> None:
        order_bytes = pickle.dumps(order)
        # Ray would end a process that was given a GPU; here only the model's own process holds it.
        task = ray.remote(max_calls=0)(_task).options(**self._resources(order))
        self._orders[task.remote(perform, code_sha256(), order_bytes)] = order

    def _resources(self, order: Order) -> dict[str, Any]:
        """What a task asks for, but no more than the largest machine has: it would wait for ever."""
        machines = [node["Resources"] for node in ray.nodes() if node["Alive"]]
        memory, processors = (max((one.get(what, 0) for one in machines), default=0) for what in ("memory", "CPU"))
        need = memory if order.alone else SERVER_MEMORY + self._expected(order.assignment)
        return {
            "num_cpus": min(self._config.threads, processors or self._config.threads),
            "memory": int(min(need, memory or need)),
            "max_retries": RETRIES,
            "num_gpus": int(self._config.device == "cuda"),
        }

    def _expected(self, assignment: Assignment) -> int:
        """Bytes that a model will probably take; where nothing is known of its weights, what it may take at most."""
        weights, request = assignment.last_weights, assignment.plan.request
        if request and request.source.startswith("path:"):
            with suppress(OSError, UsageError):
                weights = weights_of(files_of(inside(self._root, request.source.removeprefix("path:"))))
        return min(memory_for(weights), self._config.memory) if weights else self._config.memory

    def _has_ended(self) -> bool:
        return bool(self._orders) and bool(ray.wait([*self._orders], timeout=0)[0])

    def _next(self) -> Iterator[tuple[Assignment, Observation]]:
        """Wait for a task; what it observed, or nothing where its model has to be run again."""
        (task,), _ = ray.wait([*self._orders], num_returns=1)
        order = self._orders.pop(task)
        reply = _reply(task, order)
        if isinstance(reply, MissingExtra):
            raise reply
        if isinstance(reply, Crowded):
            self._submit(Order(order.root, order.config, order.assignment, alone=True))
        else:
            yield order.assignment, reply


def _task(work: Any, code: str, order: bytes) -> Reply | str:
    """What runs in a process of the cluster."""
    here = ray.get_runtime_context()
    reply: Reply | str = work(code, order, Path(here.get_temp_dir()) / here.get_session_name() / "modelhub")
    return reply


def _reply(task: Any, order: Order) -> Reply:
    """What a task replied; a cluster that lost it, or a machine that cannot run it, may do better the next time."""
    try:
        reply: Reply | str = ray.get(task)
    except RayTaskError as error:
        return not_started(order, f"a machine of the cluster cannot run modelhub: {_last_line(error)}")
    except RayError as error:
        return not_started(order, f"the cluster lost it {RETRIES + 1} times ({type(error).__name__})")
    return not_started(order, reply) if isinstance(reply, str) else reply


def see_cluster(address: str) -> None:
    """See that a cluster answers. Ray itself tries for minutes, and may end this process where it does not like one.

    Raises:
        UsageError: It does not.
    """
    if address == "auto":
        return
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or "/" in host:
        raise UsageError(f"{address}: no address of a Ray cluster; expected host:port, such as 10.0.0.1:6379, or auto")
    try:
        socket.create_connection((host.strip("[]"), int(port)), _PORT_SECONDS).close()
    except (OSError, OverflowError) as error:
        raise UsageError(f"{address}: no Ray cluster answers there: {_first_line(error)}") from None
    command = [sys.executable, "-m", "ray.scripts.scripts", "health-check", "--address", address]
    try:
        seen = subprocess.run(command, capture_output=True, timeout=_ANSWER_SECONDS, check=False)  # noqa: S603  Ray's
    except subprocess.TimeoutExpired:
        raise UsageError(
            f"{address}: what answers there is no Ray cluster of this release, {ray.__version__}"
        ) from None
    if seen.returncode:
        lines = seen.stderr.decode(errors="replace").strip().splitlines() or ["no reason given"]
        raise UsageError(f"{address}: the Ray cluster there cannot be used: {lines[-1]}")


def _first_line(error: BaseException) -> str:
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return next(iter(text.strip().splitlines()), type(error).__name__)


def _last_line(error: RayTaskError) -> str:
    """The error itself, below its traceback."""
    return str(error).strip().splitlines()[-1]
