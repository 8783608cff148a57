"""What a baseline forgives."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostic import Diagnostic, Level, Span
from generator.errors import UsageError
from generator.lint.baseline import Baseline, baseline_of, compare, dump, load

FINDINGS = st.builds(
    lambda path, rule, line: Diagnostic(path, Span(line), rule, Level.ERROR, "found"),
    st.sampled_from(["a.md", "b.md", "c/d.md"]),
    st.sampled_from(["AA001", "AA002", "BB001"]),
    st.integers(1, 50),
)
PATHS = ["a.md", "b.md", "c/d.md"]
RULES = {"AA001", "AA002", "BB001"}


def finding(path: str, rule: str, line: int = 1) -> Diagnostic:
    return Diagnostic(path, Span(line), rule, Level.ERROR, "found")


@given(st.lists(FINDINGS))
def test_what_was_there_is_forgiven_wherever_it_moved(found: list[Diagnostic]) -> None:
    baseline = baseline_of(found)
    assert load(dump(baseline), "b.json") == baseline
    shuffled = sorted(found, key=lambda item: (item.span, item.rule))
    assert dump(baseline_of(shuffled)) == dump(baseline)
    moved = [finding(item.path, item.rule, item.span.line + 7) for item in found]
    compared = compare(moved, baseline, paths=PATHS, rules=RULES)
    assert (compared.new, compared.forgiven, compared.gone) == ([], len(found), 0)


@given(st.lists(FINDINGS), FINDINGS)
def test_one_more_makes_all_of_its_kind_count(found: list[Diagnostic], more: Diagnostic) -> None:
    compared = compare([*found, more], baseline_of(found), paths=PATHS, rules=RULES)
    assert compared.new == [item for item in [*found, more] if (item.path, item.rule) == (more.path, more.rule)]


def test_what_is_gone_is_counted_as_far_as_it_was_checked() -> None:
    baseline = baseline_of([finding("a.md", "AA001"), finding("a.md", "AA001", 2), finding("b.md", "BB001")])
    assert compare([], baseline, paths=PATHS, rules=RULES).gone == 3
    assert compare([finding("a.md", "AA001")], baseline, paths=PATHS, rules=RULES).gone == 2
    assert compare([], baseline, paths=["b.md"], rules=RULES).gone == 1
    assert compare([], baseline, paths=PATHS, rules={"AA001"}).gone == 2


def test_the_file_is_sorted() -> None:
    found = [finding("b.md", "BB001"), finding("b.md", "AA001"), finding("a.md", "AA001")]
    cards = {"a.md": {"AA001": 1}, "b.md": {"AA001": 1, "BB001": 1}}
    assert dump(baseline_of(found)).decode() == json.dumps({"version": 1, "cards": cards}, indent=2) + "\n"


def test_a_broken_rule_is_never_forgiven() -> None:
    assert baseline_of([finding("a.md", "LI001")]) == Baseline()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"no json", "b.json: is no baseline: no JSON: "),
        (b"[]", "b.json: is no baseline: expected a table, got an array"),
        (b'{"cards": {"a.md": {"AA001": -1}}}', "b.json: is no baseline: cards.a.md.AA001: expected an integer >= 0"),
        (b'{"version": 2}', "b.json: is a baseline of form 2"),
        (b"\xff", "b.json: is no baseline"),
    ],
)
def test_what_is_no_baseline_says_why(data: bytes, message: str) -> None:
    with pytest.raises(UsageError) as error:
        load(data, "b.json")
    assert str(error.value).startswith(message)
