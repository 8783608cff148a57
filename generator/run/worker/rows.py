"""Evaluation rows → predictions, in batches of about the same length."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence

from generator.run.job import Job, Prediction, journal_lines
from generator.run.worker.lanes import Batch, Predicted, in_lanes
from generator.run.worker.tasks.base import Runner

#: Tokens of the rows that are counted as one.
_LENGTH = 64


def predictions(runner: Runner, job: Job) -> list[Prediction]:
    """What is predicted for each evaluation row of ``job`` that is not done, in their order.

    Batches are the same whatever is done: a row's scores depend, in their last digits, on the rows beside it.
    """
    done = set(job.done)
    lengths = runner.lengths(job.rows) if job.rows else []
    planned = batches(lengths, job.batch_size, most=runner.most_rows)
    left = [batch for batch in planned if not done.issuperset(batch)]

    def predict(batch: Batch) -> Predicted:
        new = dict(zip(batch, runner.predict([job.rows[at] for at in batch]), strict=True))
        _note(job, new)
        return new

    found = in_lanes(job.lanes, left, predict)
    for batch in left:
        if not found.keys() >= {*batch}:
            found |= predict(batch)
    return [found[at] for at in range(len(job.rows)) if at not in done]


def _note(job: Job, new: Mapping[int, Prediction]) -> None:
    """Append to the journal, in one piece: others may do so at the same time."""
    if job.journal:
        journal = os.open(job.journal, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        with os.fdopen(journal, "wb", buffering=0) as file:
            file.write(journal_lines(new.items()))


def batches(lengths: Sequence[int], size: int, most: int | None = None) -> Iterator[list[int]]:
    """The positions of ``lengths`` in groups of about the same length, longest first, so that little is padded.

    A processor is as busy with many short rows as with few long ones, and what a model holds meanwhile grows with both.
    So a group is as long as ``size`` rows of 64 tokens: more rows of shorter ones, fewer of longer ones, one at least.
    The longest comes first: what does not fit fails at once.

    Args:
        lengths: Of each row.
        size: Rows of 64 that go together.
        most: More rows never do; ``None`` for no limit.
    """
    order = sorted(range(len(lengths)), key=lambda at: -lengths[at])
    start = 0
    while start < len(order):
        fitting = max(1, size * _LENGTH // max(1, lengths[order[start]]))
        end = start + (fitting if most is None else min(fitting, most))
        yield order[start:end]
        start = end
