"""RD: what the reader meets becomes diagnostics of the linter, cards or not."""

from __future__ import annotations

from collections.abc import Callable

from generator.diagnostic import Diagnostic, Level
from generator.lint.rules.reader import too_large
from generator.read.document import MAX_BYTES

Lint = Callable[..., list[Diagnostic]]
CardText = Callable[..., str]


def test_a_file_that_is_too_large_is_an_error(lint_files: Lint, card_text: CardText) -> None:
    diagnostics = lint_files({"a.md": card_text(markdown="## Results\n\n" + "word " * 300_000)})
    assert [(item.path, item.rule, item.level) for item in diagnostics] == [("a.md", "RD002", Level.ERROR)]


def test_the_page_names_the_limit() -> None:
    assert f"larger than {MAX_BYTES // 1024} KiB" in too_large.RULE.summary


def test_an_unreadable_file_does_not_stop_the_others(lint_files: Lint, card_text: CardText) -> None:
    diagnostics = lint_files({"a.md": b"\x00\xff", "b.md": card_text(yaml="tags: []"), "c.md": "no card"})
    found = [(item.path, item.rule) for item in diagnostics if item.level > Level.INFO]
    assert found == [("a.md", "RD001"), ("b.md", "FM006"), ("c.md", "RD003")]


def test_problems_beside_a_card_are_reported_too(lint_files: Lint, card_text: CardText) -> None:
    diagnostics = lint_files({"a.md": card_text(yaml="engine: a\nengine: b")})
    assert [(item.rule, item.span.line, item.level) for item in diagnostics if item.level > Level.INFO] == [
        ("RD007", 17, Level.WARNING)
    ]


def test_an_impossible_date_is_told_once(found: Callable[..., list[tuple[str, int, int, str]]]) -> None:
    text = "---\ntitle: 2021-02-30\ndate: 2021-02-30\n---\n"
    told = [(code, line) for code, line, *_ in found("RD008", text=text) + found("FM004", text=text)]
    assert told == [("RD008", 2), ("FM004", 3)]
