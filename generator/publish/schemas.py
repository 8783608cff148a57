"""The JSON Schemas of everything that programs read or write."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Literal

from pydantic import BaseModel

from generator.config import config_schema
from generator.publish.card_schema import card_schema
from generator.publish.catalog_models import Catalog, CatalogEntry
from generator.record import RunRecord
from generator.verify_block import VerifyBlock


def _of(model: type[BaseModel], by: Literal["people", "us"]) -> dict[str, Any]:
    """The schema of a model: people may leave out what has a default, while we write everything."""
    return model.model_json_schema(mode="serialization" if by == "us" else "validation")


#: By name, as in ``modelhub schema NAME``.
SCHEMAS: Mapping[str, Callable[[], dict[str, Any]]] = {
    "card": card_schema,
    "catalog": partial(_of, Catalog, "us"),
    "config": config_schema,
    "model": partial(_of, CatalogEntry, "us"),
    "record": partial(_of, RunRecord, "us"),
    "verify": partial(_of, VerifyBlock, "people"),
}


def dump_schema(name: str) -> bytes:
    """A schema as UTF-8 JSON, in the 2020-12 dialect."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"{name}.schema.json"}
    return (json.dumps(head | SCHEMAS[name](), indent=2, ensure_ascii=False) + "\n").encode()
