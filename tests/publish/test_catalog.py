from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from site_maker import make_hub

from generator.config import Config, parse_config
from generator.hub import Hub
from generator.publish import (
    SCHEMAS,
    build_catalog,
    dump_schema,
    entry_json,
    files,
    schema_files,
    schema_paths,
    with_id,
)
from generator.store import load_config, load_hub
from generator.verify_block import VerifyBlock

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def hub() -> Hub:
    return load_hub(ROOT, Config())


def test_schemas_lie_where_they_are_said_to_lie_before_they_are_made() -> None:
    assert schema_paths() == tuple(schema_files())


def test_the_catalogue_validates_against_its_schema(hub: Hub) -> None:
    catalog = json.loads(files(hub)["catalog.json"])
    Draft202012Validator(json.loads(dump_schema("catalog"))).validate(catalog)
    assert len(catalog["models"]) == len(hub.entries) > 0


def test_sizes_speeds_and_when_records_expire_are_in_it(tmp_path: Path) -> None:
    root = make_hub(tmp_path / "hub")
    catalog = json.loads(files(load_hub(root, load_config(root)))["catalog.json"])
    Draft202012Validator(json.loads(dump_schema("catalog"))).validate(catalog)
    (news,) = [model for model in catalog["models"] if model["name"] == "news_en"]
    assert news["observed"]["size"] == {"parameters": 460804, "weight_bytes": 1843200, "total_bytes": 1900000}
    assert news["observed"]["speed"]["figures"]["throughput"][2] == {"batch": 32, "per_second": 1899.0, "repeats": 20}
    assert news["observed"]["speed"]["figures"]["hardware"]["processor"] == "Example CPU 9000"
    assert news["expires"] == "2125-12-10T10:15:30+00:00"
    assert {model["expires"] for model in catalog["models"] if model["status"] in {"stale", "not-run"}} == {""}


def test_every_card_is_in_it_sorted_with_facts_claims_and_status(hub: Hub) -> None:
    models = build_catalog(hub).models
    assert [model.id for model in models] == sorted(entry.id for entry in hub.entries)
    by_card = {model.card: model for model in models}
    for entry in hub.entries:
        model = by_card[entry.card.path]
        assert (model.name, model.status, model.observed) == (entry.card.facts.name, entry.status, entry.record)
        assert len(model.claimed.metrics) == len(entry.card.claims.metrics)
        assert len(model.claimed.results) == len(entry.card.claims.results)


def test_it_is_put_together_as_pydantic_would_write_it(tmp_path: Path, hub: Hub) -> None:
    root = make_hub(tmp_path / "hub")
    for known in (hub, load_hub(root, load_config(root)), Hub(())):
        models = ",\n".join(model.model_dump_json() for model in build_catalog(known).models)
        assert files(known)["catalog.json"].decode() == f'{{"schema_version":1,"models":[\n{models}\n]}}\n'


def test_an_entry_is_made_without_knowing_the_others(hub: Hub) -> None:
    entry = hub.entries[0]
    data = entry_json(entry)
    assert entry_json(dataclasses.replace(entry, id="another#2")) == data
    assert "id" not in json.loads(b"{" + data)
    assert json.loads(with_id(data, 'an "id" é'))["id"] == 'an "id" é'


def test_a_model_by_itself_has_a_schema(hub: Hub) -> None:
    validator = Draft202012Validator(json.loads(dump_schema("model")))
    for entry in hub.entries:
        validator.validate(json.loads(with_id(entry_json(entry), entry.id)))


def test_json_lines_are_the_same_models(hub: Hub) -> None:
    made = files(hub)
    lines = made["catalog.jsonl"].decode().removesuffix("\n").split("\n")
    assert [json.loads(line) for line in lines] == json.loads(made["catalog.json"])["models"]
    assert files(Hub(()))["catalog.jsonl"] == b""


def test_two_builds_are_byte_identical(hub: Hub) -> None:
    assert files(hub) == files(load_hub(ROOT, Config()))


def test_a_model_leads_to_its_page(hub: Hub) -> None:
    assert {model.url for model in build_catalog(hub).models} == {f"models/{entry.url}/" for entry in hub.entries}
    files = build_catalog(hub, directory_urls=False).models
    assert {model.url for model in files} == {f"models/{entry.url}/index.html" for entry in hub.entries}


def test_the_schema_refuses_what_is_no_catalogue(hub: Hub) -> None:
    validator = Draft202012Validator(json.loads(dump_schema("catalog")))
    catalog = json.loads(files(hub)["catalog.json"])
    catalog["models"][0]["status"] = "certainly true"
    assert [error.validator for error in validator.iter_errors(catalog)] == ["enum"]


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_schemas(name: str) -> None:
    Draft202012Validator.check_schema(json.loads(dump_schema(name)))


@pytest.mark.parametrize(
    ("name", "value"),
    [("config", {"verify": {"timeout": 3}}), ("verify", {"source": "hf:owner/name", "samples": [{"text": "x"}]})],
)
def test_schemas_of_what_people_write_let_defaults_out_and_refuse_unknown_keys(
    name: str, value: dict[str, object]
) -> None:
    validator = Draft202012Validator(json.loads(dump_schema(name)))
    (parse_config(value, "x") if name == "config" else VerifyBlock.model_validate(value))
    validator.validate(value)
    assert list(validator.iter_errors({**value, "unknown": 1}))
