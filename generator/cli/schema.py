"""``modelhub schema``: the JSON Schemas of what people and programs read and write."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from generator.publish import dump_schema


class SchemaName(StrEnum):
    """The schemas there are."""

    catalog = "catalog"
    config = "config"
    record = "record"
    verify = "verify"


def schema(name: Annotated[SchemaName, typer.Argument(help="Which schema.")]) -> None:
    """Print a JSON Schema: of the catalogue, the configuration, a record, or a card's verify block.

    [bold]Examples[/]

      modelhub schema verify > verify.schema.json
    """
    sys.stdout.buffer.write(dump_schema(name.value))
