"""What was observed when a model was run: a ``RunRecord``, kept as JSON under ``records/``.

Everything but ``timings``, ``speed`` and ``environment`` is the same for two runs of the same card and weights on one
machine. The JSON Schema is published (``modelhub schema record``), so these are pydantic models.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import Field, JsonValue

from generator.measurement import BenchmarkRun
from generator.output import Output
from generator.part import Part
from generator.speed import ModelSize, Speed
from generator.verify_block import ActivationName, Options, TaskName, Tolerance

SCHEMA_VERSION: Literal[1] = 1

RunStatus = Literal["verified", "measured", "mismatch", "failed", "not-run"]


class ClaimCheck(Part):
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


class FileDigest(Part):
    """A file: its POSIX path inside the model's folder, or inside the hub; bytes; and digest."""

    path: str
    size: int
    sha256: str


class SampleRun(Part):
    """One input, by column, and what the model answered.

    Attributes:
        files: The files of the hub that the input names, such as an image, by their paths in the hub.
    """

    input: dict[str, str]
    output: Output
    files: list[FileDigest] = []


class SourceRecord(Part):
    """Which weights were run.

    Attributes:
        uri: ``hf:owner/name``, ``path:folder`` or ``s3://bucket/folder``.
        origin: Whether the card said so or it was inferred from its links.
        revision: As asked for; empty for none.
        resolved_revision: The commit that it meant; in an object store, a digest of the files' versions; empty for
            ``path:``.
        files: Every file the run read, sorted by path.
        weights_sha256: One digest over the weight files: SHA-256 of the lines ``<sha256>  <path>`` in order.
    """

    uri: str
    origin: Literal["verify", "inferred"]
    revision: str = ""
    resolved_revision: str = ""
    files: list[FileDigest] = []
    weights_sha256: str = ""

    @property
    def unpinned(self) -> bool:
        """Whether what was asked for may mean another model tomorrow, as a branch and a tag do."""
        return not self.uri.startswith("path:") and re.fullmatch(r"[0-9a-f]{40}", self.revision) is None


class Settings(Part):
    """How the model was run.

    Attributes:
        activation: How logits became scores; ``None`` where the task has no choice.
        max_length: Longest input in tokens; ``None`` for no limit.
        options: As the card has them, with what the runner chose where it leaves the choice.
        beams: How many texts generation looked at side by side; ``None`` where nothing was generated.
        generation: What counted of the model's own settings of generation, by transformers' names, where something
            was generated; a value that would be too long here is ``None``.
        unheeded: The card's settings that the run did not follow, each in a few words.
    """

    activation: ActivationName | None = None
    max_length: int | None = None
    tolerance: Tolerance = Tolerance()
    options: Options = Options()
    beams: int | None = None
    generation: dict[Annotated[str, Field(pattern=r"^[a-z][a-z_]*$")], JsonValue] | None = None
    unheeded: list[str] = []


class Isolation(Part):
    """What the model's process was held to.

    Attributes:
        network: There was none: its ``namespace`` has none, or Python's ``sockets`` were blocked from within.
        writes: ``landlock``: only to a folder of its own; ``open``: where the user may.
        memory: Bytes that it might hold; ``None`` where that cannot be watched.
        processes: That it might start; the same.
        seconds: That it might take.
    """

    network: Literal["namespace", "sockets"]
    writes: Literal["landlock", "open"]
    memory: int | None
    processes: int | None
    seconds: float


class Environment(Part):
    """What it was run on and with.

    Attributes:
        device: ``cpu`` or ``cuda``.
        accelerator: The GPU, as it names itself; empty where none was used.
        isolation: What it was held to; ``None`` in records from before that was kept.
    """

    python: str
    platform: str
    device: str
    accelerator: str = ""
    dtype: str
    threads: int
    packages: dict[str, str]
    isolation: Isolation | None = None


class Timings(Part):
    """When and how long; nothing here is reproducible. Seconds, UTC."""

    started_at: str
    total_seconds: float
    load_seconds: float = 0.0
    sample_seconds: float = 0.0
    benchmark_seconds: float = 0.0


class RunRecord(Part):
    """What running one card's model gave.

    Attributes:
        card: The card's key in the hub.
        status: ``verified`` (ran, and agrees with every claim it could check), ``measured`` (ran, the card claims
            nothing checkable), ``mismatch`` (ran, and a claim differs), ``failed`` (could not run to the end),
            ``not-run`` (was not started).
        reason: Why, in one sentence.
        request_sha256: Digest of everything in the card that decides what runs and what is compared.
        task: What was run.
        data: The evaluation data where the model could not be measured on it, so that a change is seen; its digest is
            empty where there was no such file. What was measured stands in ``benchmark``.
        checks: Every claim, each with its verdict.
        size: How large the model is; ``None`` where it was not loaded, and in records from before it was looked at.
        speed: How fast it is; ``None`` where that was not measured.
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
    data: FileDigest | None = None
    benchmark: BenchmarkRun | None = None
    checks: list[ClaimCheck] = []
    environment: Environment | None = None
    size: ModelSize | None = None
    speed: Speed | None = None
    timings: Timings

    @property
    def fetched_unpinned(self) -> bool:
        """Whether what this is of was fetched at a revision that may mean another model tomorrow."""
        return self.source is not None and bool(self.source.resolved_revision) and self.source.unpinned
