"""A model that a run needs → its files on this machine, held until they were run; or why they are not here."""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from generator.run.data_set import DataSet, fetch_data_set
from generator.run.inspect import ModelFolder
from generator.run.plan import Request
from generator.run.sources import Sources
from generator.run.trouble import NotStarted, RunFailed


@dataclass(frozen=True, slots=True)
class Fetched:
    """A model that is here to be run, or why it is not. A context manager: leaving it lets go of the model's files.

    Any thread may leave it.

    Attributes:
        folder: ``None`` where there is trouble.
        trouble: What became of fetching it.
        started_at: When that began: UTC, ISO 8601.
        seconds: How long it took.
        hold: What keeps the files where they are.
        data: The evaluation data where it is a data set of the Hugging Face Hub; ``None`` where there is trouble.
    """

    folder: ModelFolder | None
    trouble: NotStarted | RunFailed | OSError | None
    started_at: str
    seconds: float
    hold: ExitStack
    data: DataSet | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.hold.close()


def fetch(sources: Sources, request: Request, last_revision: str = "") -> Fetched:
    """Have a model's files and its data set here. Whatever is wrong with that ends up in the model's record.

    Raises:
        MissingExtra: The libraries that fetch models are not installed.
    """
    started_at, started = datetime.now(UTC).isoformat(timespec="seconds"), time.perf_counter()
    folder, trouble, hold, data = None, None, ExitStack(), None
    try:
        # First, since nothing is fetched while a model is held.
        data = fetch_data_set(sources, request, hold)
        folder = hold.enter_context(sources.held(request.source, request.revision, last_revision))
    except (NotStarted, RunFailed, OSError) as error:
        trouble = error
    return Fetched(folder, trouble, started_at, time.perf_counter() - started, hold, data)
