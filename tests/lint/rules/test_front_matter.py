"""FM: the YAML head of a card."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.diagnostic import Diagnostic

Expected = list[tuple[str, int, int, str]]

FAILS: list[tuple[dict[str, str], Expected]] = [
    ({"yaml": "title:"}, [("FM001", 15, 7, "required key `title` has no value")]),
    ({"yaml": 'edition: ""'}, [("FM001", 15, 10, "required key `edition` has no value")]),
    ({"yaml": "supported: 1"}, [("FM002", 15, 12, "`supported` is a number, expected `true` or `false`")]),
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
]

PASSES: list[dict[str, str]] = [
    {},
    {"yaml": "task: [Text Classification, Sentiment Analysis]"},
    {"yaml": "language: [en, de]"},
    {"yaml": "language: no\ntags: [no]"},
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
