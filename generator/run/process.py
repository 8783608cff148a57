"""The worker process: started, watched and stopped from here."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

import generator
from generator.run.job import Answer, Job
from generator.run.trouble import RunFailed

#: Seconds between asking a worker to end and ending it.
_GRACE = 2.0
_TAIL_BYTES = 4_000
_MAX_REASON = 400
#: The process is isolated (-I): neither PYTHONPATH nor the working folder decides what it imports.
_START = "import sys; sys.path.append(sys.argv[1]); from generator.run.worker.main import main; main()"
_PACKAGE_PARENT = str(Path(generator.__file__).resolve().parents[1])


def run_in_worker(job: Job, files: Mapping[str, Path], timeout: float) -> Answer:
    """Run ``job`` in a process of its own, in a folder of its own that is removed afterwards.

    Args:
        job: What to run; ``model`` and ``result`` are filled in here.
        files: The model's files: the only ones in the model's folder that the worker sees.
        timeout: Seconds until the worker is ended, loading included.

    Raises:
        RunFailed: The model failed, the worker crashed, or it took too long.
    """
    with tempfile.TemporaryDirectory(prefix="modelhub-") as name:
        folder = Path(name).resolve()  # Libraries may name it so, and it is to be found in their words.
        model, result = folder / "model", folder / "answer.json"
        _link(files, model)
        placed = job.model_copy(update={"model": str(model), "result": str(result)})
        (folder / "job.json").write_text(placed.model_dump_json(), encoding="utf-8")
        code = _run(folder, job.threads, timeout)
        if code == 0 and result.is_file():
            return _answer(result, folder)
        raise RunFailed(_crash(code, _tail(folder / "output.txt"), folder))


def _link(files: Mapping[str, Path], model: Path) -> None:
    for name, path in files.items():
        link = model / name
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(path.resolve())


def _run(folder: Path, threads: int, timeout: float) -> int:
    work = folder / "work"
    work.mkdir()
    with (folder / "job.json").open("rb") as job, (folder / "output.txt").open("wb") as output:
        worker = subprocess.Popen(  # noqa: S603  our own interpreter with our own code
            [sys.executable, "-I", "-B", "-c", _START, _PACKAGE_PARENT, str(os.getpid())],
            stdin=job,
            stdout=output,
            stderr=output,
            cwd=work,
            env=_environment(work, threads),
            start_new_session=True,
        )
        try:
            return worker.wait(timeout)
        except subprocess.TimeoutExpired:
            raise RunFailed(f"took longer than {timeout:g} s and was stopped") from None
        finally:
            _stop(worker)


def _environment(home: Path, threads: int) -> dict[str, str]:
    """Nothing of ours but where libraries lie: no token, no proxy, no settings."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return {
        **kept,
        "HOME": str(home),
        "TMPDIR": str(home),
        "LANG": "C.UTF-8",
        "HF_HOME": str(home),
        "HF_HUB_OFFLINE": "1",
        "TRANSFORMERS_OFFLINE": "1",
        "TOKENIZERS_PARALLELISM": "false",
        "CUDA_VISIBLE_DEVICES": "",
        "OMP_NUM_THREADS": str(threads),
        "MKL_NUM_THREADS": str(threads),
    }


def _stop(worker: subprocess.Popen[bytes]) -> None:
    """End the worker and whatever it started: ask, wait, then kill."""
    if worker.poll() is None:
        _signal(worker.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            worker.wait(_GRACE)
    _signal(worker.pid, signal.SIGKILL)
    worker.wait()


def _signal(group: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, number)


def _answer(path: Path, folder: Path) -> Answer:
    try:
        answer = Answer.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise RunFailed(f"the worker's answer cannot be read: {error.errors()[0]['msg']}") from None
    if answer.failure:
        raise RunFailed(_without(folder, answer.failure))
    return answer


def _crash(code: int, output: str, folder: Path) -> str:
    if code >= 0:
        return f"the worker ended with code {code}: {_without(folder, output)}"
    name = signal.Signals(-code).name
    hint = " (out of memory, perhaps)" if name == "SIGKILL" else ""
    return f"the worker was ended by {name}{hint}{': ' if output else ''}{_without(folder, output)}"


def _tail(path: Path) -> str:
    """The last line that was printed."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL_BYTES))
        lines = file.read().decode(errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "")


def _without(folder: Path, text: str) -> str:
    """``text`` without the temporary folder's name, which differs from run to run, and not too long."""
    return text.replace(f"{folder}/", "").replace(str(folder), "")[:_MAX_REASON]
