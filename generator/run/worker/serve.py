"""The server's loop: a request, a process for it, its end, and the end of all that it started."""

from __future__ import annotations

import json
import os
import select
import signal
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn, Protocol

from generator.run.job import Answer, Job
from generator.run.worker import confine
from generator.run.worker.model import run_model

#: Larger than any request.
_CHUNK = 65_536


class Control:
    """Requests from, and replies to, the process that started the server.

    Standard input and output become ``/dev/null`` and standard error, so that nothing else is read or written there.
    """

    def __init__(self) -> None:
        self.requests, self._replies = os.dup(0), os.dup(1)
        with open(os.devnull, "rb") as nothing:  # noqa: PTH123  its number is wanted
            os.dup2(nothing.fileno(), 0)
        os.dup2(2, 1)
        self._unread = b""

    def send(self, reply: dict[str, Any]) -> None:
        """Write a reply."""
        os.write(self._replies, json.dumps(reply).encode() + b"\n")

    def receive(self) -> dict[str, Any] | None:
        """Wait for the next request; ``None`` where there will be none any more."""
        while b"\n" not in self._unread:
            data = os.read(self.requests, _CHUNK)
            if not data:
                return None
            self._unread += data
        line, _, self._unread = self._unread.partition(b"\n")
        request: dict[str, Any] = json.loads(line)
        return request

    def close(self) -> None:
        """Leave both ends to others: a model neither reads requests nor writes replies."""
        os.close(self.requests)
        os.close(self._replies)


class Preloaded(Protocol):
    """What was imported before models run: the module ``preloaded``."""

    def run(self, job: Job) -> Answer:
        """Run one model."""

    def warm(self, model_type: str) -> None:
        """Import what models of this kind need."""


def serve(control: Control, loaded: Preloaded, *, namespaces: bool) -> None:
    """Fork a process for every request until there are no more.

    Args:
        control: Where requests come from.
        loaded: What runs a model.
        namespaces: Whether this is the first process of its own namespace.
    """
    confine.adopt_orphans()
    while (request := control.receive()) is not None:
        if "folder" not in request:
            continue  # The model that it asks to stop ended by itself.
        loaded.warm(request["model_type"])
        server = os.getpid()
        child = os.fork()
        if child == 0:
            confine.end_with_parent(server)
            _run(control, request, loaded, namespaces=namespaces)
        control.send({"started": True})
        control.send({"ended": _watch(control, child, namespaces=namespaces)})


def _run(control: Control, request: dict[str, Any], loaded: Preloaded, *, namespaces: bool) -> NoReturn:
    control.close()
    os.setsid()
    run_model(request, loaded.run, namespaces=namespaces)


def _watch(control: Control, child: int, *, namespaces: bool) -> int:
    """Wait for the end of a model, and end it where that is asked for."""
    ended = os.pidfd_open(child)
    poll = select.poll()
    poll.register(ended, select.POLLIN)
    poll.register(control.requests, select.POLLIN)
    try:
        while ended not in (ready := [number for number, _ in poll.poll()]):
            request = control.receive() if control.requests in ready else None
            _signal(child, request["stop"] if request else signal.SIGKILL)
    finally:
        os.close(ended)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    _end_leftovers(namespaces=namespaces)
    return code


def _signal(child: int, number: int) -> None:
    for send in (os.kill, os.killpg):  # It may not have its own group yet.
        with suppress(ProcessLookupError):
            send(child, number)


def _end_leftovers(*, namespaces: bool) -> None:
    """End what a model started and left behind: all of it is this process's child by now."""
    while True:
        if namespaces:
            with suppress(ProcessLookupError):
                os.kill(-1, signal.SIGKILL)  # All but the first process of the namespace, which this is.
        else:
            for child in _children():
                _signal(child, signal.SIGKILL)
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


def _children() -> list[int]:
    with suppress(OSError):
        return [int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_bytes().split()]
    return []
