"""What lists of models are made of: a ``Listing`` a model, small enough to hold a hundred thousand of them.

A page or an index that speaks of many models is made from listings alone, never from their cards, so the site of a
large hub is built without holding the hub in memory.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from generator.hub import Status

#: Whether a card describes one model, or a pipeline of several.
ModelKind = Literal["model", "pipeline"]
#: As ``measurement.Metric.unit``.
Unit = Literal["fraction", "percent", "number"]
Count = Annotated[int, Meta(ge=0)]


class Score(Struct, frozen=True, array_like=True, gc=False):
    """A figure of a whole set of evaluation data.

    Attributes:
        metric: As ``measurement.Metric.name``, or ``accuracy`` or ``f1`` (micro average) for tasks with labels.
        value: A fraction, a percentage or a number, as ``unit`` says.
        low: Lower end of the 95 % interval; ``None`` where there is none, as for every claim.
        high: Upper end.
        data: The evaluation data; empty for a claim, which names none that a program could compare.
        rows: How many rows were measured; 0 for a claim.
        data_sha256: Digest of the data, so that only figures of the same data are compared; empty for a claim.
        signature: As ``measurement.Metric.signature``: what computed it, and how.
    """

    metric: str
    value: float
    unit: Unit = "fraction"
    low: float | None = None
    high: float | None = None
    data: str = ""
    rows: int = 0
    data_sha256: str = ""
    signature: str = ""


class LintCount(Struct, frozen=True, array_like=True, gc=False):
    """Findings of the linter in one card, by level."""

    errors: int
    warnings: int
    infos: int


class Listing(Struct, frozen=True, array_like=True, gc=False):
    """One model, in short. Texts are the author's unless said otherwise: data, never HTML.

    Attributes:
        key: The card's key in the hub; listings are sorted by it.
        card_path: The card's file, relative to the hub's root.
        id: As ``Entry.id``.
        url: As ``Entry.url``: the page's folder below ``models/``.
        name: The model's name, or the card's key where it has none.
        title: As the card has it; the name where it has none.
        summary: What the model does, at most 160 characters.
        date: Release date, ISO 8601; empty for none.
        architecture: The family that the annotator names: ``BERT``, ``Marian``; empty where it names none.
        license: As the card writes it.
        labels: Predicted labels.
        status: What is known of it today. ``reason`` says why.
        observed_at: When the model was run: UTC, ISO 8601; empty where it was not.
        task: What was run, as ``RunRecord.task``; empty where nothing was.
        parameters: Learned numbers, counted at the run; 0 where that is not known.
        bytes: Of the weights, counted at the run; 0 where that is not known.
        latency: Seconds for one answer at the median; 0 where it was not measured.
        hardware: What that was measured on; empty where it was not.
        measured: What was measured on evaluation data.
        claimed: What the card claims of the whole of its data.
        lint: What the linter last found in this very card; ``None`` where it did not look at it.
        unpinned: Whether the model was fetched at a revision that may mean another model tomorrow.
    """

    key: str
    card_path: str
    id: str
    url: str
    name: str
    title: str
    summary: str
    tasks: tuple[str, ...]
    languages: tuple[str, ...]
    edition: str
    spark_version: str
    kind: ModelKind
    annotator: str
    architecture: str
    license: str
    tags: tuple[str, ...]
    labels: tuple[str, ...]
    author: str
    date: str
    supported: bool
    deprecated: bool
    recommended: bool
    status: Status
    reason: str
    expires: str
    observed_at: str
    task: str
    parameters: int
    bytes: int
    latency: float
    hardware: str
    measured: tuple[Score, ...]
    claimed: tuple[Score, ...]
    lint: LintCount | None = None
    unpinned: bool = False


class HistoryPoint(Struct, frozen=True, rename="kebab"):
    """How a hub was on one day: how many of its models had each status, as ``hub.Status`` names them.

    Attributes:
        date: UTC, ``YYYY-MM-DD``.
        models: All of them.
        modelhub: The release that looked.
    """

    date: Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
    models: Count
    verified: Count = 0
    measured: Count = 0
    stale: Count = 0
    mismatch: Count = 0
    failed: Count = 0
    not_run: Count = 0
    modelhub: str = ""

    def count(self, status: Status) -> int:
        """How many models had a status."""
        number: int = getattr(self, status.replace("-", "_"))
        return number


class Shelf(Struct, frozen=True):
    """All models of a hub, in short.

    Attributes:
        listings: Sorted by key.
        unread: Files that are no cards: each with a message a problem, ``line 3, …``.
        history: How the hub was on earlier days, oldest first, one a day.
    """

    listings: tuple[Listing, ...]
    unread: tuple[tuple[str, tuple[str, ...]], ...] = ()
    history: tuple[HistoryPoint, ...] = ()
