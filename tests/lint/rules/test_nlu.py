"""NL: the NLU snippets of How to use. The NLU of these cards begins in line 51, the Python before it in line 47."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Expected = list[tuple[str, int, int, str]]
Found = Callable[..., Expected]

REAL = 'PretrainedPipeline("a").annotate("The striker scored twice.")\n'
PLACEHOLDER = 'PretrainedPipeline("a").annotate("PUT YOUR STRING HERE")\n'


def how_to_use(nlu: str, python: str = REAL) -> str:
    return f"## How to use\n\n```python\n{python}```\n\n{{:.nlu-block}}\n```python\n{nlu}```\n"


def given(name: str) -> str:
    return f"`nlu.load` is given `{name}`, which "


FAILS: list[tuple[str, Expected]] = [
    ('nlu.load("en.ner.")\n', [("NL001", 56, 10, given("en.ner.") + "ends with a dot")]),
    ('nlu.load("en.ner. pos")\n', [("NL001", 56, 10, given("en.ner. pos") + "ends with a dot")]),
    ('nlu.load("en..ner")\n', [("NL001", 56, 10, given("en..ner") + "has nothing between its dots")]),
    ('nlu.load(".ner")\n', [("NL001", 56, 10, given(".ner") + "has nothing between its dots")]),
    ('nlu.load("en.ner ")\n', [("NL001", 56, 10, given("en.ner ") + "NLU takes apart at its blanks")]),
    (
        "x = 'ø'; nlu.load('en.Tok Pisin')\n",
        [("NL001", 56, 19, given("en.Tok Pisin") + "NLU takes apart at its blanks")],
    ),
    ("nlu.load('')\n", [("NL001", 56, 10, given("") + "names nothing")]),
    (
        "nlu.load('ner de.pos')\n",
        [("NL002", 56, 10, "`de.pos` is a model for the language `de`, the card's is for `en`")],
    ),
    (
        "nlu.load('xx.embed')\n",
        [("NL002", 56, 10, "`xx.embed` is a model for several languages, the card's is for `en`")],
    ),
    # A snippet that does not parse is read as far as it goes.
    ("nlu.load('en.ner.')\nprint(\n", [("NL001", 56, 10, given("en.ner.") + "ends with a dot")]),
    (
        "nlu.load('ner').predict('Your text here!')\n",
        [("NL003", 56, 25, "the sample input for NLU is the placeholder `Your text here!`")],
    ),
    (
        "text = ['A real one.', 'text to translate']\nnlu.load('ner').predict(text, output_level='token')\n",
        [("NL003", 56, 24, "the sample input for NLU is the placeholder `text to translate`")],
    ),
]

PASSES = [
    "nlu.load('ner')\n",
    "nlu.load('en.ner.onto.bert.small_L2_128 sentiment')\n",
    "nlu.load('emotion en.pos')\n",
    "nlu.load(path='models')\n",
    "nlu.load(name)\n",
    "json.load('a. B')\n",
    "nlu.load('ner').predict('The striker scored twice.')\n",
    "nlu.load('ner').predict('')\n",
    "nlu.load('ner').predict()\n",
    "nlu.load('ner').predict(df)\n",
]


@pytest.mark.parametrize(("nlu", "expected"), FAILS)
def test_fails(nlu: str, expected: Expected, found: Found) -> None:
    assert found("NL", markdown=how_to_use(nlu)) == expected


@pytest.mark.parametrize("nlu", PASSES)
def test_passes(nlu: str, found: Found) -> None:
    assert found("NL", markdown=how_to_use(nlu)) == []


def test_a_placeholder_in_both_tabs_is_told_once(found: Found) -> None:
    markdown = how_to_use("nlu.load('ner').predict('Your text here!')\n", PLACEHOLDER)
    assert found("NL", markdown=markdown) == []
    assert [code for code, *_ in found("SA", markdown=markdown)] == ["SA001"]


@pytest.mark.parametrize(
    ("language", "name", "codes"),
    [
        ("no", "nb.ner", []),
        ("[en, de]", "de.ner", []),
        ("pt-BR", "pt.ner", []),
        ("xx", "en.ner", ["NL002"]),
    ],
)
def test_the_languages_of_the_card_count(language: str, name: str, codes: list[str], found: Found) -> None:
    findings = found("NL", yaml=f"language: {language}", markdown=how_to_use(f"nlu.load('{name}')\n"))
    assert [code for code, *_ in findings] == codes
