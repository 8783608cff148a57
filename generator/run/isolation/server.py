"""The server: a process that imports torch once and forks itself for every model. Seen from outside.

Requests and replies are JSON, one a line, over its standard input and output:

    → {"folder": …, "model_type": …}    run the job in this folder
    ← {"started": true}                 its process is there; time counts from here
    → {"stop": 15}                      send its processes a signal
    ← {"ended": 0}                      they are all gone; this was the exit code, or minus the signal

Where processes cannot be forked once torch is there (macOS), a new one is started for every model, and its own end
stands for the last line.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import generator
from generator.record import Isolation
from generator.run.isolation.limits import Limits, environment
from generator.run.isolation.watch import MAX_PROCESSES, children, descendants, excess
from generator.run.trouble import RunFailed, TookTooMuch

#: Whether a process that has torch imported can be forked, and its processes can be watched.
FORKS = sys.platform == "linux"
#: The process is isolated (-I): neither PYTHONPATH nor the working folder decides what it imports, but this package is
#: the one that is running here.
PROGRAM = """
import sys
sys.path.insert(0, sys.argv[1])
import generator
del sys.path[0]
from generator.run.worker.main import main
main()
"""

_PACKAGE_PARENT = str(Path(generator.__file__).resolve().parents[1])
#: Seconds that importing torch, or the code of one kind of model, may take on a busy machine.
_IMPORT_SECONDS = 180.0
#: Seconds between asking a model to end and ending it, and until the server has seen to it.
_GRACE = 2.0
#: Seconds between two looks at what the model takes.
_TICK = 0.025


class ServerGone(Exception):  # noqa: N818  it names what happened
    """The server ended; ``code`` is its exit code, or minus the signal that ended it."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Server:
    """A running server.

    Args:
        folder: Its home, also for what it prints (``server.txt``).
        limits: For every model that it runs.
        forks: Whether it forks a process for every model, or runs one model itself.

    Attributes:
        pid: The process that has torch imported, once it is ready: the one that was started, or in namespaces the one
            below it.
        namespaces: Whether its models live in namespaces of their own, without a network.
    """

    def __init__(self, folder: Path, limits: Limits, *, forks: bool = FORKS) -> None:
        self._limits = limits
        self._forks = forks
        self._unread = b""
        folder.mkdir(exist_ok=True)
        with (folder / "server.txt").open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603  our own interpreter with our own code
                [sys.executable, "-I", "-B", "-c", PROGRAM, _PACKAGE_PARENT, str(os.getpid()), str(int(forks))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                bufsize=0,
                cwd=folder,
                env=environment(folder, limits),
                start_new_session=True,
            )
        self.pid = self._process.pid
        self.namespaces = self._landlock = False

    def wait_until_ready(self) -> None:
        """Wait until it has torch imported.

        Raises:
            ServerGone: It did not come up.
        """
        try:
            ready = self._expect("ready", _IMPORT_SECONDS)
            self.namespaces, self._landlock = ready["namespaces"], ready["landlock"]
            if self.namespaces:
                self.pid = children(self._process.pid)[0]
        except IndexError:  # It was ended just now.
            self.close()
            raise ServerGone(-signal.SIGKILL) from None
        except BaseException:
            self.close()
            raise

    def run(self, folder: Path, model_type: str) -> int:
        """Run the job in ``folder``.

        Args:
            folder: With ``job.json``, and the folder ``work`` for the model to write to.
            model_type: As its configuration names it.

        Returns:
            The exit code of the model's process, or minus the signal that ended it.

        Raises:
            RunFailed: It took more than it may and was stopped.
            ServerGone: The server ended, and the model with it.
        """
        self._send({"folder": str(folder), "model_type": model_type})
        self._expect("started", _IMPORT_SECONDS)
        deadline = time.monotonic() + self._limits.timeout
        while (ended := self._ended(max(0.0, min(_TICK, deadline - time.monotonic())))) is None:
            if time.monotonic() >= deadline:
                self._stop(signal.SIGTERM)
                raise RunFailed(f"took longer than {self._limits.timeout:g} s and was stopped")
            if problem := excess(self._processes(), self._limits.memory):
                self._stop(signal.SIGKILL)
                raise TookTooMuch(problem)
        return ended

    @property
    def isolation(self) -> Isolation:
        """What its models are held to."""
        watched = Path("/proc/self/statm").exists()
        return Isolation(
            network="namespace" if self.namespaces else "sockets",
            writes="landlock" if self._landlock else "open",
            memory=int(self._limits.memory) if watched else None,
            processes=MAX_PROCESSES if watched else None,
            seconds=self._limits.timeout,
        )

    def _processes(self) -> list[int]:
        return descendants(self.pid) if self._forks else [self.pid, *descendants(self.pid)]

    def _ended(self, timeout: float) -> int | None:
        """The exit code of the model's process; ``None`` where it did not end within ``timeout`` seconds."""
        if not self._forks:
            with contextlib.suppress(subprocess.TimeoutExpired):
                return self._process.wait(timeout)
            return None
        reply = self._receive(timeout)
        return None if reply is None else int(reply["ended"])

    def _stop(self, number: signal.Signals) -> None:
        """End the model's processes: ask, wait, then kill. A server that does not see to it is ended as well."""
        for attempt in (number, signal.SIGKILL):
            if not self._forks:
                _signal_group(self._process.pid, attempt)
            else:
                self._send({"stop": int(attempt)})
            if self._ended(_GRACE) is not None:
                return
        self.close()

    def _expect(self, name: str, timeout: float) -> dict[str, Any]:
        reply = self._receive(timeout)
        if reply is None or name not in reply:
            self.close()
            raise ServerGone(-signal.SIGKILL)
        return reply

    def _send(self, message: dict[str, Any]) -> None:
        assert self._process.stdin  # noqa: S101  Popen was told to make it
        with contextlib.suppress(BrokenPipeError):  # It is gone, as reading will tell.
            self._process.stdin.write(json.dumps(message).encode() + b"\n")

    def _receive(self, timeout: float) -> dict[str, Any] | None:
        """The next reply; ``None`` where there is none within ``timeout`` seconds."""
        assert self._process.stdout  # noqa: S101  Popen was told to make it
        poll = select.poll()
        poll.register(self._process.stdout, select.POLLIN)
        deadline = time.monotonic() + timeout
        while b"\n" not in self._unread:
            if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
                return None
            if not (data := self._process.stdout.read(65_536)):
                raise ServerGone(self._process.wait())
            self._unread += data
        line, _, self._unread = self._unread.partition(b"\n")
        reply: dict[str, Any] = json.loads(line)
        return reply

    def kill(self) -> None:
        """End the server and whatever it started, from any thread. Who waits for it gets ``ServerGone``."""
        if self._process.returncode is not None:
            return  # Its number may be another process's by now.
        below = descendants(self._process.pid)
        _signal_group(self._process.pid, signal.SIGKILL)
        for pid in below:  # In a process namespace, and with a parent's end as signal, they are gone already.
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def close(self) -> None:
        """End it all and wait for it."""
        self.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            assert stream  # noqa: S101  Popen was told to make it
            stream.close()


def _signal_group(group: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, number)
