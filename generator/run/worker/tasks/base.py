"""What every runner offers, and batching."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from generator.output import Output
from generator.run.job import Job
from generator.run.plan import text_of
from generator.run.worker.loading import Loaded, LoadedModel
from generator.verify_block import ActivationName, Options


class Prediction(NamedTuple):
    """What a model predicts for an evaluation row.

    Attributes:
        labels: The row's labels, or the tag of each word; empty for a word that the model did not read.
        confidence: The mean score of them; for a multi-label classifier that of each label's yes or no.
    """

    labels: list[str]
    confidence: float


class Runner(ABC):
    """A loaded model that answers one task.

    Attributes:
        loaded: The model.
        options: Those of the job, with what the runner chose where it leaves the choice.
        activation: How logits become scores; ``None`` where the task has no choice.
        scheme: What a token classifier's labels are; ``plain`` for other tasks.
        beams: How many texts generation looks at side by side; ``None`` where nothing is generated.
        generation: What counts of the model's own settings of generation, as the record has them.
        libraries: Those that made the model's input, besides what every model needs.
    """

    loaded: LoadedModel
    options: Options
    activation: ActivationName | None = None
    scheme: Literal["bio", "plain"] = "plain"
    beams: int | None = None
    generation: dict[str, Any] | None = None
    libraries: tuple[str, ...] = ()

    @property
    def labels(self) -> list[str]:
        """What the model tells apart; nothing for tasks without labels."""
        return []

    @abstractmethod
    def output(self, sample: Mapping[str, str]) -> Output:
        """The full answer to one sample, which is run alone."""

    def predictions(self, job: Job) -> list[Prediction]:
        """What is predicted for each evaluation row of ``job``; nothing for tasks that are not measured."""
        if job.texts or job.words:
            raise NotImplementedError
        return []


class TextRunner(Runner):
    """A runner whose samples are texts."""

    loaded: Loaded

    def output(self, sample: Mapping[str, str]) -> Output:
        """The full answer to one text."""
        return self.answer(text_of(sample))

    @abstractmethod
    def answer(self, text: str) -> Output:
        """The full answer to one text."""


def batches(lengths: Sequence[int], size: int) -> Iterator[list[int]]:
    """The positions of ``lengths`` in groups of at most ``size``, longest first, so that little is padded.

    The longest batch comes first: what does not fit fails at once.
    """
    order = sorted(range(len(lengths)), key=lambda at: -lengths[at])
    for start in range(0, len(order), size):
        yield order[start : start + size]
