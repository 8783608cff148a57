from __future__ import annotations

import json

import pytest
from conftest import Command

from generator.cli.schema import SchemaName
from generator.publish import SCHEMAS, dump_schema


def test_every_schema_can_be_asked_for() -> None:
    assert {name.value for name in SchemaName} == set(SCHEMAS)


@pytest.mark.parametrize("name", SCHEMAS)
def test_it_is_printed_and_nothing_else(modelhub: Command, name: str) -> None:
    result = modelhub("schema", name)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == dump_schema(name).decode()
    assert json.loads(result.stdout)["$id"] == f"{name}.schema.json"


def test_an_unknown_one_is_a_usage_error(modelhub: Command) -> None:
    result = modelhub("schema", "pages")
    assert result.returncode == 2
    assert "'pages' is not one of" in result.stderr
