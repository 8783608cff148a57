"""``modelhub schema``: the JSON Schemas of what people and programs read and write."""

from __future__ import annotations

import sys
from enum import StrEnum

import click

from generator.cli.command import argument, command
from generator.publish import dump_schema


class SchemaName(StrEnum):
    """The schemas there are."""

    card = "card"
    catalog = "catalog"
    config = "config"
    model = "model"
    record = "record"
    verify = "verify"


@command()
@argument("name", type=click.Choice(SchemaName), help="Which schema.")
def schema(name: SchemaName) -> None:
    """Print a JSON Schema: of a card's front matter or its verify block, the configuration, the catalogue, a record.

    Examples:
      modelhub schema card > card.schema.json
    """
    sys.stdout.buffer.write(dump_schema(name.value))
