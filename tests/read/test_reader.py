from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from fuzz_cards import read as hold_together
from hypothesis import given
from hypothesis import strategies as st
from patience import SOON

from generator.card import Card, Reading
from generator.read import read_card
from generator.read.problems import PROBLEMS

OWN_CARDS = sorted(path.read_bytes() for path in (Path(__file__).parents[1] / "cards").rglob("*.md"))


def read(data: bytes) -> Reading:
    return read_card(data, path="cards/a.md", key="a")


def without_line_ends(card: Card) -> str:
    """Everything in a card but the texts that keep their line ends."""
    return repr(card).replace("\\r\\n", "\\n")


@given(st.binary(max_size=300))
def test_any_bytes_are_read(data: bytes) -> None:
    hold_together(data)
    hold_together(b"---\nname: a\n---\n" + data)
    hold_together(b"---\n" + data + b"\n---\n")


MARKS = st.sampled_from(
    ["---\n", "```\n", "```python\n", "## Results\n", "`", "[", "](", "|", "\n|", "{:.nlu-block}\n", "{%", "<a href=",
     "</div>", "\t", "\r", "\u2028", "\x85", "\f", "é", "🚀", "\ufeff", "*", "&a", "'", '"""', "\\ \n", ": ", "- ", "#"]
)  # fmt: skip


@given(st.sampled_from(OWN_CARDS), st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 40), MARKS), max_size=4))
def test_any_damage_to_a_card_is_read(data: bytes, damages: list[tuple[int, int, str]]) -> None:
    for position, length, mark in damages:
        data = data[:position] + mark.encode() + data[position + length :]
    hold_together(data)


