"""Batches of evaluation rows on several processors: processes forked from the one that has loaded the model.

Threads of one operation wait for each other many times a millisecond; processes with a batch each never do. A batch is
computed in one of them with the job's own number of threads, so its numbers do not depend on how many there are. They
share the model's weights.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from typing import IO, NoReturn, TypeAlias

from generator.run.job import JournalLine, Prediction, journal_lines
from generator.run.worker import confine

Batch: TypeAlias = list[int]
Predicted: TypeAlias = dict[int, Prediction]
Predict: TypeAlias = Callable[[Batch], Predicted]

#: Bytes of a batch's number.
_NUMBER = 4


def in_lanes(lanes: int, batches: Sequence[Batch], predict: Predict) -> Predicted:
    """What is predicted for the rows of ``batches``, each of them whole or not at all.

    After the first trouble no batch is begun any more. What is missing is for the caller to predict, in order: so what
    a model fails with is the same, however many processes there are.

    Args:
        lanes: How many processes take batches, this one among them.
        batches: Positions of rows. They are taken in this order.
        predict: Predicts the rows of one.
    """
    lanes = min(lanes, len(batches))
    if lanes < 2 or not _may_fork():  # noqa: PLR2004  one lane is no lanes
        return {}
    found: Predicted = {}
    with ExitStack() as files:
        queue = files.enter_context(tempfile.TemporaryFile(buffering=0))
        queue.write(b"".join(number.to_bytes(_NUMBER, "big") for number in range(len(batches))))
        queue.seek(0)
        this, others = os.getpid(), []
        for _ in range(lanes - 1):
            kept = files.enter_context(tempfile.TemporaryFile())
            if (child := os.fork()) == 0:
                confine.end_with_parent(this)
                _other_lane(queue, batches, predict, kept)
            others.append((child, kept))
        for new in _predictions(queue, batches, predict):
            found |= new
        for child, kept in others:
            os.waitpid(child, 0)
            found |= _read(kept)
    return found


def _may_fork() -> bool:
    """Whether this process has no threads, which would not outlive a fork. Other systems than Linux do not tell."""
    try:
        return len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208  only their number counts
    except OSError:
        return False


def _other_lane(queue: IO[bytes], batches: Sequence[Batch], predict: Predict, kept: IO[bytes]) -> NoReturn:
    try:
        for new in _predictions(queue, batches, predict):
            kept.write(journal_lines(new.items()))
            kept.flush()
    finally:
        os._exit(0)


def _predictions(queue: IO[bytes], batches: Sequence[Batch], predict: Predict) -> Iterator[Predicted]:
    """Of one batch after the other, until there are none left, or one of them fails."""
    # The place in an open file is one for all who were forked with it.
    while number := queue.read(_NUMBER):
        try:
            yield predict(batches[int.from_bytes(number, "big")])
        except Exception:  # noqa: BLE001  whatever it is, the caller comes to it again
            queue.seek(0, os.SEEK_END)


def _read(kept: IO[bytes]) -> Predicted:
    kept.seek(0)
    written = kept.read()
    whole = written[: written.rfind(b"\n") + 1]
    return {line.at: line.prediction for line in map(JournalLine.model_validate_json, whole.splitlines())}
