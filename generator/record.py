"""What was observed when a model was run: a ``RunRecord``, kept as JSON under ``records/``.

Everything but ``timings`` and ``environment`` is the same for two runs of the same card and weights on one
machine. The JSON Schema is published (``modelhub schema record``), so these are pydantic models.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from generator.verify_block import ActivationName, TaskName, Tolerance

SCHEMA_VERSION: Literal[1] = 1

RunStatus = Literal["verified", "measured", "mismatch", "failed", "not-run"]
Score = Annotated[float, Field(ge=0, le=1, description="Rounded to 4 decimals.")]
Fraction = Annotated[float, Field(ge=0, le=1, description="Rounded to 6 decimals.")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


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


Output = Annotated[ClassificationOutput | TokenOutput, Field(discriminator="kind")]


class SampleRun(_Part):
    """One input, by column, and what the model answered."""

    input: dict[str, str]
    output: Output


class LabelMetrics(_Part):
    """The figures of one label or of one average."""

    label: str
    precision: Fraction
    recall: Fraction
    f1: Fraction
    support: int


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
    """

    data: str
    sha256: str
    rows: int
    level: Literal["row", "token", "entity"]
    accuracy: Fraction
    labels: list[LabelMetrics]
    averages: list[LabelMetrics]


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
    """How the model was run."""

    activation: ActivationName | None = None
    max_length: int | None = None
    tolerance: Tolerance = Tolerance()


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
