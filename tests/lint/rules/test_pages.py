"""Every rule explains itself, and its page tells the truth: the failing example fails, the passing one passes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.config import LintConfig
from generator.diagnostic import Diagnostic, Level
from generator.lint import rules
from generator.lint.rule import ModelRule, Rule
from generator.lint.rules import BROKEN_RULE, RULES
from generator.read.problems import PROBLEMS

HEADINGS = ["Why", "Fails", "Passes", "Mend"]

#: What no example of a few lines can show; tests of their own do.
WITHOUT_FAILING_EXAMPLE = {"RD002", "LI001"}
WITHOUT_PASSING_EXAMPLE = {"LI001"}

by_code = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


def parts(rule: Rule) -> dict[str, list[Token]]:
    """The page's parts by their headings, each as Markdown tokens."""
    found: dict[str, list[Token]] = {"": []}
    tokens = iter(MarkdownIt().parse(rule.page))
    for token in tokens:
        if token.type == "heading_open":
            found[next(tokens).content] = []
        elif token.type != "heading_close":
            next(reversed(found.values())).append(token)
    return found


def examples(rule: Rule, part: str, card_text: Callable[..., str]) -> dict[str, bytes]:
    """The cards of a part of the page. A fence holds front matter lines, sections, code, or a whole card."""
    cards = {}
    for fence in (token for token in parts(rule)[part] if token.type == "fence"):
        language, _, options = fence.info.partition(" ")
        content = fence.content.replace("␠", " ")
        title = re.search(r'title="(.+?)"', options)
        path = title[1] if title else "2024-05-01-news_topic_en.md"
        whole = language == "markdown" and not content.startswith("## ")
        text = content if whole else card_text(**{language: content})
        cards[path] = text.encode("latin-1" if options == "latin-1" else "utf-8")
    return cards


#: The labels of the model that pages speak of.
LABELS = ("World", "Sports", "Business", "Science")


def known(rule: Rule, files: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The labels of the cards' models, for the rules that are about them."""
    return dict.fromkeys(files, LABELS) if isinstance(rule, ModelRule) else {}


def on_demand(rule: Rule) -> LintConfig:
    """All that is checked by default, and the rule."""
    return LintConfig(extend_select=[rule.code])


def test_codes_and_names_are_unique_and_well_formed() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)
    assert all(re.fullmatch(r"[A-Z]{2}\d{3}", rule.code) for rule in RULES)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name) for rule in RULES)


def test_the_table_is_sorted() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(codes)


def test_every_problem_of_the_reader_has_a_page() -> None:
    assert {rule.code for rule in RULES if rule.family == "RD"} == set(PROBLEMS)


@by_code
def test_the_page_has_every_part(rule: Rule) -> None:
    assert list(parts(rule)) == ["", *HEADINGS]
    assert all(parts(rule).values())
    assert rule.summary.endswith(".")


@by_code
def test_the_failing_example_fails(
    rule: Rule, card_text: Callable[..., str], lint_files: Callable[..., list[Diagnostic]]
) -> None:
    files = examples(rule, "Fails", card_text)
    assert bool(files) != (rule.code in WITHOUT_FAILING_EXAMPLE)
    if files:
        findings = lint_files(files, config=on_demand(rule), labels=known(rule, files))
        found = [item for item in findings if item.rule == rule.code]
        assert {item.path for item in found} == set(files)
        assert {item.level for item in found} == {rule.level}


@by_code
def test_the_passing_example_passes(
    rule: Rule, card_text: Callable[..., str], lint_files: Callable[..., list[Diagnostic]]
) -> None:
    files = examples(rule, "Passes", card_text)
    assert bool(files) != (rule.code in WITHOUT_PASSING_EXAMPLE)
    findings = lint_files(files, config=on_demand(rule), labels=known(rule, files))
    worth_mending = [item for item in findings if item.rule == rule.code or item.level > Level.INFO]
    assert worth_mending == []


def test_every_rule_that_is_written_is_listed() -> None:
    folder = Path(str(rules.__file__)).parent
    written = [file for file in folder.rglob("*.py") if "\nRULE = " in file.read_text(encoding="utf-8")]
    assert len(written) == len(RULES)
    assert BROKEN_RULE in RULES
