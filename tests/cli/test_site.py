"""The main job, from card to page, with the hub's own models."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hub_server import HubServer, serve
from jsonschema import Draft202012Validator
from model_maker import PUBMED, make_seed_models

from generator.read import read_card

ROOT = Path(__file__).resolve().parents[2]

Command = Callable[..., subprocess.CompletedProcess[str]]


def source_of(card: Path) -> tuple[str, str]:
    """URI and revision of a card's source."""
    read = read_card(card.read_bytes(), path=card.name, key=card.stem).card
    assert read is not None
    return read.source.uri, read.source.revision


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """The hub of this repository as a fresh clone would have it, but for its records."""
    for name in ("cards", "models"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def stand_ins(hub: Path) -> HubServer:
    """A Hugging Face Hub with a stand-in for every model that the cards name."""
    with serve() as server:
        server.models = make_seed_models(hub / "upstream")
        sources = dict(source_of(card) for card in (hub / "cards").glob("*.md"))
        named = {uri.removeprefix("hf:"): revision for uri, revision in sources.items() if uri.startswith("hf:")}
        assert set(named) == set(server.models)
        server.revisions = {name: revision for name, revision in named.items() if revision}
        yield server


@pytest.mark.run
def test_every_card_goes_to_a_page_that_says_what_was_observed(
    hub: Path, stand_ins: HubServer, modelhub: Command
) -> None:
    done = modelhub("site", "--hub", str(hub), env=stand_ins.environment(hub / "home"))
    # The stand-in for the film reviews answers neg, whatever it reads, and its card claims pos.
    assert done.returncode == 1, done.stdout + done.stderr
    assert "10 cards: 6 verified, 3 measured, 1 mismatch" in done.stdout
    assert done.stdout.endswith(f"site: {hub / 'site' / 'index.html'}\n")

    catalog = json.loads((hub / "site" / "catalog.json").read_bytes())
    Draft202012Validator(json.loads((hub / "site" / "catalog.schema.json").read_bytes())).validate(catalog)
    assert len(catalog["models"]) == 10
    for model in catalog["models"]:
        page = (hub / "site" / model["url"] / "index.html").read_text()
        assert f'data-status="{model["status"]}"' in page
        assert model["observed"]["source"]["weights_sha256"] in page
        for run in model["observed"]["samples"]:
            assert run["output"]["kind"] in {"labels", "tokens"}
        source = model["observed"]["source"]
        if source["uri"].startswith("hf:"):
            assert source["resolved_revision"] == stand_ins.commit(source["uri"].removeprefix("hf:"))
    observed = {model["name"]: model["observed"] for model in catalog["models"]}
    pubmed = observed["bert_classifier_multi_label_classification_of_pubmed_articles"]
    assert pubmed["settings"]["activation"] == "sigmoid"
    assert {score["label"] for score in pubmed["samples"][0]["output"]["scores"]} == set(PUBMED)
    assert observed["bert_pos_BERT_finetuned_conll2003_POS"]["samples"][0]["output"]["scheme"] == "plain"
    (mismatch,) = [model for model in catalog["models"] if model["status"] == "mismatch"]
    page = (hub / "site" / mismatch["url"] / "index.html").read_text()
    assert "claimed pos, observed neg" in page

    validator = Draft202012Validator(json.loads((hub / "site" / "record.schema.json").read_bytes()))
    for record in (hub / "records").glob("*.json"):
        validator.validate(json.loads(record.read_bytes()))


def test_a_step_that_finds_something_stops_no_later_one(tmp_path: Path, modelhub: Command) -> None:
    (tmp_path / "cards").mkdir()
    (tmp_path / "cards" / "broken.md").write_text("no front matter\n")
    done = modelhub("site", "--hub", str(tmp_path))
    assert done.returncode == 1
    assert "cards/broken.md:1:1 error RD003" in done.stdout
    assert (tmp_path / "site" / "index.html").is_file()


def test_a_folder_that_is_no_hub_is_a_usage_error(tmp_path: Path, modelhub: Command) -> None:
    done = modelhub("site", "--hub", str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: cards: no such folder; `cards` in modelhub.toml says where the cards lie\n"
