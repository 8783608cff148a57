"""A job → an answer, by a process that may do anything: crash, hang, print, write nonsense."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import stat
import subprocess
import tempfile
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from pydantic import ValidationError

from generator.record import Isolation
from generator.run.isolation.limits import Limits
from generator.run.isolation.server import FORKS, Server, ServerGone
from generator.run.job import MAX_FILE_BYTES, Answer, Job
from generator.run.journal import Journal
from generator.run.trouble import NotStarted, RunEnded, RunFailed

JOURNAL = "predictions.jsonl"
_TAIL_BYTES = 4_000
_MAX_REASON = 400
#: What is wrong with our own disk says nothing about the model.
_OUR_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})


class Workers:
    """Runs jobs, one after the other, each in a process of its own. A context manager: leaving it ends them all.

    The processes end with the thread that made them, so a thread runs its own.

    Args:
        limits: What one model may take.
        forks: Whether a server that has torch imported is forked for every model, or a new process is started.
    """

    def __init__(self, limits: Limits, *, forks: bool = FORKS) -> None:
        self._limits = limits
        self._forks = forks
        self._stopped = False
        self._starting = threading.Lock()
        self._started: Server | None = None
        #: Once it is ready.
        self.server: Server | None = None
        self.folder: Path | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end_server()
        if self.folder is not None:
            _remove(self.folder)

    def stop(self) -> None:
        """End what is running and start nothing any more. Another thread may say so; this one still has to leave."""
        with self._starting:
            self._stopped = True
            if self._started is not None:
                self._started.kill()

    def run(self, job: Job, files: Mapping[str, Path], journal: Journal | None = None) -> Answer:
        """Run ``job`` in a folder of its own that is removed afterwards.

        Args:
            job: What to run; ``model`` and ``result`` are filled in here.
            files: The model's files: the only ones in the model's folder that the worker sees.
            journal: Keeps what is predicted while the job runs.

        Raises:
            RunFailed: The model failed, the worker crashed, or it took more than it may.
            NotStarted: There is no room for the job on the disk, or no such device here.
        """
        folder = None
        try:
            folder = self._prepare(job, files)
            if journal:
                journal.follow(folder / "work" / JOURNAL)
            return self._run(folder, job, _model_type(files))
        except OSError as error:
            if error.errno in _OUR_DISK:
                raise NotStarted(f"the temporary folder cannot be written: {error.strerror}", passing=True) from None
            raise
        finally:
            if folder is not None:
                _remove(folder)

    def _prepare(self, job: Job, files: Mapping[str, Path]) -> Path:
        if self.folder is None:
            # Links are resolved because libraries may name it so, and it is to be found in their words.
            self.folder = Path(tempfile.mkdtemp(prefix="modelhub-")).resolve()
        folder = Path(tempfile.mkdtemp(dir=self.folder))
        model, work = folder / "model", folder / "work"
        work.mkdir()
        _link(files, model)
        places = {"model": model, "result": work / "answer.json", **({"journal": work / JOURNAL} if job.rows else {})}
        placed = job.model_copy(update={name: str(path) for name, path in places.items()})
        (folder / "job.json").write_text(placed.model_dump_json(), encoding="utf-8")
        return folder

    def _run(self, folder: Path, job: Job, model_type: str) -> Answer:
        server = self._started_server(folder)
        try:
            code = server.run(folder, model_type)
        except ServerGone:
            self._end_server()
            raise RunEnded("the process that runs the models was ended (out of memory, perhaps)") from None
        except BaseException:
            if not self._forks:
                self._end_server()
            raise
        if not self._forks:
            self._end_server()
        if code == 0:
            return _isolated(_answer(folder, job), server.isolation)
        crash = RunEnded if code == -signal.SIGKILL else RunFailed
        raise crash(_crash(code, _tail(folder / "output.txt"), folder))

    def _started_server(self, folder: Path) -> Server:
        if self.server is not None:
            return self.server
        home = folder.parent / "server"
        with self._starting:
            if self._stopped:
                raise RunFailed("the run was stopped")
            self._started = Server(home, self._limits, forks=self._forks)
        try:
            self._started.wait_until_ready()
        except ServerGone:
            self._end_server()
            raise RunFailed(f"no worker can be started: {_without(home, _tail(home / 'server.txt'))}") from None
        self.server = self._started
        return self.server

    def _end_server(self) -> None:
        started, self._started, self.server = self._started, None, None
        if started is not None:
            started.close()


def _link(files: Mapping[str, Path], model: Path) -> None:
    for name, path in files.items():
        link = model / name
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(path.resolve())


def _model_type(files: Mapping[str, Path]) -> str:
    """As ``config.json``, which was inspected, names it; empty where it does not."""
    with suppress(KeyError, ValueError):
        named = json.loads(files["config.json"].read_bytes()).get("model_type")
        return named if isinstance(named, str) else ""
    return ""


def _remove(folder: Path) -> None:
    """Remove what a model left; what cannot be removed stays in the system's temporary folder."""
    try:
        shutil.rmtree(folder, ignore_errors=True)
    except RecursionError:  # Python 3.11 follows nested folders by recursion.
        subprocess.run(["rm", "-rf", folder], check=False)  # noqa: S603, S607  our own folder, by the system's own tool


def _answer(folder: Path, job: Job) -> Answer:
    try:
        answer = Answer.model_validate_json(_bytes_of(folder / "work" / "answer.json"))
    except OSError as error:
        raise RunFailed(f"the worker's answer cannot be read: {error.strerror}") from None
    except ValidationError as error:
        raise RunFailed(f"the worker's answer cannot be read: {error.errors()[0]['msg']}") from None
    if answer.passing:
        raise NotStarted(_without(folder, answer.failure), passing=True)
    if answer.failure:
        raise RunFailed(_without(folder, answer.failure))
    if (len(answer.outputs), len(answer.predictions)) != (len(job.samples), len(job.rows) - len(job.done)):
        raise RunFailed("the worker's answer cannot be read: it does not answer every sample and row")
    return answer


def _isolated(answer: Answer, isolation: Isolation) -> Answer:
    """The answer with what its process was held to, which the process itself is not asked about."""
    if answer.environment is None:
        return answer
    return answer.model_copy(update={"environment": answer.environment.model_copy(update={"isolation": isolation})})


def _bytes_of(path: Path) -> bytes:
    """What a file holds. The model may have put anything in its place: a link, a pipe, a device, too much."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode) or found.st_size > MAX_FILE_BYTES:
            raise RunFailed("the worker's answer cannot be read: it is no plain file of a size that an answer has")
        return file.read(MAX_FILE_BYTES)


def _crash(code: int, output: str, folder: Path) -> str:
    if code >= 0:
        return f"the worker ended with code {code}: {_without(folder, output)}"
    name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
    if name == "SIGXFSZ":
        return f"wrote more than {MAX_FILE_BYTES // 2**20} MiB into one file and was stopped"
    hint = " (out of memory, perhaps)" if name == "SIGKILL" else ""
    return f"the worker was ended by {name}{hint}{': ' if output else ''}{_without(folder, output)}"


def _tail(path: Path) -> str:
    """The last line that was printed."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - _TAIL_BYTES))
            lines = file.read().decode(errors="replace").split("\n")
    except OSError:
        return ""
    return next((line.strip() for line in reversed(lines) if line.strip()), "")


def _without(folder: Path, text: str) -> str:
    """``text`` without the temporary folder's name, which differs from run to run, and not too long."""
    return text.replace(f"{folder}/", "").replace(str(folder), "")[:_MAX_REASON]
