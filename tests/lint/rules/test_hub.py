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
