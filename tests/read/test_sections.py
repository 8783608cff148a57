from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.card import Card, Reading
from generator.diagnostic import Span
from generator.read import read_card
from generator.read.sections import section_key

Body = Callable[[str], Card]


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Description", "description"),
        ("Predicted Entities", "predicted_entities"),
        ("Predicted Labels", "predicted_entities"),
        ("How to use", "how_to_use"),
        ("How To Use ", "how_to_use"),
        ("Result", "results"),
        ("Model information", "model_information"),
        ("Data source", "data_source"),
        ("Data Sources", "data_source"),
        ("Reference", "references"),
        ("Benchmarking", "benchmarking"),
        ("Benchmarks", "benchmarking"),
        ("Included Models", "included_models"),
        ("Training data", "training_data"),
        ("Évaluation: résumé", "évaluation_résumé"),
    ],
)
def test_the_kind_of_a_section(title: str, key: str) -> None:
    assert section_key(title) == key


@pytest.mark.parametrize(
    "heading",
    ["## Results", "##Results", "## Results ##", "## Results {:.h2_title}", "## Results {#here}", "  ## Results"],
)
def test_ways_to_write_a_heading(body: Body, heading: str) -> None:
    (section,) = body(f"{heading}\ntext\n").sections
    assert (section.title, section.key, section.body) == ("Results", "results", "text\n")


def test_other_levels_and_code_are_no_headings(body: Body) -> None:
    card = body("# One\n### Three\n## Two\n```python\n## not this\n```\n##\n####### x\n")
    assert [section.title for section in card.sections] == ["Two"]


def test_sections_keep_their_bodies_byte_for_byte(reading: Callable[[str], Reading]) -> None:
    text = "---\nname: a\n---\nHello\n\n## One\n\n  a\t\n{:.x}\n## Two\nb"
    for end in ("\n", "\r\n"):
        card = reading(text.replace("\n", end)).card
        assert card is not None
        assert card.intro == f"Hello{end}{end}"
        assert [section.body for section in card.sections] == [f"{end}  a\t{end}{{:.x}}{end}", "b"]
        assert [section.heading for section in card.sections] == [Span(6, 1, 6, 7), Span(10, 1, 10, 7)]


def test_blocks_with_their_tabs(own_cards: Path) -> None:
    card = read_card((own_cards / "news_topic.md").read_bytes(), path="news_topic.md", key="news_topic").card
    assert card is not None
    section = card.section("how_to_use")
    assert section is not None
    assert [(block.tab, block.language) for block in section.blocks] == [
        ("python", "python"),
        ("scala", "scala"),
        ("nlu", "python"),
    ]
    (nlu,) = card.code("nlu")
    assert nlu.code.splitlines()[0] == "import nlu"
    lines = card.text.splitlines()
    assert lines[nlu.span.line - 1] == "```python"
    assert lines[nlu.span.line] == "import nlu"
    assert lines[nlu.span.end_line - 1] == "```"


@pytest.mark.parametrize(
    ("markdown", "code"),
    [
        ("```\na\n```\n", "a\n"),
        ("~~~\na\n```\n~~~\n", "a\n```\n"),
        ("````\n```\n````\n", "```\n"),
        ("```python\na\n```  \nb\n", "a\n"),
        ("   ```\n   a\n     b\n ```\n", "a\n  b\n"),
        ("```\n```\n", ""),
        ("```bash\na\n```scala\nb\n```\n", "a\n```scala\nb\n"),
    ],
)
def test_fences(body: Body, markdown: str, code: str) -> None:
    (section,) = body(f"## Results\n{markdown}").sections
    assert [block.code for block in section.blocks] == [code]
    assert section.blocks[0].closed


def test_what_stands_in_a_comment_is_nothing(body: Body) -> None:
    card = body(
        "## Model Information\n|a|b|\n<!--\n|c|d|\n## Results\n```python\n[link](https://example.org)\n-->\n"
        "## Description\n   <!-- short -->\n```html\n<!--\n## code\n```\n-->\n## References\n<!-- never closed\nx\n"
    )
    assert [section.title for section in card.sections] == ["Model Information", "Description", "References"]
    assert [row.name for row in card.info] == ["a"]
    assert card.links == ()
    information, description, references = card.sections
    assert information.body.endswith("```python\n[link](https://example.org)\n-->\n")
    assert information.prose.strip() == "|a|b|"
    assert [block.code for block in description.blocks] == ["<!--\n## code\n"]
    assert references.prose == "<!-- never closed\nx"


def test_backticks_in_the_info_word_open_nothing(body: Body) -> None:
    assert body("## A\n``` `x` ```\n## B\n").sections[1].title == "B"


def test_an_unclosed_fence_is_reported_and_read_to_the_end(reading: Callable[[str], Reading]) -> None:
    found = reading("---\nname: a\n---\n## A\n```python\nx = 1\n## B\n")
    assert found.card is not None
    (section,) = found.card.sections
    assert [(block.code, block.closed) for block in section.blocks] == [("x = 1\n## B\n", False)]
    assert [(problem.rule, problem.span.line, problem.fatal) for problem in found.problems] == [("RD010", 5, False)]
