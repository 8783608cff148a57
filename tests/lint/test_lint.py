"""The linter as a whole: what it does with rules, and what it finds in real cards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.card import Card
from generator.config import LintConfig
from generator.diagnostic import Diagnostic, Level, Span
from generator.errors import UsageError
from generator.hub import Hub
from generator.lint import lint
from generator.lint.rule import CardRule, Finding, HubRule
from generator.lint.rules import BROKEN_RULE, RULES
from generator.lint.summary import Summary

AsHub = Callable[[Mapping[str, str | bytes]], Hub]
CardText = Callable[..., str]

#: What the seeds' list of defects names, as far as there are rules for it: seed, rule, what the message says.
SEED_DEFECTS = [
    ("000", "TA001", "task is `Named Entity Recognition`"),
    ("000", "TA002", "tag `ner`"),
    ("000", "MI008", "`[ner]`, but the Python code sets `class`"),
    ("000", "SA001", "PUT YOUR STRING HERE"),
    ("000", "FM019", "no `nav_key`"),
    ("000", "LK001", "this link stands in References already"),
    ("000", "SC006", "writes `ner` here, and `class` in Python"),
    ("001", "NL001", "`en.classify.bert.pubmed.`, which ends with a dot"),
    ("000", "PL002", "`DocumentAssembler` has no setter `setInputCols`"),
    ("001", "PL002", "`DocumentAssembler` has no setter `setOutputCols`"),
    ("001", "SA001", "PUT YOUR STRING HERE`, in the Scala and NLU snippets too"),
    ("001", "EN004", "`Anthropology, Education, Sociology, and Social Phenomena [I]` holds a comma"),
    ("001", "PL010", "the card is about a multi-label model"),
    ("002", "TX008", "no data set is known as `age_news`"),
    ("002", "MI014", "no row `Size`"),
    ("001", "LK001", "this link stands in References already"),
    ("002", "SC002", "undefined value `sequenceClassifier`"),
    ("002", "SC004", "`Seq.empty[…]` holds a text"),
    ("002", "MI007", "`[token, sentence]`, but the Python code sets `token` and `document`"),
    ("002", "MI008", "`[label]`, but the Python code sets `class`"),
    ("003", "MI007", "`[document, token]`, but the Python code sets `sentence` and `token`"),
    ("003", "MI008", "`[ner]`, but the Python code sets `pos`"),
    ("003", "SA001", "PUT YOUR STRING HERE"),
    ("004", "TX001", "`🚀`, decoded with the wrong encoding"),
    ("004", "FM008", "`type` is not indented"),
    ("004", "MI003", "Max sentense length"),
    ("004", "SO003", "data set"),
    ("004", "RE003", "2 answers, but the snippet has 1 sample text"),
    ("004", "SC002", "undefined value `sequenceClassifier`"),
    ("000", "TX005", "`a English`"),
    ("000", "SE010", "no section `## Results`"),
    ("003", "SE010", "no section `## Predicted Entities`"),
]


def _breaks(card: Card) -> Iterator[Finding]:
    yield Finding(Span(2), f"the first finding in {card.path}")
    raise KeyError("second")


BREAKING = CardRule("ZZ001", "breaking", Level.INFO, "", _breaks)


def test_the_sound_card_has_nothing_but_its_revision_to_pin(as_hub: AsHub, card_text: CardText) -> None:
    assert [item.rule for item in lint(as_hub({"a.md": card_text()}))] == ["SO004"]


def test_an_empty_hub_has_no_findings() -> None:
    assert lint(Hub(())) == []


def test_findings_are_sorted_by_path_and_place(as_hub: AsHub, card_text: CardText) -> None:
    spoilt = card_text(yaml="tags: []\nlanuage: en", markdown="## Limits\n")
    diagnostics = lint(as_hub({"b.md": spoilt, "a.md": spoilt, "c.md": "no card"}))
    assert diagnostics == sorted(diagnostics)
    assert [item.path for item in diagnostics if item.rule == "FM006"] == ["a.md", "b.md"]


def test_a_rule_that_breaks_does_not_stop_the_others(as_hub: AsHub, card_text: CardText) -> None:
    hub = as_hub({"a.md": card_text(yaml="tags: []"), "b.md": card_text(yaml="name: b")})
    diagnostics = lint(hub, rules=[BREAKING, *RULES])
    assert [(item.path, item.message) for item in diagnostics if item.rule == "ZZ001"] == [
        ("a.md", "the first finding in a.md"),
        ("b.md", "the first finding in b.md"),
    ]
    broken = [item for item in diagnostics if item.rule == BROKEN_RULE.code]
    assert [(item.path, item.level) for item in broken] == [("a.md", Level.ERROR), ("b.md", Level.ERROR)]
    assert broken[0].message == "rule ZZ001 broke here: KeyError: 'second'"
    assert "FM006" in {item.rule for item in diagnostics}


def test_a_hub_rule_that_breaks_does_not_stop_the_others(as_hub: AsHub, card_text: CardText) -> None:
    def breaks(cards: Sequence[Summary]) -> Iterator[tuple[Summary, Finding]]:
        yield cards[0], Finding(Span(1), "found")
        raise ValueError("broken")

    diagnostics = lint(as_hub({"a.md": card_text()}), rules=[HubRule("ZZ002", "z", Level.INFO, "", breaks), *RULES])
    assert {"ZZ002", BROKEN_RULE.code, "SO004"} == {item.rule for item in diagnostics}


@pytest.mark.parametrize("ignore", [["FM006"], ["FM"], ["fm006", "SE"]])
def test_ignored_rules_and_families_are_not_checked(ignore: list[str], as_hub: AsHub, card_text: CardText) -> None:
    hub = as_hub({"a.md": card_text(yaml="tags: []\nlanuage: en")})
    found = {item.rule for item in lint(hub, LintConfig(ignore=ignore))}
    assert "FM006" not in found
    assert ("FM003" in found) == ("FM" not in ignore)


@pytest.mark.parametrize(
    ("name", "hint"),
    [("TA01", "did you mean `TA001`?"), ("MJ", "`modelhub rules` lists them all"), ("", "`modelhub rules` lists")],
)
def test_an_unknown_rule_to_ignore_is_an_error(name: str, hint: str) -> None:
    with pytest.raises(UsageError, match="unknown rule") as error:
        lint(Hub(()), LintConfig(ignore=[name]))
    assert hint in str(error.value)


def test_the_cards_of_this_hub_need_no_mending(as_hub: AsHub) -> None:
    folder = Path(__file__).parents[2] / "cards"
    files = {file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*.md"))}
    assert len(files) >= 10
    assert [item for item in lint(as_hub(files)) if item.level > Level.INFO] == []


@pytest.mark.corpus
def test_the_defects_of_the_seeds_are_found(seeds: Path, as_hub: AsHub) -> None:
    files = {f"{seed.name[:3]}.md": seed.read_bytes() for seed in sorted(seeds.glob("*.txt"))}
    diagnostics = lint(as_hub(files), LintConfig(extend_select=["ALL"]))
    for seed, rule, message in SEED_DEFECTS:
        found = [item.message for item in diagnostics if item.path == f"{seed}.md" and item.rule == rule]
        assert any(message in item for item in found), (seed, rule, found)
    assert {item.rule for item in diagnostics if item.level is Level.ERROR} == {"NL001", "SC004"}


@pytest.mark.corpus
def test_no_rule_breaks_on_a_real_card(corpus: Path, some_cards: Callable[[int], list[Path]], as_hub: AsHub) -> None:
    files = {file.relative_to(corpus).as_posix(): file.read_bytes() for file in some_cards(4)}
    diagnostics = lint(as_hub(files))
    assert [item for item in diagnostics if item.rule == BROKEN_RULE.code] == []
    hits = Counter(item.rule for item in diagnostics)
    assert hits["PY002"] > 2_000
    assert hits["SA001"] > 500
    lines = {path: data.decode().split("\n") for path, data in files.items()}
    assert [item for item in diagnostics if not _lies_in(item, lines[item.path])] == []


def _lies_in(item: Diagnostic, lines: list[str]) -> bool:
    """Whether a finding's place exists in its file."""
    span = item.span
    begin, end = (span.line, span.column), (span.end_line, span.end_column)
    return (1, 1) <= begin <= end and span.end_line <= len(lines) and span.column <= len(lines[span.line - 1]) + 1


