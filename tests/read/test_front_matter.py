from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from patience import SOON

from generator.card import Reading
from generator.diagnostic import Span
from generator.read import read_card

Read = Callable[[str], Reading]


def test_values_are_yaml_and_texts_are_as_written(reading: Read) -> None:
    card = reading('---\nlanguage: no\nspark_version: 3.0\ndate: 2024-05-01\ntags: ["no", b]\nempty:\n---\n').card
    assert card is not None
    assert card.front_matter.values == {
        "language": False,
        "spark_version": 3.0,
        "date": date(2024, 5, 1),
        "tags": ["no", "b"],
        "empty": None,
    }
    assert card.front_matter.texts["language"] == "no"
    assert card.front_matter.texts["spark_version"] == "3.0"
    assert (card.facts.languages, card.facts.spark_version, card.facts.tags) == (("no",), "3.0", ("no", "b"))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_key_and_value_has_its_place(reading: Read, end: str) -> None:
    card = reading(end.join(["---", "title: Ein Würfel", "a:", "  b: [x, 'yy']", "---", "", ""])).card
    assert card is not None
    places = card.front_matter
    assert places.span == Span(1, 1, 5, 4)
    assert places.key_spans["title"] == Span(2, 1, 2, 6)
    assert places.value_spans["title"] == Span(2, 8, 2, 18)
    assert places.key_spans["a.b"] == Span(4, 3, 4, 4)
    assert places.value_spans["a.b"] == Span(4, 6, 4, 15)
    assert places.value_spans["a.b[1]"] == Span(4, 10, 4, 14)
    assert places.value_spans["a"] == Span(4, 3, 4, 15)
    assert places.where("nothing") == Span(1)


@pytest.mark.parametrize(
    ("text", "rule", "line", "column"),
    [
        ("", "RD003", 1, 1),
        ("\n---\na: b\n---\n", "RD003", 1, 1),
        ("# A title\n", "RD003", 1, 1),
        ("---\na: b\n", "RD003", 1, 1),
        ("---\na: [1\nb: 2\n---\n", "RD004", 3, 2),
        ("---\na: b: c\n---\n", "RD004", 2, 5),
        ("---\na: \tb\n\tc: d\n---\n", "RD004", 3, 1),
        ("---\nname: a\nother: \x07\n---\n", "RD004", 3, 8),
        ("---\na: *nowhere\n---\n", "RD004", 2, 4),
        ("---\n---\n", "RD006", 1, 1),
        ("---\n- a\n---\n", "RD006", 1, 1),
        ("---\njust words\n---\n", "RD006", 1, 1),
        ("---\na: &a [*a]\n---\n", "RD005", 2, 4),
    ],
)
def test_what_gives_no_card_says_where(reading: Read, text: str, rule: str, line: int, column: int) -> None:
    found = reading(text)
    assert found.card is None
    (problem,) = found.problems
    assert (problem.rule, problem.span.line, problem.span.column) == (rule, line, column)


@pytest.mark.parametrize(
    "yaml",
    [
        "[" * 100_000,
        "{" * 100_000,
        "- " * 100_000,
        "a: [" + "1," * 200_000 + "]",
        "".join(f"k{number}: 1\n" for number in range(20_000)),
        "".join(f"k{number}: &a{number} x\n" for number in range(20_000)),
        "a: &a [1]\n" + "".join(f"k{number}: [*a,*a]\n" for number in range(30)),
        "a: &a [x,x]\nb: &b [" + "*a," * 30 + "]\nc: [" + "*b," * 19 + "]\nd: [*b]",
    ],
)
def test_a_bomb_is_an_error_in_no_time(reading: Read, yaml: str) -> None:
    text = f"---\n{yaml}\n---\n"
    started = time.process_time()
    found = reading(text)
    assert time.process_time() - started < SOON
    assert all(problem.rule in ("RD004", "RD005") for problem in found.problems)
    assert found.card is None or len(found.card.front_matter.texts) < 5_000


def test_the_classic_alias_bomb(own_cards: Path) -> None:
    data = (own_cards / "broken" / "alias_bomb.md").read_bytes()
    started = time.process_time()
    found = read_card(data, path="alias_bomb.md", key="alias_bomb")
    assert time.process_time() - started < SOON
    assert [problem.rule for problem in found.problems] == ["RD005"]


def test_aliases_within_reason_are_followed(reading: Read) -> None:
    card = reading("---\na: &a [x, y]\nb: *a\n---\n").card
    assert card is not None
    assert card.front_matter.values["b"] == ["x", "y"]
    assert card.front_matter.value_spans["b[0]"] == Span(2, 8, 2, 9)


def test_a_key_that_stands_twice(reading: Read) -> None:
    found = reading("---\nname: a\ntitle: b\nname: c\n---\n")
    assert found.card is not None
    assert found.card.facts.name == "c"
    (problem,) = found.problems
    assert (problem.rule, problem.span, problem.fatal) == ("RD007", Span(4, 1, 4, 5), False)
    assert "line 2" in problem.message


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("2021-02-30", "2021-02-30"),
        ("!!int x", "x"),
        ("!!int ''", ""),
        ("!!float ''", ""),
        ("!!bool x", "x"),
        ("!!timestamp x", "x"),
        ("!!timestamp 2021-99-99", "2021-99-99"),
        ("!!binary aGk=", "aGk="),
        ("!!python/name:os.system", ""),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_a_value_that_yaml_cannot_construct_keeps_its_text(reading: Read, value: str, kept: str) -> None:
    found = reading(f"---\na: {value}\n---\n")
    assert found.card is not None
    assert found.card.front_matter.values["a"] == kept
    expected = [] if value.startswith("9") else [("RD008", 2)]
    assert [(problem.rule, problem.span.line) for problem in found.problems] == expected


def test_a_tagged_object_is_never_made(reading: Read, tmp_path: Path) -> None:
    target = tmp_path / "made"
    found = reading(f"---\na: !!python/object/apply:os.mkdir ['{target}']\n---\n")
    assert not target.exists()
    assert found.card is not None
    assert found.card.front_matter.values["a"] == [str(target)]
    assert [problem.rule for problem in found.problems] == ["RD008"]


def test_a_moment_is_a_date_too(reading: Read) -> None:
    card = reading("---\ndate: 2024-05-01 10:30:00\n---\n").card
    assert card is not None
    assert card.front_matter.values["date"] == datetime(2024, 5, 1, 10, 30)  # noqa: DTZ001 - YAML gives no zone
    assert card.facts.date == date(2024, 5, 1)


def test_blank_lines_after_the_front_matter_belong_to_the_body(reading: Read) -> None:
    card = reading("---\na: b\n---\n\n\nIntro\n\n## Description\ntext\n").card
    assert card is not None
    assert card.front_matter.span == Span(1, 1, 3, 4)
    assert card.intro == "\n\nIntro\n\n"
    assert card.sections[0].heading.line == 8
