"""What was observed when a model was run: a ``RunRecord``, kept as JSON under ``records/``.

Everything but ``timings`` and ``environment`` is the same for two runs of the same card and weights on one
machine. The JSON Schema is published (``modelhub schema record``), so these are pydantic models.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat

from generator.verify_block import ActivationName, Options, TaskName, Tolerance

SCHEMA_VERSION: Literal[1] = 1

RunStatus = Literal["verified", "measured", "mismatch", "failed", "not-run"]
Score = Annotated[float, Field(ge=0, le=1, description="Rounded to 4 decimals.")]
Number = Annotated[FiniteFloat, Field(description="Rounded to 6 significant digits.")]
Fraction = Annotated[float, Field(ge=0, le=1, description="Rounded to 6 decimals.")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class LabelScore(_Part):
    """A label and the model's score for it."""

    label: str
    score: Score


class ClassificationOutput(_Part):
    """What a text classifier answered.

    Attributes:
        predicted: The best label (softmax), or every label with a score of at least 0.5 (sigmoid).
        scores: Every label with its score, best first.
        truncated: Whether the input was longer than the model reads.
    """

    kind: Literal["labels"] = "labels"
    predicted: list[str]
    scores: list[LabelScore]
    truncated: bool = False


class TaggedToken(_Part):
    """A word, its tag, and where it stands in the text (characters, end exclusive)."""

    text: str
    tag: str
    score: Score
    start: int
    end: int


class TaggedSpan(_Part):
    """Joined words of one entity, and where they stand in the text (characters, end exclusive)."""

    text: str
    label: str
    score: Score
    start: int
    end: int


class TokenOutput(_Part):
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


class NamedNumber(_Part):
    """A number that a regression gives, by the name of its label."""

    label: str
    value: Number


class NumberOutput(_Part):
    """What a regression answered: a number a label."""

    kind: Literal["numbers"] = "numbers"
    numbers: list[NamedNumber]
    truncated: bool = False


class AnswerOutput(_Part):
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


class MaskOutput(_Part):
    """What may stand for the mask, best first."""

    kind: Literal["mask"] = "mask"
    candidates: list[LabelScore]
    truncated: bool = False


class TextOutput(_Part):
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


class Vector(_Part):
    """An embedding of ``text``, which stands at ``start`` to ``end`` of the input (characters, end exclusive)."""

    text: str
    start: int
    end: int
    values: list[Number]


class EmbeddingOutput(_Part):
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
    ClassificationOutput | TokenOutput | NumberOutput | AnswerOutput | MaskOutput | TextOutput | EmbeddingOutput,
    Field(discriminator="kind"),
]


class SampleRun(_Part):
    """One input, by column, and what the model answered."""

    input: dict[str, str]
    output: Output


class Interval(_Part):
    """Where a figure lies with 95 % confidence: a percentile bootstrap over the rows."""

    low: Fraction
    high: Fraction


class LabelMetrics(_Part):
    """The figures of one label or of one average."""

    label: str
    precision: Fraction
    recall: Fraction
    f1: Fraction
    support: int
    f1_interval: Interval | None = None


class Confusion(_Part):
    """How often the right label and the predicted one met; an empty text stands for none."""

    gold: str
    predicted: str
    count: int


class RowError(_Part):
    """A row that the model gets wrong. Its text stays in the evaluation data.

    Attributes:
        line: Where the row stands in the file, from 1.
        gold: The right labels; for a token classifier the right tags of the words that are wrong.
        predicted: What was predicted in their place.
        confidence: How sure the model was: the mean score of what it predicted in this row.
    """

    line: int
    gold: list[str]
    predicted: list[str]
    confidence: Score


