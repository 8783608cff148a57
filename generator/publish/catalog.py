"""``catalog.json``: every model with its facts, its claims, what was observed, and its status.

An entry is made from its card alone, as JSON without the ``id``, which depends on other cards. Of such pieces the
catalogue, its form with a model a line, and the file of each model are put together byte by byte: no more than these
bytes of a large hub is ever in memory.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from generator.card import Card, MetricClaim, MetricName, Table, ValueList
from generator.hub import Entry, Hub, Status
from generator.record import RunRecord

SCHEMA_VERSION: Literal[1] = 1


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
    return Catalog(models=[_entry(entry, page) for entry in sorted(hub.entries, key=lambda entry: entry.id)])


def page_name(*, directory_urls: bool) -> str:
    """What the address of a model's page ends with, after its folder."""
    return "" if directory_urls else "index.html"


def catalog_of(entries: Iterable[bytes]) -> bytes:
    """``catalog.json`` of entries that are JSON already, in the order of their ids.

    A model a line: small, and a change of one model is a change of one line.
    """
    return b"".join(catalog_pieces(entries))


def catalog_pieces(entries: Iterable[bytes]) -> Iterator[bytes]:
    """The same, piece by piece."""
    yield _HEAD
    between = b""
    for entry in entries:
        yield between + entry
        between = b",\n"
    yield _TAIL


def catalog_lines(catalog: bytes) -> bytes:
    """``catalog.jsonl`` of what ``catalog_of`` made: the same lines, each a JSON text by itself.

    Source: https://jsonlines.org
    """
    lines = catalog[len(_HEAD) : -len(_TAIL)]
    return lines.replace(b",\n", b"\n") + b"\n" if lines else b""  # Within an entry, JSON ends no line.


_HEAD = b'{"schema_version":%d,"models":[\n' % SCHEMA_VERSION
_JSON = json.JSONEncoder(ensure_ascii=False)
_TAIL = b"\n]}\n"


def entry_json(entry: Entry, *, directory_urls: bool = True) -> bytes:
    """A model's entry as JSON without its opening brace and ``id``, which is known only among all models."""
    return (
        _entry(entry, page_name(directory_urls=directory_urls))
        .model_dump_json(exclude={"id"})
        .encode()
        .removeprefix(b"{")
    )


def with_id(entry: bytes, identity: str) -> bytes:
    """What ``entry_json`` gave, as a whole JSON object."""
    return b'{"id":' + _JSON.encode(identity).encode() + b"," + entry


def _entry(entry: Entry, page: str) -> CatalogEntry:
    card, facts = entry.card, entry.card.facts
    source = card.source
    return CatalogEntry(
        id=entry.id,
        name=facts.name,
        title=facts.title,
        language=" ".join(facts.languages),
        edition=facts.edition,
        spark_version=facts.spark_version,
        tasks=list(facts.tasks),
        annotator=facts.annotator,
        tags=list(facts.tags),
        author=facts.author,
        date=facts.date,
        license=card.info_value("License"),
        size=card.info_value("Size"),
        supported=facts.supported,
        deprecated=facts.deprecated,
        recommended=facts.recommended,
        labels=[entity.text for entity in card.entities],
        card=card.path,
        url=f"models/{entry.url}/{page}",
        source=CatalogSource(uri=source.uri, revision=source.revision, origin=source.origin, problem=source.problem),
        samples=_samples(card),
        claimed=ClaimedResults(
            results=[_result(result) for result in card.claims.results],
            metrics=[_metric(claim) for claim in card.claims.metrics],
        ),
        status=entry.status,
        reason=entry.reason,
        expires=entry.expires,
        observed=entry.record,
    )


def _samples(card: Card) -> list[dict[str, str]]:
    if card.verify and card.verify.samples:
        return [sample.columns for sample in card.verify.samples]
    return [dict(sample.columns) for sample in card.sample_input.samples]


def _result(result: Table | ValueList) -> ClaimedTable:
    if isinstance(result, Table):
        return ClaimedTable(header=list(result.header), rows=[list(row) for row in result.rows])
    return ClaimedTable(header=[], rows=[list(result.values)])


def _metric(claim: MetricClaim) -> ClaimedMetric:
    return ClaimedMetric(row=claim.row, metric=claim.metric, value=claim.value)
