"""One card → one record: source, inspection, worker, figures, comparison."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from generator.card import Card
from generator.config import VerifyConfig
from generator.evaluation_data import is_pinned_data
from generator.record import Environment, FileDigest, RunRecord, RunStatus, SampleRun, Settings, SourceRecord, Timings
from generator.run.compare import compare, verdict
from generator.run.data import libraries_for, rows_for
from generator.run.data_set import DataSet
from generator.run.evaluate import evaluate
from generator.run.extra import READING, RUNNING, require, versions
from generator.run.fetch import Fetched
from generator.run.inputs import input_files
from generator.run.inspect import ModelFolder, inspect
from generator.run.isolation import Limits, Workers
from generator.run.job import Answer, Job
from generator.run.journal import Journal, OnRows
from generator.run.plan import Plan, Request
from generator.run.room import Room, expected_memory
from generator.run.rows import Row
from generator.run.samples import FILES, files_of_samples
from generator.run.trouble import MissingExtra, NotStarted, RunEnded, RunFailed, TookTooMuch
from generator.store import digest_files, digest_of_data, model_size, weights_sha256
from generator.verify_block import TaskName


@dataclass(frozen=True, slots=True)
class Observation:
    """What a run gave. ``passing``: it was not started for a reason that may be gone the next time."""

    record: RunRecord
    passing: bool = False


def not_run(card: Card, plan: Plan) -> RunRecord:
    """The record of a card that nothing can be run for."""
    timings = Timings(started_at=datetime.now(UTC).isoformat(timespec="seconds"), total_seconds=0)
    return RunRecord(card=card.key, status="not-run", reason=plan.reason, request_sha256=plan.sha256, timings=timings)


class Observer:
    """Runs models of the hub at ``root``, one after the other.

    A context manager: leaving it ends the processes that run them. One thread uses it, but for ``stop``.

    Args:
        root: The hub's root.
        config: How models are run.
        room: The memory that is shared with the models of other observers.
        lanes: Says how many processes may predict evaluation rows at the same time.
    """

    def __init__(
        self, root: Path, config: VerifyConfig, room: Room | None = None, lanes: Callable[[], int] = lambda: 1
    ) -> None:
        self._root = root
        self._config = config
        self._room = room or Room()
        self._lanes = lanes
        self._on_rows: OnRows = _nobody
        self._workers = Workers(Limits(config.timeout, config.memory, config.threads, config.device))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._workers.__exit__(kind, error, trace)

    def stop(self) -> None:
        """End what is running, from any thread."""
        self._workers.stop()

    def observe(self, card: Card, plan: Plan, fetched: Fetched, on_rows: OnRows | None = None) -> Observation:
        """Run a card's model. Whatever is wrong with the model ends up in the record.

        Args:
            card: The card.
            plan: What to run for it; it has a request.
            fetched: The model.
            on_rows: Told, by any thread, how far the evaluation is.

        Raises:
            MissingExtra: The libraries that run models are not installed.
        """
        assert plan.request  # noqa: S101  as said above
        self._on_rows = on_rows or _nobody
        started = time.perf_counter()
        known: dict[str, Any] = {}
        status: RunStatus
        passing = False
        try:
            status, reason = self._run(card, plan.request, fetched, known)
        except NotStarted as trouble:
            status, reason, passing = "not-run", str(trouble), trouble.passing
        except RunFailed as trouble:
            status, reason = "failed", str(trouble)
        except OSError as error:
            # Its file name may be a temporary one, which would differ from run to run.
            status, reason = "failed", f"a file cannot be read or written: {error.strerror}"
        seconds = known.pop("seconds", {})
        total = round(fetched.seconds + time.perf_counter() - started - known.pop("waited", 0.0), 3)
        record = RunRecord(
            card=card.key,
            status=status,
            reason=reason,
            request_sha256=plan.sha256,
            task=plan.request.task,
            timings=Timings(started_at=fetched.started_at, total_seconds=total, **seconds),
            **known,
        )
        return Observation(record, passing)

    def _run(self, card: Card, request: Request, fetched: Fetched, known: dict[str, Any]) -> tuple[RunStatus, str]:
        """Run, and put what is found into ``known`` at once, so that a failure keeps what came before."""
        source = SourceRecord(uri=request.source, origin=request.origin, revision=request.revision)
        known["source"] = source
        if fetched.folder is None:
            raise fetched.trouble or RunFailed("the model was not fetched")
        folder = fetched.folder
        known["source"] = source = source.model_copy(update={"resolved_revision": folder.resolved_revision})
        inspect(folder)
        files = digest_files(folder.files)
        known["source"] = source.model_copy(update={"files": files, "weights_sha256": weights_sha256(files)})
        rows, data_sha256 = self._rows(request, fetched.data, known)
        held = fetched.data.files if fetched.data else {}
        named = files_of_samples([*request.samples, *(row.given for row in rows)])
        inputs = input_files(self._root, [name for name in named if name not in held])
        digests = {file.path: file for file in digest_files(inputs)}
        require(*RUNNING)
        libraries = libraries_for(request, rows)
        _require_reading(request.task)
        answer = self._answer(job_of(request, self._config, {**inputs, **held}, rows), folder, known)
        known["size"] = model_size(files, answer.parameters)
        samples = [
            SampleRun(input=given, output=out, files=[digests[name] for name in files_of_samples([given])])
            for given, out in zip(request.samples, answer.outputs, strict=True)
        ]
        known |= {
            "settings": Settings(
                activation=answer.activation,
                max_length=answer.max_length,
                tolerance=request.tolerance,
                options=answer.options,
                beams=answer.beams,
                generation=answer.generation,
                unheeded=list(request.unheeded),
            ),
            "samples": samples,
            "environment": _environment(answer, libraries),
            "seconds": answer.model_dump(include={"load_seconds", "sample_seconds", "benchmark_seconds"}),
        }
        if rows:
            named = files_of_samples([row.given for row in rows])
            measured = {name: digests[name].sha256 for name in named if name not in held}
            benchmark = evaluate(request, rows, data_sha256, answer).model_copy(update={"files": measured})
            known |= {"benchmark": benchmark, "data": None}
        known["checks"] = compare(card, samples, known.get("benchmark"), activation=answer.activation)
        return verdict(known["checks"])

    def _rows(self, request: Request, data: DataSet | None, known: dict[str, Any]) -> tuple[list[Row], str]:
        """The evaluation rows and their file's digest, which is known even where the rows cannot be read."""
        if data is not None:
            known["data"] = data.digest
            return data.read(), data.digest.sha256
        if request.benchmark and request.benchmark.data is not None:
            known["data"] = digest_of_data(self._root, request.benchmark.data)
        return rows_for(self._root, request)

    def _answer(self, job: Job, folder: ModelFolder, known: dict[str, Any]) -> Answer:
        """What the model answers, once there is room for it.

        A model that was ended while others ran may have been ended because of them, so it is run again alone.
        """
        need = min(expected_memory(folder.files), self._config.memory)
        with self._room.place(need) as place:
            known["waited"] = place.waited
            try:
                return self._attempt(job, folder.files, known["source"].files)
            except RunEnded:
                if not place.shared:
                    raise
        with self._room.place(None) as place:
            known["waited"] += place.waited
            return self._attempt(job, folder.files, known["source"].files)

    def _attempt(self, job: Job, files: Mapping[str, Path], digests: list[FileDigest]) -> Answer:
        """Run a job, going on where an earlier evaluation of the same rows stopped."""
        if not job.rows:
            return self._workers.run(job, files)
        # What lies in files of the hub may have changed since.
        keeps = all(is_pinned_data(str(row[name])) for row in job.rows for name in FILES & {*row})
        journal = Journal(self._root, job, digests, keeps=keeps, on_rows=self._on_rows)
        finished = False
        try:
            rest = job.model_copy(update={"done": sorted(journal.known), "lanes": self._lanes()})
            answer = self._predicted(rest, files, journal)
            finished = True
        finally:
            journal.close(finished=finished)
        new = iter(answer.predictions)
        whole = [known if (known := journal.known.get(at)) else next(new) for at in range(len(job.rows))]
        return answer.model_copy(update={"predictions": whole})

    def _predicted(self, job: Job, files: Mapping[str, Path], journal: Journal) -> Answer:
        """Run a job with evaluation rows. Where several processes took too much, one alone may not."""
        try:
            return self._workers.run(job, files, journal)
        except TookTooMuch:
            if job.lanes == 1:
                raise
        return self._workers.run(job.model_copy(update={"lanes": 1}), files, journal)


