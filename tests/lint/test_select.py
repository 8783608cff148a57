"""Which rules a configuration leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import msgspec
import pytest

from generator.card import Card
from generator.config import LintConfig
from generator.diagnostic import Diagnostic, Level, Span
from generator.errors import UsageError
from generator.hub import Hub
from generator.lint import lint
from generator.lint.rule import CardRule, Finding, Rule
from generator.lint.select import choose

AsHub = Callable[[Mapping[str, str | bytes]], Hub]

TABLE = (
    Rule("AA001", "first", Level.ERROR, ""),
    Rule("AA002", "second", Level.WARNING, ""),
    Rule("BB001", "third", Level.INFO, ""),
    Rule("BB002", "on-demand", Level.INFO, "", opt_in=True),
)


@pytest.mark.parametrize(
    ("config", "codes"),
    [
        ({}, "AA001 AA002 BB001"),
        ({"select": ["aa"]}, "AA001 AA002"),
        ({"select": ["BB"]}, "BB001 BB002"),
        ({"select": ["ALL"]}, "AA001 AA002 BB001 BB002"),
        ({"extend_select": ["BB002"]}, "AA001 AA002 BB001 BB002"),
        ({"select": ["AA001"], "extend_select": ["BB002"]}, "AA001 BB002"),
        ({"ignore": ["AA"]}, "BB001"),
        ({"ignore": ["ALL"]}, ""),
        ({"ignore": ["AA"], "select": ["AA001"]}, "AA001"),
        ({"ignore": ["AA"], "extend_select": ["AA001"]}, "AA001 BB001"),
        ({"ignore": ["AA001"], "select": ["AA"]}, "AA002"),
        ({"ignore": ["AA001"], "select": ["AA001"]}, ""),
        ({"ignore": ["AA"], "select": ["ALL"]}, "BB001 BB002"),
    ],
)
def test_the_more_specific_name_wins(config: dict[str, list[str]], codes: str) -> None:
    assert " ".join(rule.code for rule in choose(TABLE, LintConfig(**config)).rules) == codes


def test_a_level_may_be_set_for_a_rule_or_a_family() -> None:
    levels = choose(TABLE, LintConfig(levels={"aa": "info", "AA002": "error"})).levels
    assert levels == {"AA001": Level.INFO, "AA002": Level.ERROR, "BB001": Level.INFO, "BB002": Level.INFO}


@pytest.mark.parametrize(
    ("glob", "matched"),
    [
        ("cards/old/*", ["cards/old/a.md", "cards/old/deep/a.md"]),
        ("cards/old", ["cards/old/a.md", "cards/old/deep/a.md"]),
        ("a.md", ["cards/old/a.md", "cards/old/deep/a.md"]),
        ("*", ["cards/b.md", "cards/old/a.md", "cards/old/deep/a.md"]),
        ("cards/?.md", ["cards/b.md"]),
        ("old/*", []),
    ],
)
def test_globs_name_files_and_folders(glob: str, matched: list[str]) -> None:
    selection = choose(TABLE, LintConfig(per_file_ignores={glob: ["AA", "BB001"]}))
    paths = ["cards/b.md", "cards/old/a.md", "cards/old/deep/a.md"]
    ignored = {path: selection.ignored_in(path) for path in paths}
    assert [path for path in paths if ignored[path]] == matched
    assert {codes for codes in ignored.values() if codes} <= {frozenset({"AA001", "AA002", "BB001"})}


@pytest.mark.parametrize(
    "config",
    [
        {"select": ["CC"]},
        {"extend_select": ["CC"]},
        {"ignore": ["CC"]},
        {"levels": {"CC": "info"}},
        {"per_file_ignores": {"*": ["CC"]}},
    ],
)
def test_an_unknown_name_is_an_error_wherever_it_stands(config: dict[str, object]) -> None:
    with pytest.raises(UsageError, match="unknown rule `CC`"):
        choose(TABLE, msgspec.convert(config, LintConfig))


def _check(card: Card) -> Iterator[Finding]:
    yield Finding(Span(1), f"found {card.key}")


def _found(hub: Hub, **config: object) -> list[Diagnostic]:
    rule = CardRule("ZZ001", "always", Level.INFO, "", _check)
    return lint(hub, msgspec.convert(config, LintConfig), rules=[rule])


def test_findings_have_the_level_that_is_set_and_files_may_be_left_out(
    as_hub: AsHub, card_text: Callable[..., str]
) -> None:
    hub = as_hub({"new/a.md": card_text(), "old/a.md": card_text()})
    diagnostics = _found(hub, levels={"ZZ": "error"}, per_file_ignores={"old/*": ["ZZ001"]})
    assert [(item.path, item.level) for item in diagnostics] == [("new/a.md", Level.ERROR)]