PIECES = [
    "```",
    "---",
    "## Model Information",
    "|",
    "<script",
    "\\ \n",
    "(",
    '"',
    "`",
    "\x00",
    "é",
    "🚀",
    "\r",
    ": [",
    "...",
]


@st.composite
def mutated(draw: st.DrawFn, text: str) -> str:
    """A text of which some pieces are replaced, and perhaps only a part is kept."""
    for _ in range(draw(st.integers(0, 6))):
        begin = draw(st.integers(0, len(text)))
        end = draw(st.integers(begin, min(len(text), begin + 80)))
        text = text[:begin] + draw(st.sampled_from(PIECES) | st.text(max_size=8)) + text[end:]
    return text[: draw(st.integers(0, len(text)) | st.just(len(text)))]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_lint_never_breaks_on_a_mutated_card(data: st.DataObject, as_hub: AsHub, card_text: CardText) -> None:
    text = data.draw(mutated(card_text(yaml="verify:\n  source: path:models/topic\n")))
    files = {"a.md": text.encode(errors="replace"), "b.md": card_text()}
    diagnostics = lint(as_hub(files))
    assert [item for item in diagnostics if item.rule == BROKEN_RULE.code] == []
    lines = files["a.md"].decode().removeprefix("\ufeff").split("\n")
    assert [item for item in diagnostics if item.path == "a.md" and not _lies_in(item, lines)] == []


def test_a_card_without_a_body_breaks_no_rule(as_hub: AsHub) -> None:
    found = {item.rule for item in lint(as_hub({"a.md": "---\nname: a\n---"}))}
    assert BROKEN_RULE.code not in found
    assert "SE001" in found
