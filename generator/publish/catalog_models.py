"""What stands in the catalogue: pydantic models, since its JSON Schema is published (``modelhub schema catalog``)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from generator.card import MetricName
from generator.hub import Hub, Status
from generator.publish.catalog import SCHEMA_VERSION, entry_values, page_name
from generator.record import RunRecord


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ClaimedTable(_Part):
    """A table of the card's Results; for a printed list, ``header`` is empty and there is one row."""

    header: list[str]
    rows: list[list[str]]


class ClaimedMetric(_Part):
    """A figure of the card's Benchmarking: a fraction, or a count for ``support``. An empty ``row`` is the whole."""

    row: str
    metric: MetricName
    value: float


class ClaimedResults(_Part):
    """What the author says. Nobody has checked it unless ``observed`` says so."""

    results: list[ClaimedTable]
    metrics: list[ClaimedMetric]


class CatalogSource(_Part):
    """Where the weights come from; ``problem`` says why ``uri`` is empty."""

    uri: str
    revision: str
    origin: Literal["verify", "inferred", "none"]
    problem: str


class CatalogEntry(_Part):
    """One model.

    Attributes:
        id: Name, language, edition and Spark version, joined: unique in the catalogue.
        language: The language code; several, separated by blanks; ``xx`` for many.
        card: The card's file in the hub.
        url: The model's page, relative to the catalogue.
        size: As the card writes it; what was counted stands in ``observed``.
        samples: The card's sample inputs, each by column.
        claimed: What the author says.
        status: What is known today.
        reason: Why, in one sentence.
        expires: When the record expires, or did: UTC, ISO 8601; empty for never.
        observed: The record of the last run, with the model's size and speed where they are known. For ``stale`` it is
            that of an earlier card or model, or one that expired.
    """

    id: str
    name: str
    title: str
    language: str
    edition: str
    spark_version: str
    tasks: list[str]
    annotator: str
    tags: list[str]
    author: str
    date: date | None
    license: str
    size: str
    supported: bool
    deprecated: bool
    recommended: bool
    labels: list[str]
    card: str
    url: str
    source: CatalogSource
    samples: list[dict[str, str]]
    claimed: ClaimedResults
    status: Status
    reason: str
    expires: str
    observed: RunRecord | None


class Catalog(_Part):
    """The whole file. ``models`` is sorted by ``id``."""

    schema_version: Literal[1] = SCHEMA_VERSION
    models: list[CatalogEntry]


def build_catalog(hub: Hub, *, directory_urls: bool = True) -> Catalog:
    """The catalogue of a hub as objects; ``catalog_of`` makes the file without them."""
    page = page_name(directory_urls=directory_urls)
    entries = sorted(hub.entries, key=lambda entry: entry.id)
    return Catalog(models=[CatalogEntry.model_validate(entry_values(entry, page)) for entry in entries])