def job_of(request: Request, config: VerifyConfig, inputs: Mapping[str, Path], rows: Sequence[Row] = ()) -> Job:
    """What a worker is asked to do.

    Args:
        request: What to run.
        config: How.
        inputs: Where the files lie that samples and rows name.
        rows: Evaluation rows.
    """
    return Job(
        task=request.task,
        model="",
        result="",
        activation=request.activation,
        max_length=request.max_length,
        threads=config.threads,
        device=config.device,
        batch_size=config.batch_size,
        options=request.options,
        samples=[dict(sample) for sample in request.samples],
        files={name: str(path) for name, path in inputs.items()},
        rows=[row.given for row in rows],
    )


def _nobody(_done: int, _rows: int) -> None:
    """Told how far an evaluation is."""


def _require_reading(task: TaskName) -> None:
    """See that what reads the samples of a task is there: without it the models of other tasks can run."""
    extra, modules = READING.get(task, ("run", ()))
    try:
        require(*modules, extra=extra)
    except MissingExtra as missing:
        raise NotStarted(str(missing), passing=True) from None


def _environment(answer: Answer, libraries: tuple[str, ...]) -> Environment | None:
    """The worker's environment and, where something was measured, the libraries that count in this process."""
    if answer.environment is None or not libraries:
        return answer.environment
    packages = answer.environment.packages | versions(libraries)
    return answer.environment.model_copy(update={"packages": dict(sorted(packages.items()))})
