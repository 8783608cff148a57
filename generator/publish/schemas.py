"""The JSON Schemas of everything that programs read or write."""

from __future__ import annotations

import json

from pydantic import BaseModel

from generator.config import Config
from generator.publish.catalog import Catalog
from generator.record import RunRecord
from generator.verify_block import VerifyBlock

#: By name, as in ``modelhub schema NAME``.
SCHEMAS: dict[str, type[BaseModel]] = {
    "catalog": Catalog,
    "config": Config,
    "record": RunRecord,
    "verify": VerifyBlock,
}


def dump_schema(name: str) -> bytes:
    """A schema as UTF-8 JSON, in the 2020-12 dialect."""
    # Configuration and front matter are written by people, who may leave out what has a default;
    # catalogue and records are written by us, whole.
    written_by_us = name in {"catalog", "record"}
    schema = SCHEMAS[name].model_json_schema(mode="serialization" if written_by_us else "validation")
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"{name}.schema.json"}
    return (json.dumps(head | schema, indent=2, ensure_ascii=False) + "\n").encode()
