"""How fast the models of a hub are: records → the same with a speed. One model at a time, and nothing beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from generator.config import Config
from generator.errors import UsageError
from generator.hub import Entry, Hub
from generator.record import RunRecord, SourceRecord
from generator.run.data import rows_for
from generator.run.data_set import fetch_data_set
from generator.run.inputs import input_files
from generator.run.inspect import ModelFolder, inspect
from generator.run.isolation import Limits, Workers
from generator.run.observe import job_of
from generator.run.plan import Request, plan
from generator.run.rows import Row
from generator.run.samples import files_of_samples
from generator.run.sources import Sources
from generator.run.trouble import NotStarted, RunFailed
from generator.run.why import lacks_speed
from generator.speed import ModelSize, Speed
from generator.store import digest_files, inside, model_size, record_path, replace_record

#: Sizes of batches. The sizes after a failure: several samples at once may take more memory than there is.
BATCHES, FEWEST = (1, 8, 32), (1,)


def measure_speeds(
    root: Path,
    config: Config,
    hub: Hub,
    records: Sequence[RunRecord],
    *,
    again: bool = False,
    on_start: Callable[[str, int, int], None] = lambda _key, _done, _total: None,
) -> tuple[list[RunRecord], list[str]]:
    """Measure the models whose records have no speed yet, one after the other. Call it when no model runs.

    Args:
        root: The hub's root.
        config: Its configuration.
        hub: Its cards.
        records: Those to complete: up to date, and of cards of the hub.
        again: Measure models again that were measured before.
        on_start: Told the card that is measured next, how many were before it and how many there are.

    Returns:
        All the records, and what kept models from being measured, or records from being written.

    Raises:
        MissingExtra: The libraries that run models are not installed.
    """
    entries = {entry.card.key: entry for entry in hub.entries}
    wanted = [record.card for record in records if lacks_speed(record, again=again) and record.card in entries]
    measured, problems = [], []
    asked = config.verify
    limits = Limits(asked.timeout, asked.memory, asked.threads, asked.device)
    with Workers(limits) as workers:
        speedometer = _Speedometer(root, config, workers)
        for record in records:
            new = record
            if record.card in wanted:
                on_start(record.card, wanted.index(record.card), len(wanted))
                try:
                    new = speedometer.complete(entries[record.card], record)
                except (NotStarted, RunFailed) as trouble:
                    problems.append(f"{record.card}: its speed was not measured: {trouble}")
                except (OSError, UsageError) as error:
                    words = error.strerror if isinstance(error, OSError) else error
                    problems.append(f"{record.card}: its speed cannot be kept: {words}")
            measured.append(new)
    return measured, problems


class _Speedometer:
    def __init__(self, root: Path, config: Config, workers: Workers) -> None:
        self._root = root
        self._config = config
        self._workers = workers
        self._sources = Sources(root, config.verify)

    def complete(self, entry: Entry, record: RunRecord) -> RunRecord:
        """The record with the model's speed, as it is kept now.

        Raises:
            NotStarted, RunFailed: The model cannot be had as it was when it was run.
            OSError, UsageError: The record cannot be written.
        """
        planned = plan(entry.card)
        if planned.request is None or record.source is None or planned.sha256 != record.request_sha256:
            raise NotStarted("the card changed since the model was run")
        path = inside(self._root, record_path(Path(self._config.records), record.card).as_posix())
        found = self._measure(planned.request, record.source)
        new = record.model_copy(update={name: value for name, value in found.items() if value is not None})
        return replace_record(path, new, seen=record)

    def _measure(self, request: Request, source: SourceRecord) -> dict[str, Speed | ModelSize | None]:
        """The speed and, where the model could be loaded, the size of the model that was run."""
        revision = source.resolved_revision
        with ExitStack() as hold:
            sample, name, held = self._sample(request, hold)  # First: nothing is fetched while a model is held.
            folder = hold.enter_context(self._sources.held(request.source, revision or request.revision, revision))
            return self._timed(replace(request, samples=(sample,)), name, source, folder, held)

    def _timed(
        self, request: Request, name: str, source: SourceRecord, folder: ModelFolder, held: Mapping[str, Path]
    ) -> dict[str, Speed | ModelSize | None]:
        inspect(folder)
        if digest_files(folder.files) != source.files:
            raise NotStarted("the model changed since it was run")
        measured_at = datetime.now(UTC).isoformat(timespec="seconds")
        inputs = input_files(self._root, [file for file in files_of_samples(request.samples) if file not in held])
        job = job_of(request, self._config.verify, {**inputs, **held})
        problem = ""
        for batches in (BATCHES, FEWEST):
            try:
                answer = self._workers.run(job.model_copy(update={"speed_batches": [*batches]}), folder.files)
            except RunFailed as trouble:
                problem = str(trouble)
            else:
                speed = Speed(measured_at=measured_at, sample=name, problem=problem, figures=answer.speed)
                return {"speed": speed, "size": model_size(source.files, answer.parameters)}
        return {"speed": Speed(measured_at=measured_at, sample=name, problem=problem), "size": None}

    def _sample(self, request: Request, hold: ExitStack) -> tuple[dict[str, str], str, Mapping[str, Path]]:
        """The first sample of the card, else the first row of its evaluation data, how it is called, and its file."""
        if request.samples or request.benchmark is None:
            return request.samples[0], "sample 1", {}
        data = fetch_data_set(self._sources, request, hold)
        rows = data.read() if data else rows_for(self._root, request)[0]
        return _sample_of(rows[0]), f"row 1 of {request.benchmark.place}", data.files if data else {}


def _sample_of(row: Row) -> dict[str, str]:
    """What the model reads of an evaluation row, as a sample has it."""
    if "tokens" in row.given:
        return {"text": " ".join(row.given["tokens"])}
    return {name: value if isinstance(value, str) else "\n".join(value) for name, value in row.given.items()}
