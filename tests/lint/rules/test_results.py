"""RE: Results against the rest of the card."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.diagnostic import Diagnostic

Found = list[tuple[str, int, int, str]]


def findings(found: Callable[..., Found], markdown: str, **parts: str) -> list[tuple[str, str]]:
    return [(code, message) for code, _, _, message in found("RE", markdown=markdown, **parts)]


def table(*labels: str) -> str:
    rows = "".join(f"|x |{label}|\n" for label in labels)
    return f"## Results\n\n```bash\n|chunk|ner_label|\n|-|-|\n{rows}```\n"


@pytest.mark.parametrize(
    ("markdown", "code", "message"),
    [
        (
            "## Results\n\n```bash\nA vector.\n```",
            "RE001",
            "the answers cannot be read: neither a table nor a list of values",
        ),
        ("## Results\n\n![a picture](x.png)", "RE001", "the answers cannot be read: only images"),
        (table("World", "Rain", "B-Wind"), "RE002", "Predicted Entities does not name `Rain` and `B-Wind`"),
        (
            "## Results\n\n```bash\n['Sports']\n['World']\n```",
            "RE003",
            "Results has 2 answers, but the snippet has 1 sample text",
        ),
        (
            "## Results\n\n```bash\n|result|\n|-|\n|[Sports, World]|\n|[World]|\n```",
            "RE003",
            "Results has 2 answers, but the snippet has 1 sample text",
        ),
        (
            "## Results\n\n```bash\n|chunk|label|label|\n|-|-|-|\n|x|World|World|\n```",
            "RE004",
            "2 columns of the table are called `label`",
        ),
    ],
)
def test_fails(found: Callable[..., Found], markdown: str, code: str, message: str) -> None:
    assert findings(found, markdown) == [(code, message)]


@pytest.mark.parametrize(
    "markdown",
    [
        table("World", "I-Sports", "SCIENCE", "O"),
        table("World", "Busin..."),
        table("LOC", "PER"),
        "## Results\n\n```bash\n['Sports']\n```\nonly showing top 20 rows",
        "## Results\n\n```bash\n|text|result|\n|-|-|\n|a|[Sports]|\n|b|[World]|\n```",
        "## Results\n\n```bash\n['Sports', 'World']\n```",
        "## Results\n\n```bash\n|result|result|\n|-|-|\n|a|[Sports]|\n```",
    ],
)
def test_passes(found: Callable[..., Found], markdown: str) -> None:
    assert findings(found, markdown) == []


def test_words_beside_a_table_are_no_unread_answers(found: Callable[..., Found]) -> None:
    assert findings(found, table("World").replace("```\n", "only showing top 20 rows\n```\n")) == []


def test_a_misspelt_label_is_named_with_the_one_that_was_meant(
    lint_files: Callable[..., list[Diagnostic]], card_text: Callable[..., str]
) -> None:
    files = {"card.md": card_text(markdown=table("World", "B-Bussiness"))}
    assert [item.help for item in lint_files(files) if item.rule == "RE002"] == ["did you mean `Business`?"]


def test_no_label_is_suggested_that_stands_beside_the_unknown_one(
    lint_files: Callable[..., list[Diagnostic]], card_text: Callable[..., str]
) -> None:
    files = {"card.md": card_text(markdown=table("B-Business", "B-Bussiness"))}
    assert [item.help for item in lint_files(files) if item.rule == "RE002"] == [""]


def test_long_lists_of_labels_are_cut(found: Callable[..., Found]) -> None:
    ((_, message),) = findings(found, table("World", *"abcdefg"))
    assert message == "Predicted Entities does not name `a`, `b`, `c`, `d`, `e` and 2 more"
