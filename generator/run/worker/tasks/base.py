"""What every runner offers, and batching."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, Protocol

from generator.record import Output
from generator.run.job import Job
from generator.run.worker.loading import Loaded
from generator.verify_block import ActivationName


class Runner(Protocol):
    """A loaded model that answers one task."""

    loaded: Loaded

    @property
    def activation(self) -> ActivationName | None:
        """How logits become scores; ``None`` where the task has no choice."""

    @property
    def scheme(self) -> Literal["bio", "plain"]:
        """What a token classifier's labels are; ``plain`` for other tasks."""

    def outputs(self, texts: list[str]) -> list[Output]:
        """The full answer to each sample, each run alone."""

    def predictions(self, job: Job) -> list[list[str]]:
        """The labels or tags of each evaluation row of ``job``."""


def batches(lengths: Sequence[int], size: int) -> Iterator[list[int]]:
    """The positions of ``lengths`` in groups of at most ``size``, longest first, so that little is padded.

    The longest batch comes first: what does not fit fails at once.
    """
    order = sorted(range(len(lengths)), key=lambda at: -lengths[at])
    for start in range(0, len(order), size):
        yield order[start : start + size]
