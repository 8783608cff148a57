"""HB: the hub as a whole."""

from __future__ import annotations

from collections.abc import Callable

from generator.diagnostic import Diagnostic

Lint = Callable[..., list[Diagnostic]]
CardText = Callable[..., str]


def of_family(diagnostics: list[Diagnostic]) -> list[tuple[str, str, int, str]]:
    return [(item.rule, item.path, item.span.line, item.message) for item in diagnostics if item.rule.startswith("HB")]


def test_cards_with_one_identity_name_each_other(lint_files: Lint, card_text: CardText) -> None:
    text, other = card_text(), card_text(yaml="name: another")
    same = "same name, language, edition and Spark version as"
    assert of_family(lint_files({"a.md": text, "b/c.md": text, "d.md": other, "e.md": text})) == [
        ("HB001", "a.md", 5, f"{same} `b/c.md` and `e.md`"),
        ("HB001", "b/c.md", 5, f"{same} `a.md` and `e.md`"),
        ("HB001", "e.md", 5, f"{same} `a.md` and `b/c.md`"),
    ]


def test_each_part_of_the_identity_distinguishes(lint_files: Lint, card_text: CardText) -> None:
    parts = ["name: b", "language: de", "edition: Spark NLP 5.4.0", "spark_version: 3.4"]
    files = {f"{number}.md": card_text(yaml=part) for number, part in enumerate(["", *parts])}
    assert of_family(lint_files(files)) == []


def test_cards_without_a_name_are_not_the_same(lint_files: Lint, card_text: CardText) -> None:
    assert of_family(lint_files({"a.md": card_text(yaml="name:"), "b.md": card_text(yaml="name:")})) == []


def test_cards_with_one_page_name_each_other(lint_files: Lint, card_text: CardText) -> None:
    files = {"a/card.md": card_text(yaml="name: a"), "b/Card.md": card_text(yaml="name: b")}
    assert of_family(lint_files(files)) == [
        ("HB002", "a/card.md", 1, "same page, `card`, as `b/Card.md`"),
        ("HB002", "b/Card.md", 1, "same page, `card`, as `a/card.md`"),
    ]


def test_a_deprecated_card_needs_a_later_one_of_its_name(lint_files: Lint, card_text: CardText) -> None:
    old = card_text(yaml="deprecated: true")
    missing = ("HB003", "a.md", 16, "deprecated, but no later card of the name `news_topic` is in use")
    newer = card_text(yaml="edition: Spark NLP 5.10.0\ndate: 2023-01-01")
    assert of_family(lint_files({"a.md": old})) == [missing]
    assert of_family(
        lint_files({"a.md": old, "b.md": card_text(yaml="edition: Spark NLP 5.2.0\ndate: 2023-05-01")})
    ) == [missing]
    assert of_family(lint_files({"a.md": old, "b.md": newer.replace("name: news_topic", "name: b")})) == [missing]
    found = of_family(lint_files({"a.md": old, "b.md": newer}))
    assert [item for item in found if item[0] == "HB003"] == []


def test_a_deprecated_card_may_name_a_successor_of_another_name(lint_files: Lint, card_text: CardText) -> None:
    def found(description: str) -> list[str]:
        old = card_text(yaml="deprecated: true", markdown=f"## Description\n\nOld.\n{description}\n")
        files = {"a.md": old, "b.md": card_text(yaml="name: other_topic\nedition: Spark NLP 5.10.0\ndate: 2024-06-01")}
        return [rule for rule, path, *_ in of_family(lint_files(files)) if path == "a.md"]

    assert found("Use [the other](https://example.org/), `other_topic`, instead.") == []
    assert found("It is superseded by other_topic.") == []
    assert found("It is superseded by another_topic.") == ["HB003"]
    assert found("Superseded by news_topic.\nAs small as other_topic.") == ["HB003"]


def test_a_later_card_of_a_lower_edition_is_found_with_the_other(lint_files: Lint, card_text: CardText) -> None:
    later = card_text(yaml="edition: Spark NLP 5.2.0\ndate: 2024-06-01")
    assert of_family(lint_files({"a.md": card_text(), "b.md": later})) == [
        (
            "HB004",
            "a.md",
            10,
            "of 2024-05-01 with the edition `Spark NLP 5.3.0`, but `b.md` of 2024-06-01 has `Spark NLP 5.2.0`",
        ),
        (
            "HB004",
            "b.md",
            14,
            "of 2024-06-01 with the edition `Spark NLP 5.2.0`, but `a.md` of 2024-05-01 has `Spark NLP 5.3.0`",
        ),
    ]


def test_editions_of_other_libraries_days_and_versions_of_spark_are_not_compared(
    lint_files: Lint, card_text: CardText
) -> None:
    changes = ["edition: Healthcare NLP 5.2.0\ndate: 2024-06-01", "edition: Spark NLP 5.2.0"]
    changes += [f"edition: Spark NLP 5.2.0\ndate: 2024-06-01\n{key}" for key in ("spark_version: 3.4", "language: de")]
    files = {f"{number}.md": card_text(yaml=part) for number, part in enumerate(["", *changes])}
    assert of_family(lint_files(files)) == []
