"""Evaluation rows → predictions, in batches of about the same length."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.run.job import Job, JournalLine, Prediction
from generator.run.worker.tasks.base import Runner


def predictions(runner: Runner, job: Job) -> list[Prediction]:
    """What is predicted for each evaluation row of ``job`` that is not done, in their order.

    Batches are the same whatever is done: a row's scores depend, in their last digits, on the rows beside it.
    """
    done, found = set(job.done), dict[int, Prediction]()
    for batch in batches(runner.lengths(job.rows) if job.rows else [], job.batch_size):
        if not done.issuperset(batch):
            new = dict(zip(batch, runner.predict([job.rows[at] for at in batch]), strict=True))
            _note(job, new)
            found |= new
    return [found[at] for at in range(len(job.rows)) if at not in done]


def _note(job: Job, new: Mapping[int, Prediction]) -> None:
    if job.journal:
        lines = (JournalLine(at=at, prediction=prediction).model_dump_json() for at, prediction in new.items())
        with Path(job.journal).open("a", encoding="utf-8") as journal:
            journal.write("".join(f"{line}\n" for line in lines))


def batches(lengths: Sequence[int], size: int) -> Iterator[list[int]]:
    """The positions of ``lengths`` in groups of at most ``size``, longest first, so that little is padded.

    The longest batch comes first: what does not fit fails at once.
    """
    order = sorted(range(len(lengths)), key=lambda at: -lengths[at])
    for start in range(0, len(order), size):
        yield order[start : start + size]
