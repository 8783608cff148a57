"""No card, however it is written, costs more than in proportion to its length."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hostile_cards import CARDS

from generator.hub import hub_of
from generator.lint import lint
from generator.lint.rule import CardRule
from generator.lint.rules import RULES
from generator.read import read_card
from generator.read.document import MAX_BYTES
from generator.read.python_code import MAX_CODE

#: Scala of more than 20,000 characters is not looked into, nor is Python of more than 50,000.
SIZES = {"scala": 19_000, "python": 24_000, "nlu": 24_000}
#: Here tree-sitter takes quadratic time, which only that limit keeps short.
QUADRATIC = ("scala-braces", "scala-brackets")
SIZE = 48_000
#: Four times the text may take four times as long; quadratic time would be sixteen. What is less than the floor, in
#: seconds, is not held against anything.
MOST, FLOOR = 10, 0.02


def check(text: str) -> None:
    """Read a card and check every rule that looks at one card."""
    card = read_card(text.encode(), path="cards/a.md", key="a").card
    for rule in RULES if card else ():
        if isinstance(rule, CardRule):
            for _ in rule.check(card):
                pass


def seconds(text: str) -> float:
    started = time.process_time()
    check(text)
    return time.process_time() - started


def grows_too_fast(write: Callable[[int], str], size: int) -> bool:
    return seconds(write(size)) > MOST * max(seconds(write(size // 4)), FLOOR)


@pytest.mark.parametrize("kind", CARDS)
def test_time_grows_no_faster_than_the_card(kind: str) -> None:
    size = SIZE if kind in QUADRATIC else SIZES.get(kind.partition("-")[0], SIZE)
    # Another process may take the caches for a moment, but not again and again.
    assert not all(grows_too_fast(CARDS[kind], size) for _ in range(4))


@pytest.mark.parametrize("kind", ["prose-controls", "sections", "prose-directives", "prose-liquid"])
def test_many_findings_take_time_in_proportion(kind: str) -> None:
    def lint_it(size: int) -> float:
        reading = read_card(CARDS[kind](size).encode(), path="cards/a.md", key="a")
        started = time.process_time()
        lint(hub_of([reading]))
        return time.process_time() - started

    assert not all(lint_it(48_000) > MOST * max(lint_it(12_000), FLOOR) for _ in range(4))


def test_a_larger_card_is_not_looked_at() -> None:
    reading = read_card(b"a" * (MAX_BYTES + 1), path="a.md", key="a")
    assert [problem.rule for problem in reading.problems] == ["RD002"]


def test_python_that_is_too_long_is_not_looked_into() -> None:
    head, tail = "---\nname: a\n---\n\n## How to use\n\n```python\n", "\nprint(a b)\n```\n"

    def rules(length: int) -> set[str]:
        text = head + "x = 1\n" * (length // 6) + tail
        return {item.rule for item in lint(hub_of([read_card(text.encode(), path="a.md", key="a")]))}

    assert "PY001" in rules(MAX_CODE - 100)
    assert not any(rule.startswith("PY") for rule in rules(MAX_CODE))
