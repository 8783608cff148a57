from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from generator.card import Card, FrontMatter, Reading
from generator.hub import hub_of
from generator.lint import lint
from generator.lint.rules.front_matter.keys import KEYS
from generator.publish.card_schema import card_schema
from generator.read import read_card
from generator.read.document import decode
from generator.read.front_matter import read_front_matter

ROOT = Path(__file__).resolve().parents[2]
VALIDATOR = Draft202012Validator(card_schema())

#: The rules whose findings the schema refuses, too.
CHECKED = {"FM001", "FM002", "FM004", "FM006", "FM010", "FM012", "FM014", "FM015", "FM016", "RD009"}

HEAD = {
    "title": "News topic",
    "name": "news_topic",
    "date": "2026-11-20",
    "tags": "[en, open_source]",
    "task": "Text Classification",
    "language": "en",
    "edition": "Spark NLP 5.3.0",
    "spark_version": "3.0",
}


def as_editors_read(front_matter: FrontMatter) -> Any:
    """The data as YAML 1.2 has it: dates are texts, and flags are ``true`` and ``false`` only."""

    def convert(value: Any, path: str) -> Any:
        if isinstance(value, dict):
            return {key: convert(inner, f"{path}.{key}" if path else key) for key, inner in value.items()}
        if isinstance(value, list):
            return [convert(inner, f"{path}[{number}]") for number, inner in enumerate(value)]
        written = front_matter.texts.get(path, "")
        as_text = isinstance(value, date) or (isinstance(value, bool) and written.lower() not in {"true", "false"})
        return written if as_text else value

    return convert(dict(front_matter.values), "")


def card_of(reading: Reading) -> Card:
    assert reading.card
    return reading.card


def reading_with(**lines: str | None) -> Reading:
    """A card whose front matter has these lines; ``None`` takes a line out."""
    head = "".join(f"{key}: {value}\n" for key, value in {**HEAD, **lines}.items() if value is not None)
    return read_card(f"---\n{head}---\n".encode(), path="cards/a.md", key="a")


def refused(reading: Reading) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(as_editors_read(card_of(reading).front_matter))]


def found(reading: Reading) -> set[str]:
    return {item.rule for item in lint(hub_of([reading])) if item.rule[:2] in {"FM", "RD"}}


def test_it_is_a_schema_of_every_key_that_the_linter_knows() -> None:
    Draft202012Validator.check_schema(card_schema())
    properties = card_schema()["properties"]
    assert list(properties) == list(KEYS)
    assert all(entry["title"] == name and entry["description"] for name, entry in properties.items())


def test_its_examples_pass_its_own_rules() -> None:
    for entry in card_schema()["properties"].values():
        validator = Draft202012Validator({**entry, "$defs": card_schema()["$defs"]})
        assert all(validator.is_valid(example) for example in entry.get("examples", []))


@pytest.mark.parametrize(
    "lines",
    [
        {},
        {"name": "123", "edition": "5.3", "title": "true"},
        {"date": "2026-11-20 10:30:00"},
        {"date": '"2026-11-20T10:30"'},
        {"task": "[Text Classification, Sentiment Analysis]", "language": "[de, pt-BR, no]"},
        {"language": "xx", "annotator": None, "author": ""},
        {"article_header": "", "deprecated": "TRUE", "supported": ""},
        {"article_header": "{type: cover}", "anything": "[else]"},
        {"verify": '{source: "path:models/a", tolerance: {score: 0.02}}'},
    ],
)
def test_what_the_linter_lets_pass_is_allowed(lines: dict[str, str | None]) -> None:
    reading = reading_with(**lines)
    assert refused(reading) == []
    assert found(reading) <= {"FM003", "FM005", "FM007", "FM011"}  # what is known elsewhere, or only warned of


@pytest.mark.parametrize(
    ("lines", "rule"),
    [
        *(({key: None}, "FM001") for key in HEAD),
        *(({key: ""}, "FM001") for key in HEAD),
        *(({key: '""'}, "FM001") for key in HEAD if key not in {"date", "tags"}),
        ({"title": "[a]"}, "FM002"),
        ({"tags": "en"}, "FM002"),
        ({"tags": "[[en]]"}, "FM002"),
        ({"supported": '"yes"'}, "FM002"),
        ({"supported": "yes"}, "FM002"),
        ({"deprecated": "Off"}, "FM002"),
        ({"article_header": "cover"}, "FM002"),
        ({"author": "{name: a}"}, "FM002"),
        ({"date": "20.11.2026"}, "FM004"),
        ({"date": "2026"}, "FM004"),
        ({"date": "2026-11-20th"}, "FM004"),
        ({"tags": "[]"}, "FM006"),
        ({"tags": "[en, en]"}, "FM012"),
        ({"language": "english language"}, "FM010"),
        ({"language": "[en, d\u00e9]"}, "FM010"),
        ({"task": "Text Clasification"}, "FM014"),
        ({"task": "[Text Classification, Sentiments]"}, "FM014"),
        ({"name": "news topic"}, "FM015"),
        ({"edition": "Spark NLP"}, "FM016"),
        ({"verify": ""}, "RD009"),
        ({"verify": "{sorce: a}"}, "RD009"),
        ({"verify": "{source: models/a}"}, "RD009"),
        ({"verify": "{tolerance: {score: 0.5}}"}, "RD009"),
    ],
)
def test_what_is_refused_is_a_finding_too(lines: dict[str, str | None], rule: str) -> None:
    reading = reading_with(**lines)
    assert refused(reading)
    assert rule in found(reading)


@pytest.mark.parametrize("card", sorted((ROOT / "cards").glob("*.md")), ids=lambda path: path.stem)
def test_our_own_cards_pass(card: Path) -> None:
    assert refused(read_card(card.read_bytes(), path=card.name, key=card.stem)) == []


@pytest.mark.corpus
def test_the_seeds_pass(seeds: Path) -> None:
    readings = [read_card(seed.read_bytes(), path=seed.name, key=seed.stem) for seed in sorted(seeds.glob("*.txt"))]
    assert len(readings) == 5
    assert [refused(reading) for reading in readings] == [[]] * 5


@pytest.mark.corpus
def test_of_the_corpus_it_refuses_little_and_only_what_the_linter_finds(corpus: Path) -> None:
    files = sorted(corpus.rglob("*.md"))[::4]  # 3,960 of all 3,967 pass
    wrong = [file for file in files if not accepted(file.read_bytes())]
    for file in wrong:
        assert found(read_card(file.read_bytes(), path=file.name, key=file.stem)) & CHECKED, file.name
    assert len(files) > 900
    assert len(wrong) < 0.01 * len(files)


def accepted(data: bytes) -> bool:
    """Whether the schema lets a card pass; only its front matter is read, since there are thousands."""
    front_matter, _, _ = read_front_matter(decode(data))
    return VALIDATOR.is_valid(as_editors_read(front_matter))
