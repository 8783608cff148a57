"""Comments that suppress findings: what they are about, and when they are wrong themselves."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from patience import SOON

from generator.config import LintConfig
from generator.diagnostic import Diagnostic, count_by_rule

CardText = Callable[..., str]
Lint = Callable[..., list[Diagnostic]]

GARBLED = "The logo is a rocket ðŸš€."
COMMENT = "<!-- modelhub: ignore TX001 -- the logo -->"


@pytest.fixture
def codes(card_text: CardText, lint_files: Lint) -> Callable[..., list[str]]:
    """The rules that find something in the sound card once it is spoilt."""

    def find(config: LintConfig | None = None, **parts: str) -> list[str]:
        found = lint_files({"a.md": card_text(**parts)}, config=config or LintConfig(ignore=["SO004"]))
        return [item.rule for item in found]

    return find


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"{GARBLED}\n", ["TX001"]),
        (f"{COMMENT}\n{GARBLED}\n", []),
        (f"{COMMENT}\n\n\n{GARBLED}\nMore.\n{GARBLED}\n", []),
        (f"{COMMENT}\n{GARBLED}\n\n{GARBLED}\n", ["TX001"]),
        (f"{GARBLED} {COMMENT}\n", []),
        (f"{GARBLED} {COMMENT}\n{GARBLED}\n", ["TX001"]),
        (f"{COMMENT}\n```text\n{GARBLED}\n\n{GARBLED}\n```\n\n{GARBLED}\n", ["TX001"]),
        ("<!-- MODELHUB: ignore sa001, tx -- two -->\n" + GARBLED, ["SU001"]),
        (f"<!-- modelhub: ignore TX001 -->\n{GARBLED}\n", ["SU002"]),
        (f"<!-- modelhub: ignore TX001 -- -->\n{GARBLED}\n", ["SU002"]),
        (f"<!-- modelhub: ignore TX01 -- why -->\n{GARBLED}\n", ["SU003", "TX001"]),
        (f"<!-- modelhub: ignore -- why -->\n{GARBLED}\n", ["SU003", "TX001"]),
        (f"{COMMENT}\n{COMMENT}\n{GARBLED}\n", ["SU001"]),
        (f"{COMMENT}\n", ["SU001"]),
        (f"{GARBLED}\n\n{GARBLED}\n\n<!-- modelhub: ignore-file TX001 -- the logo -->\n", []),
        (f"```html\n{COMMENT}\n```\n", []),
        ("<!-- modelhub: ignored TX001 -->\n<!-- modelhub: ignore-all TX001 -->\nText.\n", []),
    ],
)
def test_in_markdown(body: str, expected: list[str], codes: Callable[..., list[str]]) -> None:
    assert codes(markdown=f"## Limits\n\nText.\n\n{body}") == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("a = b  # modelhub: ignore PY003 -- given by the reader", []),
        ("# modelhub: ignore PY003 -- given by the reader\na = b", []),
        ("# modelhub: ignore PY003 -- given by the reader\n\na = b", ["SU001", "PY003"]),
        ("a = b", ["PY003"]),
    ],
)
def test_in_code(code: str, expected: list[str], codes: Callable[..., list[str]]) -> None:
    config = LintConfig(select=["PY003", "SU"])
    assert codes(config, python=code) == expected


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        ("tags: []  # modelhub: ignore FM006 -- none fits", []),
        ("# modelhub: ignore FM006 -- none fits\ntags: []", []),
        ("# modelhub: ignore-file FM006 -- none fits\nx: y\ntags: []", ["FM003"]),
        ("# modelhub: ignore FM006 -- none fits\n\ntags: []", ["FM006", "SU001"]),
    ],
)
def test_in_front_matter(yaml: str, expected: list[str], card_text: CardText, lint_files: Lint) -> None:
    found = lint_files({"a.md": card_text(yaml=yaml)}, config=LintConfig(select=["FM003", "FM006", "SU"]))
    assert sorted(item.rule for item in found) == expected


def test_the_place_is_the_code(card_text: CardText, lint_files: Lint) -> None:
    text = card_text(markdown="## Limits\n\n<!-- modelhub: ignore TX001,SA001 -- why -->\nðŸš€\n")
    found = [item for item in lint_files({"a.md": text}) if item.rule == "SU001"]
    assert [(item.span.line, item.span.column, item.span.end_column) for item in found] == [(67, 29, 34)]


@pytest.mark.parametrize(
    "config",
    [
        LintConfig(select=["SE", "SU"]),
        LintConfig(ignore=["TX", "SO"]),
        LintConfig(ignore=["SU", "SO"]),
        LintConfig(ignore=["SO"], per_file_ignores={"*": ["TX"]}),
        LintConfig(ignore=["SO"], per_file_ignores={"*": ["SU001"]}),
    ],
)
def test_a_code_that_was_not_checked_is_not_called_unused(config: LintConfig, codes: Callable[..., list[str]]) -> None:
    assert codes(config, markdown=f"## Limits\n\n{COMMENT}\nText.\n") == []


def test_a_rule_that_compares_cards_may_be_suppressed_and_is_never_called_unused(
    card_text: CardText, lint_files: Lint
) -> None:
    text = card_text(markdown="## Limits\n\n<!-- modelhub: ignore-file HB001 -- a draft -->\n")
    assert "HB001" not in {item.rule for item in lint_files({"a.md": text, "b.md": text})}
    assert "HB001" in {item.rule for item in lint_files({"a.md": text, "b.md": card_text()})}
    assert "SU001" not in {item.rule for item in lint_files({"a.md": text})}


def test_a_hostile_card_takes_no_long_time(card_text: CardText, lint_files: Lint) -> None:
    lines = "<!-- modelhub: ignore TX001, XX -- why -->\n" * 4_000 + GARBLED
    open_ended = "<!-- modelhub: ignore TX001 " * 5_000
    start = time.process_time()
    found = lint_files({"a.md": card_text(markdown=f"## Limits\n\n{lines}\n\n{open_ended}\n")})
    assert time.process_time() - start < SOON
    assert count_by_rule(found)["SU001"] == 3_999
