"""The ``verify:`` block of a card's front matter: how the author asks for the model to be run.

Its JSON Schema is published (``modelhub schema verify``), so these are pydantic models.
"""

from __future__ import annotations

import math
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

TaskName = Literal["text-classification", "token-classification"]
ActivationName = Literal["softmax", "sigmoid"]


class _Block(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ExpectedSpan(_Block):
    """One span that the model should find: its text and its label."""

    text: str
    label: str


class Expectation(_Block):
    """What the model should answer to one sample. Every part that is given is checked.

    Attributes:
        label: The one predicted label (text classification).
        score: The score of ``label``, from 0 to 1, compared within ``tolerance.score``.
        labels: All predicted labels, in any order (multi-label text classification).
        spans: All spans found, in order (named entities).
        tags: The tag of each word, in order (part of speech).
    """

    label: str | None = None
    score: Annotated[float, Field(ge=0, le=1)] | None = None
    labels: list[str] | None = None
    spans: list[ExpectedSpan] | None = None
    tags: list[str] | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Expectation:
        if not self.model_fields_set:
            raise ValueError("expected at least one of label, labels, spans, tags")
        if self.score is not None and self.label is None:
            raise ValueError("a score needs the label that it belongs to")
        return self


class VerifySample(_Block):
    """One input to run the model on, with what it should answer where the author says so."""

    text: Annotated[str, Field(min_length=1)]
    expect: Expectation | None = None


class EvaluationData(_Block):
    """Rows with known answers, to measure the model on.

    Attributes:
        data: JSON lines, relative to the hub's root. A row is ``{"text", "label"}``,
            ``{"text", "labels": […]}`` or ``{"tokens": […], "tags": […]}``.
    """

    data: Annotated[str, Field(min_length=1)]


class Tolerance(_Block):
    """How far a claim may be from what was observed and still agree: at most a tenth, or agreeing would mean nothing.

    Attributes:
        score: For a score of one prediction, absolute.
        metric: For a benchmark figure as a fraction, absolute, on top of the rounding of the figure as written.
    """

    score: Annotated[float, Field(ge=0, le=0.1)] = 0.01
    metric: Annotated[float, Field(ge=0, le=0.1)] = 0.005


class VerifyBlock(_Block):
    """The whole block.

    Attributes:
        source: ``hf:owner/name`` or ``path:folder`` relative to the hub's root.
        revision: Branch, tag or commit of an ``hf:`` source; a full commit pins it.
        task: The task to run; where absent, it follows from the annotator.
        activation: How logits become scores; where absent, as the model's configuration says.
        max_length: Longest input in tokens; longer input is truncated. Where absent, the card's Max Sentence Length.
        samples: Inputs to run; where absent, the sample input of the Python snippet.
        benchmark: Evaluation data; where absent, benchmark claims are not checked.
        tolerance: How far claims may be off.
    """

    source: Annotated[str, Field(pattern=r"^(hf:[\w.-]+/[\w.-]+|path:.+)$")] | None = None
    revision: Annotated[str, Field(pattern=r"^[\w.][\w./-]*$")] | None = None
    task: TaskName | None = None
    activation: ActivationName | None = None
    max_length: Annotated[int, Field(ge=2, le=100_000)] | None = None
    samples: list[VerifySample] = []
    benchmark: EvaluationData | None = None
    tolerance: Tolerance = Tolerance()

    @model_validator(mode="after")
    def _revision_belongs_to_hf(self) -> VerifyBlock:
        if self.revision is not None and (self.source is None or not self.source.startswith("hf:")):
            raise ValueError("a revision needs an hf: source")
        return self


def rounding(decimals: int) -> float:
    """Half a unit of the last decimal as written: a claim of ``0.93`` stands for 0.925 to 0.935."""
    return 0.5 * math.pow(10, -decimals)
