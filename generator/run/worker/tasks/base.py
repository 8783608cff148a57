"""What every runner offers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from generator.output import (
    AnswerOutput,
    ClassificationOutput,
    MaskOutput,
    NumberOutput,
    Output,
    TextOutput,
    TranscriptOutput,
)
from generator.run.job import Prediction, RowInput
from generator.run.samples import text_of
from generator.run.worker.loading import Loaded, LoadedModel
from generator.verify_block import ActivationName, Options


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
        most_rows: The most evaluation rows to predict together, however short they are; ``None`` for no limit.
    """

    loaded: LoadedModel
    options: Options
    activation: ActivationName | None = None
    scheme: Literal["bio", "plain"] = "plain"
    beams: int | None = None
    generation: dict[str, Any] | None = None
    libraries: tuple[str, ...] = ()
    most_rows: int | None = None

    @property
    def labels(self) -> list[str]:
        """What the model tells apart; nothing for tasks without labels."""
        return []

    @abstractmethod
    def output(self, sample: Mapping[str, str]) -> Output:
        """The full answer to one sample, which is run alone."""

    def lengths(self, rows: Sequence[RowInput]) -> list[int]:
        """How long each evaluation row is, so that rows of about the same length are predicted together."""
        return [sum(len(value) for value in row.values()) for row in rows]

    def predict(self, rows: Sequence[RowInput]) -> list[Prediction]:
        """What is predicted for each of a few evaluation rows of about the same length; here one row at a time."""
        samples = ({name: value for name, value in row.items() if isinstance(value, str)} for row in rows)
        return [_prediction(self.output(sample)) for sample in samples]


def _prediction(output: Output) -> Prediction:
    """The part of a full answer that is held against an evaluation row."""
    match output:
        case ClassificationOutput():
            return Prediction(labels=output.predicted, confidence=output.scores[0].score)
        case NumberOutput():
            return Prediction(value=output.numbers[0].value)
        case AnswerOutput():
            return Prediction(labels=[output.answer], confidence=output.score)
        case MaskOutput():
            words = [candidate.label for candidate in output.candidates]
            return Prediction(labels=words, confidence=output.candidates[0].score)
        case TextOutput() | TranscriptOutput():
            return Prediction(labels=[output.text])
    raise NotImplementedError(type(output).__name__)


class TextRunner(Runner):
    """A runner whose samples are texts."""

    loaded: Loaded

    def output(self, sample: Mapping[str, str]) -> Output:
        """The full answer to one text."""
        return self.answer(text_of(sample))

    @abstractmethod
    def answer(self, text: str) -> Output:
        """The full answer to one text."""


def texts_of(rows: Sequence[RowInput]) -> list[str]:
    """The text of each row."""
    return [str(row["text"]) for row in rows]
