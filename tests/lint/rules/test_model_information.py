"""MI: the Model Information table, against front matter and code."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.config import LintConfig
from generator.diagnostic import Diagnostic

Expected = list[tuple[str, int, int, str]]

#: The line of the heading, once the section is put at the end of the card; the table begins two lines below.
HEADING = 53


def table(**rows: str) -> str:
    """The section with these rows in place of the sound ones; an empty value takes a row out."""
    names = {
        "Model Name": "news_topic",
        "Compatibility": "Spark NLP 5.3.0+",
        "License": "Apache 2.0",
        "Language": "en",
        **{name.replace("_", " "): value for name, value in rows.items()},
    }
    names = names | {"Input Labels": "[document, token]", "Output Labels": "[class]"} | names
    return "## Model Information\n\n" + "".join(f"|{name}:|{value}|\n" for name, value in names.items() if value)


FAILS: list[tuple[str, Expected]] = [
    ("## Model Information\n\nSmall.\n", [("MI001", HEADING, 1, "section `Model Information` has no table of facts")]),
    (table(Language=""), [("MI002", HEADING, 1, "the table has no row `Language`")]),
    (
        table(Input_Labels=""),
        [("MI013", HEADING, 1, "the table has no row `Input Labels`, and the Python code sets `document` and `token`")],
    ),
    (
        table(Output_Labels=""),
        [("MI013", HEADING, 1, "the table has no row `Output Labels`, and the Python code sets `class`")],
    ),
    (table(Max_sentense_length="128"), [("MI003", HEADING + 6, 1, "unknown row `Max sentense length`")]),
    (table(Model_Name="", Name="news_topic"), [("MI003", HEADING + 5, 1, "unknown row `Name`")]),
    (
        table(Model_Name="news_topics"),
        [("MI004", HEADING + 2, 1, "Model Name is `news_topics`, but the front matter says `news_topic`")],
    ),
    (table(Language="[de, fr]"), [("MI005", HEADING + 5, 1, "Language is `[de, fr]`, but the front matter says `en`")]),
    (
        table(Compatibility="Spark NLP 5.3.1+"),
        [
            (
                "MI006",
                HEADING + 3,
                1,
                "Compatibility is `Spark NLP 5.3.1+`, but the front matter's edition is `Spark NLP 5.3.0`",
            )
        ],
    ),
    (
        table(Edition="Spark NLP 5.2"),
        [("MI006", HEADING + 6, 1, "Edition is `Spark NLP 5.2`, but the front matter's edition is `Spark NLP 5.3.0`")],
    ),
    (
        table(Compatibility="Healthcare NLP 5.3.0+"),
        [
            (
                "MI006",
                HEADING + 3,
                1,
                "Compatibility is `Healthcare NLP 5.3.0+`, but the front matter's edition is `Spark NLP 5.3.0`",
            )
        ],
    ),
    (
        table(Input_Labels="[sentence, token]"),
        [
            (
                "MI007",
                HEADING + 6,
                1,
                "Input Labels are `[sentence, token]`, but the Python code sets `document` and `token`",
            )
        ],
    ),
    (
        table(Input_Labels="[token]"),
        [("MI007", HEADING + 6, 1, "Input Labels are `[token]`, but the Python code sets `document` and `token`")],
    ),
    (
        table(Output_Labels="[ner]"),
        [("MI008", HEADING + 6, 1, "Output Labels are `[ner]`, but the Python code sets `class`")],
    ),
    (
        table(Case_sensitive="false"),
        [("MI010", HEADING + 6, 1, "Case sensitive is `false`, but the Python code sets `True`")],
    ),
    (
        table(Max_sentense_length="512"),
        [
            ("MI003", HEADING + 6, 1, "unknown row `Max sentense length`"),
            ("MI010", HEADING + 6, 1, "Max sentence length is `512`, but the Python code sets `128`"),
        ],
    ),
    (
        table(Size="about 400"),
        [
            (
                "MI011",
                HEADING + 6,
                1,
                "Size is `about 400`, expected a number with its unit, such as `404.3 MB`",
            )
        ],
    ),
    (table(License="Open Sources"), [("MI012", HEADING + 4, 1, "unknown licence `Open Sources`")]),
    (table(License="licenced"), [("MI012", HEADING + 4, 1, "unknown licence `licenced`")]),
    (table(License=""), [("MI009", HEADING, 1, "the table has no row `License`")]),
]

PASSES: list[dict[str, str]] = [
    {},
    {"markdown": table(model_name="", Model_Name="`news_topic`")},
    {"markdown": table(Language="[en]")},
    {"markdown": table(Language="English")},
    {"markdown": table(Language="en, de")},
    {"markdown": table(Language="de"), "yaml": "language: xx"},
    {"markdown": table(Compatibility="Spark NLP 5.3+")},
    {"markdown": table(Compatibility=" spark  nlp 5.3.0 +")},
    {"markdown": table(Compatibility="5.3.0+")},
    {"markdown": table(Compatibility="all versions", Edition="Official")},
    {"markdown": table(Input_Labels="[token, document]", Output_Labels="class")},
    {"markdown": table(Input_Labels="`Document`, `token`")},
    {"markdown": table(Output_Labels="[other]"), "python": 'NewsModel.pretrained("another").setOutputCol("class")'},
    {"markdown": table(Output_Labels="[other]"), "python": 'NewsModel.pretrained("news_topic").setOutputCol(column)'},
    {"markdown": table(Trained_by="News Lab")},
    {"markdown": table(Case_sensitive="True", Max_sentence_length="128", Size="1.8 GB")},
    {"markdown": table(Case_sensitive="yes", Max_sentence_length="as long as it takes", Size="`77 KiB`")},
    {"markdown": table(Case_sensitive="false"), "python": 'NewsModel.pretrained("another").setCaseSensitive(True)'},
    {"markdown": table(Case_sensitive="false"), "python": 'NewsModel.pretrained("news_topic").setCaseSensitive(cased)'},
    {"markdown": table(Max_sentence_length="9"), "python": 'NewsModel.pretrained("news_topic").setMaxSentenceLength()'},
    {"markdown": table(License="open source")},
    {"markdown": table(License="Open Data Commons")},
]


@pytest.mark.parametrize(("markdown", "expected"), FAILS)
def test_fails(markdown: str, expected: Expected, found: Callable[..., Expected]) -> None:
    assert found("MI", markdown=markdown) == expected


@pytest.mark.parametrize("parts", PASSES)
def test_passes(parts: dict[str, str], found: Callable[..., Expected]) -> None:
    assert found("MI", **parts) == []


def test_labels_are_found_in_a_snippet_that_is_broken_elsewhere(found: Callable[..., Expected]) -> None:
    python = 'model = NewsModel.pretrained("news_topic").setOutputCol("class")\nspark.createDataFrame([[\'it\'s\']])\n'
    assert [rule for rule, *_ in found("MI", python=python, markdown=table(Output_Labels="[ner]"))] == ["MI008"]


@pytest.mark.parametrize(
    ("file", "hint", "mended"),
    [
        ("", "", "news_topic"),
        ("news_topic_en_5.3.0_3.0_1714550000000.zip", "the download is of `news_topic`", "news_topic"),
        ("news_topics_en_5.3.0_3.0_1714550000000.zip", "the download is of `news_topics`", ""),
    ],
)
def test_the_name_of_the_front_matter_is_put_in_unless_the_download_has_another(
    file: str, hint: str, mended: str, lint_files: Callable[..., list[Diagnostic]], card_text: Callable[..., str]
) -> None:
    button = f"\n[Download](https://models.example/{file}){{:.button}}\n" if file else ""
    text = card_text(markdown=table(Model_Name="news_topics") + button)
    (found,) = (item for item in lint_files({"a.md": text}) if item.rule == "MI004")
    assert found.help == hint
    assert [edit.text for edit in (found.fix.edits if found.fix else ())] == ([mended] if mended else [])


def test_the_size_is_asked_for_on_demand(
    lint_files: Callable[..., list[Diagnostic]], card_text: Callable[..., str]
) -> None:
    files = {"a.md": card_text(), "b.md": card_text(markdown=table(Size="406.6 MB"))}
    found = lint_files(files, config=LintConfig(select=["MI014"]))
    assert [(item.path, item.message) for item in found] == [("a.md", "the table has no row `Size`")]
    assert [item for item in lint_files(files, config=LintConfig()) if item.rule.startswith("MI")] == []
