"""Whether running a model again could say anything new, and why: card, record and files → judgement. Nothing runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, TypeAlias

from generator.config import Device, VerifyConfig
from generator.hub import Entry
from generator.record import RunRecord
from generator.report.outcome import State
from generator.run.expiry import expiry as too_old
from generator.run.extra import installed
from generator.run.plan import Plan, Request
from generator.store import change_of_data, change_of_model

#: Libraries that decide what a model answers. The releases of others are kept in a record too, but make none stale.
DECIDING = ("tokenizers", "torch", "transformers")

Kind: TypeAlias = Literal[
    "new", "untried", "card", "model", "data", "threads", "device", "versions", "expired", "speed"
]
#: They take nothing from what a record says.
_HARMLESS: frozenset[Kind] = frozenset({"untried", "speed"})
#: What models compute in, whatever their weights are kept in.
DTYPE = "float32"
#: ``run``: it would be run again; ``keep``: its record is up to date; ``none``: it cannot be run.
Action: TypeAlias = Literal["run", "keep", "none"]


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a run would be made with now.

    Attributes:
        threads: Threads that a model computes with.
        max_age: Days after which a record expires; 0 for never.
        now: The time, with its zone.
        packages: The versions of the libraries that decide; none where models cannot be run here.
        speed: Whether the speed of models is wanted.
        device: What models compute on; ``auto`` takes what comes.
    """

    threads: int
    max_age: float = 0.0
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    packages: Mapping[str, str] = field(default_factory=dict)
    speed: bool = False
    device: Device = "cpu"


@dataclass(frozen=True, slots=True)
class Cause:
    """A reason to run a model again, in a word for programs and in one for people."""

    kind: Kind
    message: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What would be done with a card, and why.

    Attributes:
        card: Its key.
        action: What would be done.
        causes: Why it would be run; empty where it would not.
        state: What its record is worth today.
        reason: Of that state, in one sentence.
    """

    card: str
    action: Action
    causes: tuple[Cause, ...]
    state: State
    reason: str


def conditions(config: VerifyConfig, now: datetime | None = None) -> Conditions:
    """The conditions on this machine, seen without importing a library."""
    return Conditions(
        config.threads, config.max_age, now or datetime.now(UTC), installed(DECIDING), device=config.device
    )


def judge(root: Path, entry: Entry, planned: Plan, today: Conditions) -> Judgement:
    """Say what would be done with a card of the hub, as it was read."""
    key, record = entry.card.key, entry.record
    if planned.request is None:
        if record is not None and record.status != "not-run":
            return Judgement(key, "none", (), "stale", f"the card cannot be run any more: {planned.reason}")
        return Judgement(key, "none", (), "not-run", planned.reason)
    if record is None:
        return Judgement(key, "run", (Cause("new", entry.reason),), "missing", entry.reason)
    # The hub was read just now, files and all: only what it calls stale need be looked at again, to say why.
    causes = tuple(causes_of(root, record, planned, today, files=entry.status == "stale"))
    if not causes:
        return Judgement(key, "keep", (), record.status, record.reason)
    worthless = any(cause.kind not in _HARMLESS for cause in causes)
    reason = "; ".join(cause.message for cause in causes) if worthless else record.reason
    return Judgement(key, "run", causes, "stale" if worthless else record.status, reason)


def causes_of(
    root: Path, record: RunRecord, planned: Plan, today: Conditions, *, files: bool = True
) -> Iterator[Cause]:
    """Why a model would be run again; nothing where that would only say the same.

    Args:
        root: The hub's root.
        record: What was observed.
        planned: What the card asks for now; nothing is yielded where that cannot be run.
        today: What it would be run with.
        files: Look at the model's folder and the evaluation data too.
    """
    request = planned.request
    if request is None:
        return
    if record.request_sha256 != planned.sha256:
        yield Cause("card", _changed(record, request))
    if record.status == "not-run" or record.source is None or not record.source.files:
        yield Cause("untried", f"no model was loaded the last time: {record.reason}")
        return
    if files:
        if change := change_of_model(root, record):
            yield Cause("model", change)
        if change := change_of_data(root, record):
            yield Cause("data", change)
    if request.benchmark and record.benchmark is None and record.data is None:
        yield Cause("data", "the evaluation data could not be measured the last time")
    yield from _other_conditions(record, today)
    if today.speed and lacks_speed(record):
        yield Cause("speed", "its speed was not measured yet")


def lacks_speed(record: RunRecord, *, again: bool = False) -> bool:
    """Whether the speed of a model that answered something is not known, or is to be measured ``again``."""
    answered = record.status not in {"failed", "not-run"} and bool(record.samples or record.benchmark)
    return answered and (again or record.speed is None)


def _changed(record: RunRecord, request: Request) -> str:
    """What of a card changed, as far as the record can tell."""
    source, data = record.source, record.benchmark
    parts = {
        "task": record.task not in {None, request.task},
        "source": source is not None
        and (source.uri, source.origin, source.revision) != (request.source, request.origin, request.revision),
        "sample input": bool(record.samples) and [run.input for run in record.samples] != [*request.samples],
        "evaluation data": data is not None and data.data != (request.benchmark.place if request.benchmark else ""),
        "tolerance": record.settings is not None and record.settings.tolerance != request.tolerance,
    }
    changed = [name for name, differs in parts.items() if differs]
    if changed:
        return f"the card changed since: {', '.join(changed)}"
    return "the card's settings or claims changed since, or how modelhub runs such a model"


def _other_conditions(record: RunRecord, today: Conditions) -> Iterator[Cause]:
    """What a run now would be made with, and the record was not."""
    environment = record.environment
    if environment is not None and environment.threads != today.threads:
        yield Cause("threads", f"run with verify.threads = {environment.threads}, which is {today.threads} now")
    if environment is not None:
        if today.device not in {"auto", environment.device}:
            yield Cause("device", f"run on {environment.device}, and verify.device is {today.device} now")
        if environment.dtype != DTYPE:
            yield Cause("device", f"run as {environment.dtype}, which is {DTYPE} now")
        others = [
            f"{name} {environment.packages[name]}, installed is {version}"
            for name, version in today.packages.items()
            if name in environment.packages and _release(environment.packages[name]) != _release(version)
        ]
        if others:
            yield Cause("versions", f"run with {'; '.join(others)}")
    if old := expiry(record.timings.started_at, today):
        yield Cause("expired", old)


def _release(version: str) -> str:
    """A version without the name of its build: ``2.6.0+cpu`` and ``2.6.0`` are one release."""
    return version.partition("+")[0]


def expiry(started_at: str, today: Conditions) -> str:
    """That a record which was made at this time is too old; empty where it is not."""
    return too_old(started_at, today.max_age, today.now)