class BenchmarkRun(_Part):
    """What was measured on evaluation data.

    Attributes:
        data: The file, relative to the hub's root.
        sha256: Its digest.
        rows: How many rows were measured.
        level: What one count of support is: a ``row``, a ``token`` or an ``entity``.
        accuracy: Over rows (for multi-label: exact match of the whole set) or tokens.
        labels: One a label, sorted by name.
        averages: ``micro avg``, ``macro avg``, ``weighted avg``.
        accuracy_interval: Of the accuracy; ``None`` in records that were made before it was measured.
        resamples: How often the rows were drawn anew for the intervals, always from the same seed.
        confusions: The mistakes that are made most, most frequent first: 50 of them at most.
        wrong_rows: How many rows have a mistake.
        errors: The wrong rows that the model is surest of: 20 of them at most.
    """

    data: str
    sha256: str
    rows: int
    level: Literal["row", "token", "entity"]
    accuracy: Fraction
    labels: list[LabelMetrics]
    averages: list[LabelMetrics]
    accuracy_interval: Interval | None = None
    resamples: int = 0
    confusions: list[Confusion] = []
    wrong_rows: int = 0
    errors: list[RowError] = []


class ClaimCheck(_Part):
    """One claim of the card, held against what was observed.

    Attributes:
        where: The part of the card that claims it.
        line: The card's line when it was run.
        subject: What the claim is about, such as ``sample 1 · label`` or ``Sports · f1``.
        claimed: The claim, as text.
        observed: The observation in the same terms; empty where it could not be checked.
        allowed: The tolerance, for figures.
        agrees: ``None`` where it could not be checked.
        message: The verdict in one sentence, with its numbers.
    """

    where: Literal["results", "benchmarking", "verify"]
    line: int
    subject: str
    claimed: str
    observed: str = ""
    allowed: float | None = None
    agrees: bool | None
    message: str


class FileDigest(_Part):
    """A file of the model folder: POSIX path inside it, bytes, and digest."""

    path: str
    size: int
    sha256: str


class SourceRecord(_Part):
    """Which weights were run.

    Attributes:
        uri: ``hf:owner/name`` or ``path:folder``.
        origin: Whether the card said so or it was inferred from its links.
        revision: As asked for; empty for none.
        resolved_revision: The commit that it meant; empty for ``path:``.
        files: Every file the run read, sorted by path.
        weights_sha256: One digest over the weight files: SHA-256 of the lines ``<sha256>  <path>`` in order.
    """

    uri: str
    origin: Literal["verify", "inferred"]
    revision: str = ""
    resolved_revision: str = ""
    files: list[FileDigest] = []
    weights_sha256: str = ""


class Settings(_Part):
    """How the model was run.

    Attributes:
        activation: How logits became scores; ``None`` where the task has no choice.
        max_length: Longest input in tokens; ``None`` for no limit.
        options: As the card has them, with what the runner chose where it leaves the choice.
        beams: How many texts generation looked at side by side; ``None`` where nothing was generated.
    """

    activation: ActivationName | None = None
    max_length: int | None = None
    tolerance: Tolerance = Tolerance()
    options: Options = Options()
    beams: int | None = None


class Environment(_Part):
    """What it was run on and with."""

    python: str
    platform: str
    device: str
    dtype: str
    threads: int
    packages: dict[str, str]


class Timings(_Part):
    """When and how long; nothing here is reproducible. Seconds, UTC."""

    started_at: str
    total_seconds: float
    load_seconds: float = 0.0
    sample_seconds: float = 0.0
    benchmark_seconds: float = 0.0


class RunRecord(_Part):
    """What running one card's model gave.

    Attributes:
        card: The card's key in the hub.
        status: ``verified`` (ran, and agrees with every claim it could check), ``measured`` (ran, the card claims
            nothing checkable), ``mismatch`` (ran, and a claim differs), ``failed`` (could not run to the end),
            ``not-run`` (was not started).
        reason: Why, in one sentence.
        request_sha256: Digest of everything in the card that decides what runs and what is compared.
        task: What was run.
        checks: Every claim, each with its verdict.
    """

    schema_version: Literal[1] = SCHEMA_VERSION
    card: str
    status: RunStatus
    reason: str
    request_sha256: str
    task: TaskName | None = None
    source: SourceRecord | None = None
    settings: Settings | None = None
    samples: list[SampleRun] = []
    benchmark: BenchmarkRun | None = None
    checks: list[ClaimCheck] = []
    environment: Environment | None = None
    timings: Timings
