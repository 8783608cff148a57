"""One card → one record: source, inspection, worker, figures, comparison."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from generator.card import Card
from generator.config import VerifyConfig
from generator.errors import UsageError
from generator.record import Environment, FileDigest, RunRecord, RunStatus, SampleRun, Settings, SourceRecord, Timings
from generator.run.compare import compare, verdict
from generator.run.data import read_rows
from generator.run.evaluate import evaluate, kind_of
from generator.run.extra import RUNNING, measuring, require, versions
from generator.run.inspect import inspect
from generator.run.isolation import Limits, Workers
from generator.run.job import Answer, Job, RowInput
from generator.run.journal import Journal
from generator.run.plan import Plan, Request
from generator.run.rows import FILES, Row
from generator.run.sources import Sources
from generator.run.trouble import MissingExtra, NotStarted, RunFailed
from generator.store import digest_files, inside, sha256_of, weights_sha256


@dataclass(frozen=True, slots=True)
class Observation:
    """What a run gave. ``passing``: it was not started for a reason that may be gone the next time."""

    record: RunRecord
    passing: bool = False


class Observer:
    """Runs the models of the hub at ``root``. A context manager: leaving it ends the processes that run them."""

    def __init__(self, root: Path, config: VerifyConfig) -> None:
        self.sources = Sources(root)
        self._root = root
        self._config = config
        self._workers = Workers(Limits(config.timeout, config.memory, config.threads))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._workers.__exit__(kind, error, trace)

    def observe(self, card: Card, plan: Plan, last_revision: str = "") -> Observation:
        """Run a card's model. Whatever is wrong with the model ends up in the record.

        Raises:
            MissingExtra: The libraries that run models are not installed.
        """
        started_at, started = datetime.now(UTC).isoformat(timespec="seconds"), time.perf_counter()
        known: dict[str, Any] = {}
        status: RunStatus
        passing = False
        try:
            if plan.request is None:
                status, reason = "not-run", plan.reason
            else:
                status, reason = self._run(card, plan.request, last_revision, known)
        except NotStarted as trouble:
            status, reason, passing = "not-run", str(trouble), trouble.passing
        except RunFailed as trouble:
            status, reason = "failed", str(trouble)
        except OSError as error:
            # Its file name may be a temporary one, which would differ from run to run.
            status, reason = "failed", f"a file cannot be read or written: {error.strerror}"
        seconds = known.pop("seconds", {})
        total = round(time.perf_counter() - started, 3)
        record = RunRecord(
            card=card.key,
            status=status,
            reason=reason,
            request_sha256=plan.sha256,
            task=plan.request.task if plan.request else None,
            timings=Timings(started_at=started_at, total_seconds=total, **seconds),
            **known,
        )
        return Observation(record, passing)

    def _run(self, card: Card, request: Request, last_revision: str, known: dict[str, Any]) -> tuple[RunStatus, str]:
        """Run, and put what is found into ``known`` at once, so that a failure keeps what came before."""
        source = SourceRecord(uri=request.source, origin=request.origin, revision=request.revision)
        known["source"] = source
        folder = self.sources.folder(request.source, request.revision, last_revision)
        inspect(folder)
        files = digest_files(folder.files)
        found = {
            "resolved_revision": folder.resolved_revision,
            "files": files,
            "weights_sha256": weights_sha256(files),
        }
        known["source"] = source.model_copy(update=found)
        rows, data_sha256 = self._rows(request)
        require(*RUNNING)
        libraries = _measuring(request, rows)
        answer = self._answer(self._job(request, rows), folder.files, files)
        samples = [
            SampleRun(input=given, output=out) for given, out in zip(request.samples, answer.outputs, strict=True)
        ]
        known |= {
            "settings": Settings(
                activation=answer.activation,
                max_length=answer.max_length,
                tolerance=request.tolerance,
                options=answer.options,
                beams=answer.beams,
            ),
            "samples": samples,
            "environment": _environment(answer, libraries),
            "seconds": answer.model_dump(include={"load_seconds", "sample_seconds", "benchmark_seconds"}),
        }
        known["benchmark"] = evaluate(request, rows, data_sha256, answer) if rows else None
        known["checks"] = compare(card, samples, known["benchmark"], activation=answer.activation)
        return verdict(known["checks"])

    def _answer(self, job: Job, files: Mapping[str, Path], digests: list[FileDigest]) -> Answer:
        """Run a job, going on where an earlier evaluation of the same rows stopped."""
        if not job.rows or any(FILES & {*row} for row in job.rows):  # What lies in files may have changed since.
            return self._workers.run(job, files)
        journal = Journal(self._root, job, digests)
        finished = False
        try:
            rest = job.model_copy(update={"done": sorted(journal.known)})
            answer = self._workers.run(rest, files, journal)
            finished = True
        finally:
            journal.close(finished=finished)
        new = iter(answer.predictions)
        whole = [known if (known := journal.known.get(at)) else next(new) for at in range(len(job.rows))]
        return answer.model_copy(update={"predictions": whole})

    def _rows(self, request: Request) -> tuple[list[Row], str]:
        """The evaluation rows and their file's digest, taken first: a change while running makes the record stale."""
        if not request.benchmark:
            return [], ""
        try:
            path = inside(self._root, request.benchmark.data)
        except UsageError as error:
            raise RunFailed(str(error)) from None
        sha256 = sha256_of(path) if path.is_file() else ""
        try:
            rows = read_rows(path, request.benchmark, request.task)
            return [_placed(self._root, row) for row in rows], sha256
        except MissingExtra as missing:  # Only this kind of file needs it: the other models can run.
            raise NotStarted(str(missing), passing=True) from None

    def _job(self, request: Request, rows: list[Row]) -> Job:
        return Job(
            task=request.task,
            model="",
            result="",
            activation=request.activation,
            max_length=request.max_length,
            threads=self._config.threads,
            batch_size=self._config.batch_size,
            options=request.options,
            samples=[dict(sample) for sample in request.samples],
            rows=[row.given for row in rows],
        )


def _measuring(request: Request, rows: list[Row]) -> tuple[str, ...]:
    """The libraries that will measure; nothing where there is nothing to measure."""
    if not rows:
        return ()
    extra, libraries = measuring(kind_of(request.task, rows))
    try:
        require(*libraries, extra=extra)
    except MissingExtra as missing:
        if extra == "run":
            raise
        raise NotStarted(str(missing), passing=True) from None  # Only these figures need them.
    return libraries


def _placed(root: Path, row: Row) -> Row:
    """A row whose pictures and recordings are named by where they lie on this machine.

    Raises:
        RunFailed: There is none, or it lies outside of the hub.
    """
    found: RowInput = {}
    for column in FILES & {*row.given}:
        name = str(row.given[column])
        try:
            path = inside(root, name)
        except UsageError as error:
            raise RunFailed(f"{row.where}: {column}: {error}") from None
        if not path.is_file():
            raise RunFailed(f"{row.where}: {column}: {name}: no such file in the hub")
        found[column] = str(path)
    return replace(row, given={**row.given, **found}) if found else row


def _environment(answer: Answer, libraries: tuple[str, ...]) -> Environment | None:
    """The worker's environment and, where something was measured, the libraries that count in this process."""
    if answer.environment is None or not libraries:
        return answer.environment
    packages = answer.environment.packages | versions(libraries)
    return answer.environment.model_copy(update={"packages": dict(sorted(packages.items()))})