@pytest.mark.parametrize("data", OWN_CARDS)
def test_line_ends_and_byte_order_mark_change_nothing(data: bytes) -> None:
    card = hold_together(data).card
    windows = hold_together(b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"))
    assert read(data).problems == windows.problems
    if card is None:
        assert windows.card is None
    else:
        assert windows.card is not None
        assert windows.card.text == card.text.replace("\n", "\r\n")
        assert without_line_ends(windows.card) == without_line_ends(card)


def test_a_whole_card(own_cards: Path) -> None:
    data = (own_cards / "news_topic.md").read_bytes()
    reading = read_card(data, path="cards/news_topic.md", key="news_topic")
    card = reading.card
    assert card is not None
    assert reading.problems == ()
    assert (card.path, card.key, card.text) == ("cards/news_topic.md", "news_topic", data.decode())
    assert (card.facts.name, card.facts.tasks) == ("news_topic_example", ("Text Classification",))
    assert [section.key for section in card.sections] == [
        "description",
        "predicted_entities",
        "how_to_use",
        "results",
        "model_information",
        "references",
        "benchmarking",
    ]
    assert [entity.text for entity in card.entities] == ["World", "Sports", "Business", "Sci/Tech"]
    assert [(button.label, button.enabled) for button in card.buttons] == [
        ("Live Demo", False),
        ("Open in Colab", True),
        ("Download", True),
        ("Copy S3 URI", True),
    ]
    assert card.info_value("output labels") == "[class]"
    assert card.max_length == 128
    assert card.source.uri == "hf:example-authors/news-topic"
    assert len(card.claims.results) == 1
    assert len(card.claims.metrics) == 25
    assert card.claims.unread == ()


def test_small_faults_leave_a_card(own_cards: Path) -> None:
    reading = read((own_cards / "broken" / "small_faults.md").read_bytes())
    assert reading.card is not None
    assert [(problem.rule, problem.span.line) for problem in reading.problems] == [
        ("RD007", 5),
        ("RD010", 10),
    ]


def test_the_codes_run_without_a_gap() -> None:
    assert list(PROBLEMS) == [f"RD{number:03}" for number in range(1, len(PROBLEMS) + 1)]


@pytest.mark.parametrize(
    "unit",
    ["[", "`", "*", "<", " ", "\n", "|", "- ", "|a|b\n", "+-+\n", "[a](", "](", "[a](b[", "<a ", "<a>", "<button ",
     "http://", "https://a)", "`a", "``a`", "{:", "{%", "## a\n", "```\n", "</div>\n", "[[x]", "a: ", "accuracy: ",
     "(a) ",
     "a, ", "`a`, "],
)  # fmt: skip
def test_time_is_linear_in_hostile_text(unit: str) -> None:
    sections = ["Predicted Entities", "Results", "Benchmarking", "Model Information", "References"]
    share = 250_000 // len(sections)
    text = "".join(f"## {title}\n{unit * (share // len(unit))}\n" for title in sections)
    started = time.process_time()
    hold_together(f"---\nname: a\n---\n{text}".encode())
    assert time.process_time() - started < SOON


SEEDS: dict[str, dict[str, Any]] = {
    "000": {
        "annotator": "BertForSequenceClassification",
        "entities": ["Direction", "Challenge"],
        "source": "hf:DanL/scientific-challenges-and-directions",
        "samples": [],
        "placeholder": 55,
        "max_length": 128,
        "results": 0,
        "metrics": 0,
    },
    "001": {
        "annotator": "BertForSequenceClassification",
        "entities": [
            "Phenomena and Processes [G]",
            "Anthropology, Education, Sociology, and Social Phenomena [I]",
            "Diseases [C]",
            "Health Care [N]",
            "Analytical, Diagnostic and Therapeutic Techniques, and Equipment [E]",
            "Chemicals and Drugs [D]",
            "Psychiatry and Psychology [F]",
            "Anatomy [A]",
            "Information Science [L]",
            "Geographicals [Z]",
            "Organisms [B]",
            "Technology, Industry, and Agriculture [J]",
            "Disciplines and Occupations [H]",
            "Named Groups [M]",
        ],
        "source": "hf:owaiskha9654/Multi-Label-Classification-of-PubMed-Articles",
        "samples": [],
        "placeholder": 55,
        "max_length": 256,
        "results": 0,
        "metrics": 0,
    },
    "002": {
        "annotator": "BertForSequenceClassification",
        "entities": ["World", "Sports", "Business", "Sci/Tech"],
        "source": "hf:mrm8488/bert-mini-finetuned-age_news-classification",
        "samples": [58],
        "placeholder": None,
        "max_length": 512,
        "results": 1,
        "metrics": 1,
    },
    "003": {
        "annotator": "BertForTokenClassification",
        "entities": [],
        "source": "hf:Tahsin/BERT-finetuned-conll2003-POS",
        "samples": [],
        "placeholder": 55,
        "max_length": 128,
        "results": 0,
        "metrics": 0,
    },
    "004": {
        "annotator": "BertForSequenceClassification",
        "entities": ["neg", "pos"],
        "source": "",
        "samples": [65],
        "placeholder": None,
        "max_length": 512,
        "results": 1,
        "metrics": 17,
    },
}


@pytest.mark.corpus
@pytest.mark.parametrize("number", SEEDS)
def test_the_facts_of_a_seed(seeds: Path, number: str) -> None:
    (path,) = seeds.glob(f"{number}_*.txt")
    reading = hold_together(path.read_bytes())
    card = reading.card
    assert card is not None
    assert reading.problems == ()
    placeholder = card.sample_input.placeholder
    assert {
        "annotator": card.facts.annotator,
        "entities": [entity.text for entity in card.entities],
        "source": card.source.uri,
        "samples": [sample.span.line for sample in card.sample_input.samples],
        "placeholder": placeholder.span.line if placeholder else None,
        "max_length": card.max_length,
        "results": len(card.claims.results),
        "metrics": len(card.claims.metrics),
    } == SEEDS[number]
    assert len(card.buttons) == 4
    assert card.claims.unread == ()


@pytest.mark.corpus
def test_the_corpus_is_read(corpus: Path) -> None:
    cards = []
    for path in sorted(corpus.rglob("*.md")):
        reading = read_card(path.read_bytes(), path=path.name, key=path.stem)
        assert reading.card is not None, (path, reading.problems)
        cards.append(reading.card)
    found = {
        "cards": len(cards),
        "sample": sum(bool(card.sample_input.samples) for card in cards),
        "placeholder only": sum(
            bool(card.sample_input.placeholder and not card.sample_input.samples) for card in cards
        ),
        "source": sum(bool(card.source.uri) for card in cards),
        "annotator": sum(bool(card.facts.annotator) for card in cards),
        "entities": sum(bool(card.entities) for card in cards),
        "info": sum(len(card.info) >= 4 for card in cards),
        "buttons": sum(len(card.buttons) >= 3 for card in cards),
        "results": sum(bool(card.claims.results) for card in cards),
        "metrics": sum(bool(card.claims.metrics) for card in cards),
    }
    at_least = {
        "cards": 3_967,
        "sample": 1_100,
        "placeholder only": 2_650,
        "source": 2_750,
        "annotator": 2_490,
        "entities": 480,
        "info": 3_960,
        "buttons": 3_960,
        "results": 660,
        "metrics": 355,
    }
    assert {name: count for name, count in found.items() if count < at_least[name]} == {}, json.dumps(found)
