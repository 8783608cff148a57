"""Evaluation rows → predictions, in batches of about the same length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.run.job import Job, Prediction
from generator.run.worker.tasks.base import Runner


def predictions(runner: Runner, job: Job) -> list[Prediction]:
    """What is predicted for each evaluation row of ``job``, in their order."""
    found: dict[int, Prediction] = {}
    for batch in batches(runner.lengths(job.rows) if job.rows else [], job.batch_size):
        found |= zip(batch, runner.predict([job.rows[at] for at in batch]), strict=True)
    return [found[at] for at in range(len(job.rows))]


def batches(lengths: Sequence[int], size: int) -> Iterator[list[int]]:
    """The positions of ``lengths`` in groups of at most ``size``, longest first, so that little is padded.

    The longest batch comes first: what does not fit fails at once.
    """
    order = sorted(range(len(lengths)), key=lambda at: -lengths[at])
    for start in range(0, len(order), size):
        yield order[start : start + size]
