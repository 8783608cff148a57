"""The ``verify:`` block of a card's front matter: how the author asks for the model to be run.

Its JSON Schema is published (``modelhub schema verify``), so these are pydantic models.
"""

from __future__ import annotations

import math
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, model_validator

from generator.evaluation_data import EvaluationData

#: Named as the Hugging Face Hub names them; the two kinds of embeddings as Spark NLP does.
TaskName = Literal[
    "text-classification",
    "zero-shot-classification",
    "token-classification",
    "question-answering",
    "fill-mask",
    "translation",
    "summarization",
    "text2text-generation",
    "text-generation",
    "sentence-embeddings",
    "word-embeddings",
    "multiple-choice",
    "image-classification",
    "automatic-speech-recognition",
]
#: The tasks whose answers cannot be measured on evaluation data.
UNMEASURED_TASKS: frozenset[TaskName] = frozenset({"word-embeddings"})
SpeechTaskName = Literal["transcribe", "translate"]
ActivationName = Literal["softmax", "sigmoid"]

#: A place in an object store has no user, password, port or query: who may read it is no matter of the card.
STORED_FOLDER = r"[a-z][a-z0-9+]*://[\w.-]+(/[\w.=+-]+)*/?"
_SOURCE = rf"^(hf:[\w.-]+/[\w.-]+|path:.+|{STORED_FOLDER})$"


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
        score: The score of ``label`` or ``answer``, from 0 to 1, compared within ``tolerance.score``.
        labels: All predicted labels, in any order (multi-label text classification).
        spans: All spans found, in order (named entities).
        tags: The tag of each word, in order (part of speech).
        text: What is generated: the same text, but for runs of white space (translation, summarization, generation).
        answer: The words of the context that answer the question, or that stand for the mask.
        value: The number that a regression gives, compared within ``tolerance.value``.
        vector: The embedding of the text, compared by its cosine, within ``tolerance.cosine`` of 1.
    """

    label: str | None = None
    score: Annotated[float, Field(ge=0, le=1)] | None = None
    labels: list[str] | None = None
    spans: list[ExpectedSpan] | None = None
    tags: list[str] | None = None
    text: str | None = None
    answer: str | None = None
    value: FiniteFloat | None = None
    vector: Annotated[list[FiniteFloat], Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Expectation:
        if not self.model_fields_set:
            parts = ", ".join(name for name in type(self).model_fields if name != "score")
            raise ValueError(f"expected at least one of {parts}")
        if self.score is not None and self.label is None and self.answer is None:
            raise ValueError("a score needs the label or the answer that it belongs to")
        if self.vector is not None and not any(self.vector):
            raise ValueError("a vector of zeros points nowhere, so it has no cosine")
        return self


_Choice = Annotated[str, Field(min_length=1, pattern=r"^[^\r\n]*\S[^\r\n]*$")]


class VerifySample(_Block):
    """One input to run the model on, with what it should answer where the author says so.

    Attributes:
        text: What the model reads, for every task that is not named below.
        question: For question answering, together with ``context``; for multiple choice, together with ``choices``.
        context: Where the answer is looked for, or what the question is about.
        choices: The answers to choose from (multiple choice); none of them holds a line break.
        image: A picture, PNG, JPEG, WebP or BMP, relative to the hub's root (image classification).
        audio: A recording, WAV, FLAC, OGG or MP3, relative to the hub's root (speech recognition).
    """

    text: Annotated[str, Field(min_length=1)] | None = None
    question: Annotated[str, Field(min_length=1)] | None = None
    context: Annotated[str, Field(min_length=1)] | None = None
    choices: Annotated[list[_Choice], Field(min_length=2, max_length=100)] | None = None
    image: Annotated[str, Field(min_length=1)] | None = None
    audio: Annotated[str, Field(min_length=1)] | None = None
    expect: Expectation | None = None

    @model_validator(mode="after")
    def _is_one_input(self) -> VerifySample:
        if set(self.columns) not in _INPUTS:
            raise ValueError(
                "expected a text, a question with its context or its choices or both, an image, or an audio"
            )
        return self

    @property
    def columns(self) -> dict[str, str]:
        """The input by column; of ``choices``, one a line."""
        given = {
            "text": self.text,
            "question": self.question,
            "context": self.context,
            "choices": None if self.choices is None else "\n".join(self.choices),
            "image": self.image,
            "audio": self.audio,
        }
        return {name: value for name, value in given.items() if value is not None}


#: What makes one input together.
_INPUTS: tuple[set[str], ...] = (
    {"text"}, {"image"}, {"audio"},
    {"question", "context"}, {"question", "choices"}, {"question", "context", "choices"},
)  # fmt: skip


class Tolerance(_Block):
    """How far a claim may be from what was observed and still agree: at most a tenth, or agreeing would mean nothing.

    Attributes:
        score: For a score of one prediction, absolute.
        metric: For a benchmark figure as a fraction, absolute, on top of the rounding of the figure as written.
        value: For the number that a regression gives, absolute.
        cosine: For the cosine of two embeddings: how far below 1 it may be.
        text: Whether a text that is generated, heard or found may differ in case and punctuation (``normalized``), or
            in white space alone (``exact``).
    """

    score: Annotated[float, Field(ge=0, le=0.1)] = 0.01
    metric: Annotated[float, Field(ge=0, le=0.1)] = 0.005
    value: Annotated[float, Field(ge=0, le=0.1)] = 0.01
    cosine: Annotated[float, Field(ge=0, le=0.1)] = 0.001
    text: Literal["exact", "normalized"] = "exact"


class Options(_Block):
    """What else decides how a model is run; each is for the tasks that it names.

    Attributes:
        case_sensitive: Where false, the input is put into lower case first; where absent, as the card's Model
            Information says, else the input stays as it is (every task).
        candidate_labels: The labels to choose from (zero-shot classification).
        hypothesis: What is asked of each of them, with ``{}`` for the label (zero-shot classification).
        source_language: The input's language, as the model's tokenizer names it (translation between many languages,
            speech recognition in many languages; where absent, Whisper is asked which one it hears).
        target_language: The language to translate to, as the model's tokenizer names it.
        prefix: What is put before the input, such as ``summarize:`` (T5) or ``>>fra<<`` (Marian).
        max_new_tokens: The most tokens to generate; where absent, 200, and 50 for text generation; as many as the model
            counts for speech recognition.
        speech_task: What Whisper writes: the language that it hears, or English (speech recognition).
    """

    case_sensitive: bool | None = None
    candidate_labels: Annotated[list[Annotated[str, Field(min_length=1)]], Field(max_length=100)] = []
    hypothesis: Annotated[str, Field(pattern=r"^[^{}]*\{\}[^{}]*$")] = "This example is {}."
    source_language: Annotated[str, Field(min_length=1)] | None = None
    target_language: Annotated[str, Field(min_length=1)] | None = None
    prefix: Annotated[str, Field(max_length=500)] = ""
    max_new_tokens: Annotated[int, Field(ge=1, le=2_000)] | None = None
    speech_task: SpeechTaskName | None = None


class VerifyBlock(Options):
    """The whole block.

    Attributes:
        source: ``hf:owner/name``, ``path:folder`` relative to the hub's root, or a folder in an object store:
            ``s3://bucket/folder``, ``gs://bucket/folder``.
        revision: Branch, tag or commit of an ``hf:`` source; a full commit pins it.
        task: The task to run; where absent, it follows from the annotator.
        activation: How logits become scores; where absent, as the model's configuration says.
        max_length: Longest input in tokens; longer input is truncated. Where absent, the card's Max Sentence Length.
        samples: Inputs to run; where absent, the sample input of the Python snippet.
        benchmark: Evaluation data; where absent, benchmark claims are not checked.
        tolerance: How far claims may be off.
    """

    source: Annotated[str, Field(pattern=_SOURCE)] | None = None
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
