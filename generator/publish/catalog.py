"""``catalog.json``: every model with its facts, its claims, what was observed, and its status.

An entry is made from its card alone, as JSON without the ``id``, which depends on other cards. Of such pieces the
catalogue, its form with a model a line, and the file of each model are put together byte by byte: no more than these
bytes of a large hub is ever in memory. ``catalog_models`` says what stands in them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Literal

import msgspec

from generator.card import Card, Table, ValueList
from generator.hub import Entry

SCHEMA_VERSION: Literal[1] = 1


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
_encode = msgspec.json.Encoder().encode
_TAIL = b"\n]}\n"


def entry_json(entry: Entry, *, directory_urls: bool = True) -> bytes:
    """A model's entry as JSON without its opening brace and ``id``, which is known only among all models."""
    values = entry_values(entry, page_name(directory_urls=directory_urls))
    del values["id"]
    if entry.record:
        values["observed"] = msgspec.Raw(entry.record.model_dump_json().encode())
    return _encode(values).removeprefix(b"{")


def with_id(entry: bytes, identity: str) -> bytes:
    """What ``entry_json`` gave, as a whole JSON object."""
    return b'{"id":' + _JSON.encode(identity).encode() + b"," + entry


def entry_values(entry: Entry, page: str) -> dict[str, Any]:
    """The values of a ``CatalogEntry``, in its order; what was observed stays a record.

    Args:
        entry: The model.
        page: As ``page_name`` gives it.
    """
    card, facts = entry.card, entry.card.facts
    source = card.source
    return {
        "id": entry.id,
        "name": facts.name,
        "title": facts.title,
        "language": " ".join(facts.languages),
        "edition": facts.edition,
        "spark_version": facts.spark_version,
        "tasks": facts.tasks,
        "annotator": facts.annotator,
        "tags": facts.tags,
        "author": facts.author,
        "date": facts.date,
        "license": card.info_value("License"),
        "size": card.info_value("Size"),
        "supported": facts.supported,
        "deprecated": facts.deprecated,
        "recommended": facts.recommended,
        "labels": [entity.text for entity in card.entities],
        "card": card.path,
        "url": f"models/{entry.url}/{page}",
        "source": {
            "uri": source.uri,
            "revision": source.revision,
            "origin": source.origin,
            "problem": source.problem,
        },
        "samples": _samples(card),
        "claimed": {
            "results": [_result(result) for result in card.claims.results],
            "metrics": [
                {"row": claim.row, "metric": claim.metric, "value": claim.value} for claim in card.claims.metrics
            ],
        },
        "status": entry.status,
        "reason": entry.reason,
        "expires": entry.expires,
        "observed": entry.record,
    }


def _samples(card: Card) -> list[dict[str, str]]:
    if card.verify and card.verify.samples:
        return [sample.columns for sample in card.verify.samples]
    return [dict(sample.columns) for sample in card.sample_input.samples]


def _result(result: Table | ValueList) -> dict[str, Any]:
    if isinstance(result, Table):
        return {"header": result.header, "rows": result.rows}
    return {"header": (), "rows": (result.values,)}
