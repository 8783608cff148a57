"""The Markdown of a model: everything that its page says, in the page's order."""

from __future__ import annotations

import re
from collections.abc import Callable

import markdown
import pytest
import yaml
from html_reader import read_fragment, words

from generator.hub import Entry, Hub
from generator.publish import shelf_of
from generator.render import Links, Relations
from generator.render.links import model_path
from generator.render.markdown import SLOT, PageLinks, model_markdown, related_markdown

EntryOf = Callable[[str], Entry]


def headings(text: str) -> list[str]:
    """Of the second level."""
    return re.findall(r"^## (.*)$", re.sub(r"^(`{3,}).*?^\1$", "", text, flags=re.DOTALL | re.MULTILINE), re.MULTILINE)


def test_a_verified_model_in_reading_order(entry: EntryOf) -> None:
    text = model_markdown(entry("news_en"), Links())
    assert headings(text) == [
        "Description", "Predicted labels", "How to use", "Sample and observed results", "Benchmark", "Size and speed",
        "Results, as the card claims", "Benchmarking, as the card claims", "Model information", "References",
        "How it was run",
    ]  # fmt: skip
    assert re.findall(r"^### (.*)$", text, re.MULTILINE) == ["Python", "Scala", "NLU", "Transformers"]
    for part in (
        "**Verified.** The model was run",
        "| Licence | Open Source |",
        "-   [Download](<https://models.example/news_en.zip>)",
        "-   Live Demo (not available)",
        "-   Copy S3 URI: `s3://models.example/news_en.zip`",
        '```scala\nval classifier = BertForSequenceClassification.pretrained("news_en", "en")\n```',
        "| Sports (predicted) | 0.9712 |",
        "| Sports | 0.9344 (claimed 0.934: agrees) |",
        "0.9421 [0.900–0.970] (claimed 0.942: agrees)",  # noqa: RUF001  a range
        "| Latency, median | 3.51 ms |",
        "| Weights (SHA-256) | `efef",
        "```bash\nmodelhub verify --rerun cards/news_en.md\n```",
    ):
        assert part in text


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("wrong_en", ["**Mismatch.**", "Claims that differ:", "| differs: claimed World |", "claimed 0.99: differs"]),
        ("old_en", ["**Stale.**", "Answer, observed for an earlier version", "the run before the change"]),
        ("broken_en", ["**Failed.**", "Tried 2026-01-03 10:15 UTC", "## Sample input", "not verified"]),
        ("ner_en", ["**Measured.**", "| Babbage | PER | 0.9800 |"]),
        ("pos_en", ["| grind | VERB | 0.8000 |"]),
        (
            "others_en",
            [
                "```text\nAda lives in <London>.\n```",
                "| in London (predicted) | 0.7500 |",
                "![The image images/cat.png, which the model was shown](../../assets/samples/",
                "[The recording sounds/ada.flac](../../assets/samples/",
                "(nothing was heard)",
                "| stars | 4.25 |",
                "| A fine film. | 0.125, -0.5,",
            ],
        ),
        ("hostile_en", ["**Not run.**", "Nothing was run: not run yet."]),
    ],
)
def test_what_was_observed_and_why_not(entry: EntryOf, name: str, parts: list[str]) -> None:
    text = model_markdown(entry(name), Links())
    for part in parts:
        assert part in text


def test_its_front_matter_is_yaml(hub: Hub) -> None:
    for model in hub.entries:
        _, head, _ = model_markdown(model, Links()).split("---\n", 2)
        values = yaml.safe_load(head)
        assert list(values) == ["title", "description", "render_macros"]
        assert values["render_macros"] is False
        assert read_fragment(values["title"]).text == words(model.card.facts.title)


def test_no_attack_gets_through(entry: EntryOf) -> None:
    text = model_markdown(entry("hostile_en"), Links())
    content = read_fragment(
        markdown.markdown(text.split("---\n", 2)[2], extensions=["tables", "fenced_code", "attr_list"])
    )
    assert content.dangers() == []
    assert "img" not in content.tags
    assert re.search(r"\{[{%]", text) is None
    assert "alert(9)" not in text
    assert content.headings[0] == words(entry("hostile_en").card.facts.title)


def test_it_is_the_same_each_time(hub: Hub) -> None:
    for model in hub.entries:
        assert model_markdown(model, Links()) == model_markdown(model, Links())


def test_relations_go_into_the_slot(hub: Hub, entry: EntryOf) -> None:
    shelf = shelf_of(hub)
    listing = next(listing for listing in shelf.listings if listing.name == "news_en")
    related, here = Relations(shelf).of(listing), model_path(listing.url)
    text = related_markdown(related, here, Links())
    assert "## Similar models" in text
    assert "](../pos_en/)" in text
    assert "](../pos_en/index.md)" in related_markdown(related, here, PageLinks())
    assert "news" not in text
    assert model_markdown(entry("news_en"), Links()).count(SLOT) == 1
    assert SLOT not in text


def test_links_are_those_of_the_site(entry: EntryOf) -> None:
    assert "[Models](../)" in model_markdown(entry("news_en"), Links())
    assert "[Models](../index.html)" in model_markdown(entry("news_en"), Links(directory_urls=False))
    assert "[Models](../index.md)" in model_markdown(entry("news_en"), PageLinks())
