"""What a model answered to one sample: an ``Output``, one kind a sort of task."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.part import Number, Part, Score


class LabelScore(Part):
    """A label and the model's score for it."""

    label: str
    score: Score


class Picture(Part):
    """Pixels of an image as it lies in the hub, its orientation seen to, and as the model reads it."""

    width: int
    height: int
    read_width: int
    read_height: int


class ClassificationOutput(Part):
    """What a classifier of texts or of images answered.

    Attributes:
        predicted: The best label (softmax), or every label with a score of at least 0.5 (sigmoid).
        scores: Every label with its score, best first.
        picture: Of the image; ``None`` for a text.
        truncated: Whether the input was longer than the model reads.
    """

    kind: Literal["labels"] = "labels"
    predicted: list[str]
    scores: list[LabelScore]
    picture: Picture | None = None
    truncated: bool = False


class TaggedToken(Part):
    """A word, its tag, and where it stands in the text (characters, end exclusive)."""

    text: str
    tag: str
    score: Score
    start: int
    end: int


class TaggedSpan(Part):
    """Joined words of one entity, and where they stand in the text (characters, end exclusive)."""

    text: str
    label: str
    score: Score
    start: int
    end: int


class TokenOutput(Part):
    """What a token classifier answered.

    Attributes:
        scheme: ``bio`` where the model's labels are ``B-``/``I-`` prefixed, ``plain`` otherwise.
        tokens: Every word with its tag.
        spans: The entities found; empty for ``plain``.
    """

    kind: Literal["tokens"] = "tokens"
    scheme: Literal["bio", "plain"]
    tokens: list[TaggedToken]
    spans: list[TaggedSpan]
    truncated: bool = False


class NamedNumber(Part):
    """A number that a regression gives, by the name of its label."""

    label: str
    value: Number


class NumberOutput(Part):
    """What a regression answered: a number a label."""

    kind: Literal["numbers"] = "numbers"
    numbers: list[NamedNumber]
    truncated: bool = False


class AnswerOutput(Part):
    """The words of the context that answer a question best.

    Attributes:
        answer: They, as they stand in the context; ``start`` and ``end`` say where (characters, end exclusive).
        score: The product of the probabilities that it starts and that it ends there, in the window it was found in.
        windows: In how many overlapping parts the context was read; 1 where it is read at once.
    """

    kind: Literal["answer"] = "answer"
    answer: str
    score: Score
    start: int
    end: int
    windows: int
    truncated: bool = False


class ChoiceOutput(Part):
    """How well each of the choices goes with the question.

    Attributes:
        answer: The best one.
        scores: Every choice with its score, a softmax over all of them, best first; of equal ones the first that was
            given.
        truncated: Whether the question or its context was longer than the model reads; a choice never is cut off.
    """

    kind: Literal["choice"] = "choice"
    answer: str
    scores: list[LabelScore]
    truncated: bool = False


class MaskOutput(Part):
    """What may stand for the mask, best first."""

    kind: Literal["mask"] = "mask"
    candidates: list[LabelScore]
    truncated: bool = False


class TextOutput(Part):
    """What a model wrote.

    Attributes:
        text: Without special tokens; without the input where it continues that.
        tokens: How many it generated, the one that ends the text included.
        finished: Whether it came to an end by itself; else it was stopped at the most tokens.
    """

    kind: Literal["text"] = "text"
    text: str
    tokens: int
    finished: bool
    truncated: bool = False


class TranscriptOutput(Part):
    """What a model heard.

    Attributes:
        text: As the model writes it.
        seconds: How long the recording is.
        rate: Of the recording, in samples a second, and in ``model_rate`` that of what the model hears: where the two
            differ, it was resampled. Several channels are averaged.
        language: The language that was heard, where the model knows many; empty for others.
        windows: In how many overlapping parts it was read; 1 where it is read at once.
        finished: Whether the text came to an end by itself; else it was stopped at the most tokens.
        truncated: Whether the recording is longer than the model hears.
    """

    kind: Literal["transcript"] = "transcript"
    text: str
    seconds: Number
    rate: int
    model_rate: int
    language: str = ""
    windows: int = 1
    finished: bool = True
    truncated: bool = False


class Vector(Part):
    """An embedding of ``text``, which stands at ``start`` to ``end`` of the input (characters, end exclusive)."""

    text: str
    start: int
    end: int
    values: list[Number]


class EmbeddingOutput(Part):
    """The embedding of the whole input, or one of each of its words.

    Attributes:
        of: What each vector stands for.
        pooling: How the vectors of the tokens became one: their ``mean``, their ``max``, the ``first`` or the
            ``last`` token's.
        normalized: Whether the vectors have length 1.
        dimension: How many numbers a vector has.
        vectors: One for a text; for words those of the first ones, and ``words`` says of how many.
    """

    kind: Literal["embedding"] = "embedding"
    of: Literal["text", "word"]
    pooling: Literal["mean", "max", "first", "last"]
    normalized: bool
    dimension: int
    words: int
    vectors: list[Vector]
    truncated: bool = False


Output = Annotated[
    ClassificationOutput
    | TokenOutput
    | NumberOutput
    | AnswerOutput
    | ChoiceOutput
    | MaskOutput
    | TextOutput
    | TranscriptOutput
    | EmbeddingOutput,
    Field(discriminator="kind"),
]
