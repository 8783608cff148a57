"""What the parent asks of a worker process and what the worker answers, both as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat

from generator.config import Device
from generator.output import Output
from generator.part import Score
from generator.record import Environment
from generator.speed import SpeedFigures
from generator.verify_block import ActivationName, Options, TaskName

#: No file that a worker writes may be larger, its answer and what it prints included.
MAX_FILE_BYTES = 64 * 2**20


class _Message(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


#: What a model reads of one evaluation row, by column; ``generator.run.rows`` has the columns of each task.
RowInput: TypeAlias = dict[str, str | list[str]]


class Prediction(_Message):
    """What a model predicts for one evaluation row.

    Attributes:
        labels: The row's labels; the tag of each word, empty for a word that the model did not read; the answer, or the
            candidates for the mask, best first; the one text that was written.
        confidence: How sure the model is: the mean score of what it predicts. 0 where it gives no score.
        value: The number that a regression gives, or the cosine of two texts; ``None`` for other tasks.
    """

    labels: list[str] = []
    confidence: Score = 0.0
    value: FiniteFloat | None = None


class JournalLine(_Message):
    """What the worker writes of each row as soon as it is predicted: the row's position, from 0, and its prediction."""

    at: Annotated[int, Field(ge=0)]
    prediction: Prediction


def journal_lines(predicted: Iterable[tuple[int, Prediction]]) -> bytes:
    """Predictions with their positions as a journal has them."""
    written = (JournalLine(at=at, prediction=prediction).model_dump_json() for at, prediction in predicted)
    return "".join(f"{line}\n" for line in written).encode()


class Job(_Message):
    """One model to run.

    Attributes:
        model: The model's folder: only files that were inspected.
        result: The file that the worker writes its ``Answer`` to.
        options: What else decides how the model is run.
        samples: Inputs to answer in full, each by column.
        files: Where the files of the hub lie that samples and rows name.
        rows: What the model reads of each evaluation row, by column.
        done: Positions of rows, from 0, whose predictions are known from an earlier run.
        lanes: Processes that predict rows at the same time, where ``threads`` is 1 and no GPU computes.
        journal: The file that predictions are appended to batch by batch; empty for none.
        speed_batches: Measure how fast the model is, on the one sample, at these sizes of batches; empty for no.
    """

    task: TaskName
    model: str
    result: str
    activation: ActivationName | None
    max_length: int | None
    threads: int
    device: Device = "cpu"
    batch_size: int
    options: Options = Options()
    samples: list[dict[str, str]]
    files: dict[str, str] = {}
    rows: list[RowInput] = []
    done: list[int] = []
    lanes: int = 1
    journal: str = ""
    speed_batches: list[int] = []


class Answer(_Message):
    """What the model answered, or why it did not.

    Attributes:
        failure: Empty where all went well; else the reason, and nothing else is set.
        passing: Whether that may be otherwise on another machine: the model was not started then.
        outputs: One a sample.
        predictions: One a row that was not done.
        labels: The model's labels, in order of their numbers.
        activation: How logits became scores; ``None`` where the task has no choice.
        scheme: What a token classifier's labels are.
        max_length: Longest input in tokens that was let through; ``None`` for no limit.
        options: Those of the job, with what the runner chose where it leaves the choice.
        beams: How many texts generation looked at side by side; ``None`` where nothing was generated.
        generation: What counted of the model's own settings of generation.
        parameters: How many numbers the model has learned.
        speed: What was measured, where that was asked for.
    """

    failure: str = ""
    passing: bool = False
    outputs: list[Output] = []
    predictions: list[Prediction] = []
    labels: list[str] = []
    activation: ActivationName | None = None
    scheme: Literal["bio", "plain"] = "plain"
    max_length: int | None = None
    options: Options = Options()
    beams: int | None = None
    generation: dict[str, Any] | None = None
    parameters: int = 0
    speed: SpeedFigures | None = None
    environment: Environment | None = None
    load_seconds: float = 0.0
    sample_seconds: float = 0.0
    benchmark_seconds: float = 0.0
