"""FM: the YAML head of a card."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.config import LintConfig
from generator.diagnostic import Diagnostic

Expected = list[tuple[str, int, int, str]]


def download(versions: str) -> str:
    """A section with a button for a file of these versions."""
    url = f"https://s3.amazonaws.com/models.example/news_topic_en_{versions}_1714550000000.zip"
    return f"## Limits\n\n[Download]({url}){{:.button}}\n"


FAILS: list[tuple[dict[str, str], Expected]] = [
    ({"yaml": "title:"}, [("FM001", 15, 7, "required key `title` has no value")]),
    ({"yaml": 'edition: ""'}, [("FM001", 15, 10, "required key `edition` has no value")]),
    ({"yaml": "supported: 1"}, [("FM002", 15, 12, "`supported` is a number, expected `true` or `false`")]),
    (
        {"yaml": "supported: Yes"},
        [("FM002", 15, 12, "`supported` is `Yes`, which many programs read as a text, expected `true`")],
    ),
    ({"yaml": "tags: en, news"}, [("FM002", 15, 7, "`tags` is a text, expected a list of plain values")]),
    (
        {"yaml": "tags: [[en], news]"},
        [("FM002", 15, 7, "`tags` is a list with nested values, expected a list of plain values")],
    ),
    ({"yaml": "name: [news_topic]"}, [("FM002", 15, 7, "`name` is a list, expected one plain value")]),
    ({"yaml": "article_header: cover"}, [("FM002", 14, 17, "`article_header` is a text, expected a mapping")]),
    ({"yaml": "lanuage: en"}, [("FM003", 16, 1, "unknown key `lanuage`")]),
    ({"yaml": "type: cover"}, [("FM003", 16, 1, "unknown key `type`")]),
    ({"yaml": "date: 05/01/2024"}, [("FM004", 15, 7, "`05/01/2024` is no date, expected `YYYY-MM-DD`")]),
    ({"yaml": "date: in May"}, [("FM004", 15, 7, "`in May` is no date, expected `YYYY-MM-DD`")]),
    (
        {"yaml": "date: 2023-05-01"},
        [("FM005", 15, 7, "the date is 2023-05-01, but the file name begins with 2024-05-01")],
    ),
    (
        {"yaml": "tags: [en, opern_source]"},
        [("FM020", 15, 12, "the tag `opern_source` is misspelt, write `open_source`")],
    ),
    ({"yaml": "tags: [en, Swahilu]"}, [("FM020", 15, 12, "the tag `Swahilu` is misspelt, write `swahili`")]),
    ({"yaml": "tags: []"}, [("FM006", 15, 7, "`tags` is empty")]),
    (
        {"path": "2024-05-01-news_subject_en.md"},
        [("FM007", 5, 7, "the name is `news_topic`, but the file name has `news_subject_en`")],
    ),
    (
        {"path": "2024-05-01-news_topics_en.md"},
        [("FM007", 5, 7, "the name is `news_topic`, but the file name has `news_topics_en`")],
    ),
    (
        {"yaml": "article_header:\ntype: cover"},
        [("FM008", 15, 1, "`type` is not indented, so `article_header` is empty")],
    ),
    (
        {"yaml": "date: 2025-01-02", "path": "a.md"},
        [("FM009", 15, 7, "the date 2025-01-02 lies in the future; today is 2025-01-01")],
    ),
    (
        {"yaml": "date: 2025-01-02 09:00:00", "path": "a.md"},
        [("FM009", 15, 7, "the date 2025-01-02 lies in the future; today is 2025-01-01")],
    ),
    ({"yaml": "language: jp\ntags: [jp]"}, [("FM010", 14, 11, "`jp` is no language code that is in use")]),
    ({"yaml": "language: [en, Deutsch]"}, [("FM010", 15, 16, "`Deutsch` is no language code that is in use")]),
    ({"yaml": "tags: [news]"}, [("FM011", 15, 7, "the language `en` is not among the tags")]),
    ({"yaml": "language: [de, fr]"}, [("FM011", 7, 7, "the languages `de` and `fr` are not among the tags")]),
    ({"yaml": "tags: [en, news, News]"}, [("FM012", 15, 18, "the tag `News` stands twice")]),
    ({"yaml": "tags: [en, licensed]"}, [("FM013", 15, 12, "the tag is `licensed`, but License is `Apache 2.0`")]),
    (
        {"yaml": "tags: [en, open_source, licensed]"},
        [("FM013", 15, 25, "the tag is `licensed`, but License is `Apache 2.0`")],
    ),
    ({"yaml": "task: Text Clasification"}, [("FM014", 15, 7, "unknown task `Text Clasification`")]),
    ({"yaml": "task: [Translation, Magic]"}, [("FM014", 15, 21, "unknown task `Magic`")]),
    (
        {"yaml": "name: news topic/é", "path": "a.md"},
        [("FM015", 15, 7, "the name `news topic/é` may not hold a blank, `/` and `é`")],
    ),
    (
        {"yaml": "edition: Spark NLP"},
        [("FM016", 15, 10, "the edition `Spark NLP` names no version, expected such as `Spark NLP 5.3.0`")],
    ),
    (
        {"markdown": download("5.3.1_3.0")},
        [("FM017", 10, 10, "the edition is `Spark NLP 5.3.0`, but the download is of version 5.3.1")],
    ),
    (
        {"markdown": download("5.3.0_3.4")},
        [("FM018", 11, 16, "`spark_version` is 3.0, but the download is for Spark 3.4")],
    ),
]

PASSES: list[dict[str, str]] = [
    {},
    {"yaml": "tags: [en, parts_of_speech, pipelines, embedding, xlnet, roberta2, nastive]"},
    {"yaml": "task: [Text Classification, Sentiment Analysis]"},
    {"yaml": "language: [en, de]"},
    {"yaml": "language: no\ntags: [no]"},
    {"yaml": "language: [pt-BR, grc, xx]\ntags: [grc]"},
    {"yaml": "language: [de, fr]\ntags: [xx]"},
    {"yaml": "tags: [EN, open_source]"},
    {"yaml": "date: 2025-01-01", "path": "a.md"},
    {"markdown": download("5.3_3.0.0")},
    {"markdown": download("5.3.0_3.0").replace("_en_5", "-5")},
    {"yaml": "title: 2024"},
    {"yaml": "deprecated: false"},
    {"yaml": "annotator:"},
    {"yaml": "article_header:"},
    {"yaml": "date: 2024-05-01 19:03:00 +0800"},
    {"yaml": "date: 2024-05-01 19:03:00"},
    {"yaml": 'date: "2024-05-01"'},
    {"path": "news_topic.md"},
    {"path": "2024-05-01-news_topic.md"},
    {"path": "deep/er/2024-05-01-News_Topic_en_3_0.md"},
    {"path": "2024-05-01-news_topic_en_5.3.0_3.0.md"},
]


@pytest.mark.parametrize(("parts", "expected"), FAILS)
def test_fails(parts: dict[str, str], expected: Expected, found: Callable[..., Expected]) -> None:
    assert found("FM", **parts) == expected


@pytest.mark.parametrize("parts", PASSES)
def test_passes(parts: dict[str, str], found: Callable[..., Expected]) -> None:
    assert found("FM", **parts) == []


def test_every_required_key_is_missed(found: Callable[..., Expected]) -> None:
    assert found("FM", text="---\nlayout: model\n---\n\n## Description\n\nA card.\n") == [
        ("FM001", 1, 1, f"required key `{key}` is missing")
        for key in ("date", "edition", "language", "name", "spark_version", "tags", "task", "title")
    ]


def test_an_unknown_key_comes_with_the_nearest_known_one(
    lint_files: Callable[..., list[Diagnostic]], card_text: Callable[..., str]
) -> None:
    diagnostics = lint_files({"a.md": card_text(yaml="lanuage: en\nbibliography: none")})
    assert [item.help for item in diagnostics if item.rule == "FM003"] == ["did you mean `language`?", ""]


@pytest.mark.parametrize(("yaml", "line"), [("title: News", 1), ("nav_key:", 16), ("nav_key: models", None)])
def test_the_key_of_the_menu_is_asked_for_on_demand(
    yaml: str, line: int | None, lint_files: Callable[..., list[Diagnostic]], card_text: Callable[..., str]
) -> None:
    files = {"a.md": card_text(yaml=yaml)}
    assert [item for item in lint_files(files, config=LintConfig()) if item.rule == "FM019"] == []
    found = lint_files(files, config=LintConfig(select=["FM019"]))
    assert [item.span.line for item in found] == ([line] if line else [])
