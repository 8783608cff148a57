"""Of each rule, a card shows so many findings, and says how many more there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

import pytest

from generator.card import Card
from generator.config import LintConfig
from generator.diagnostic import Diagnostic, Level, Span, count_by_rule
from generator.hub import hub_of
from generator.lint import lint
from generator.lint.baseline import Baseline, baseline_of, compare
from generator.lint.findings import MOST_FOUND, MOST_SHOWN
from generator.lint.fix import mend_card
from generator.lint.formats import statistics, summary
from generator.lint.rule import CardRule, Finding
from generator.read import read_card

CardText = Callable[..., str]

#: A misspelt word.
MISSPELT, LABEL = "TX006", "the sentense of it\n\n"


def lint_text(text: str, rules: tuple[CardRule, ...] = ()) -> list[Diagnostic]:
    hub = hub_of([read_card(text.encode(), path="a.md", key="a")])
    return lint(hub, rules=rules) if rules else lint(hub, LintConfig(select=[MISSPELT, "SU", "SE005"]))


@pytest.mark.parametrize("more", [0, 1, 50])
def test_the_first_are_shown_and_the_others_counted(card_text: CardText, more: int) -> None:
    found = lint_text(card_text(markdown="## Limits\n\n" + LABEL * (MOST_SHOWN + more)))
    assert len(found) == MOST_SHOWN + bool(more)
    assert count_by_rule(found) == {MISSPELT: MOST_SHOWN + more}
    assert found[-1].span > found[-2].span
    assert found[-1].level is found[-2].level
    assert (found[-1].message == f"{more} more findings of this rule are not shown") is (more > 1)


def test_a_rule_that_never_ends_is_stopped(card_text: CardText) -> None:
    def check(_: Card) -> Iterator[Finding]:
        for line in count(1):
            yield Finding(Span(line), "again")

    found = lint_text(card_text(), (CardRule("XX001", "endless", Level.INFO, "Endless.", check),))
    assert found[-1].message == f"more than {MOST_FOUND - MOST_SHOWN:,} more findings of this rule are not shown"
    assert len(found) == MOST_SHOWN + 1


def test_what_a_comment_excuses_does_not_count(card_text: CardText) -> None:
    excused = "the sentense of it <!-- modelhub: ignore TX006 -- a name -->\n\n"
    found = lint_text(card_text(markdown="## Limits\n\n" + excused * 150 + LABEL * 150))
    assert count_by_rule(found) == {MISSPELT: 150}
    assert len(found) == MOST_SHOWN + 1


def test_a_comment_is_of_use_behind_the_last_that_is_shown(card_text: CardText) -> None:
    comment = "the sentense <!-- modelhub: ignore TX006 -- a name -->\n"
    assert count_by_rule(lint_text(card_text(markdown="## Limits\n\n" + LABEL * 150 + comment))) == {MISSPELT: 150}
    beyond = card_text(markdown="## Limits\n\n" + LABEL * (MOST_FOUND + 1) + comment)
    assert "SU001" not in count_by_rule(lint_text(beyond))


def test_what_is_wrong_with_the_comments_counts_too(card_text: CardText) -> None:
    found = lint_text(card_text(markdown="## Limits\n\n" + "<!-- modelhub: ignore XX1 -- why -->\n" * 150))
    assert count_by_rule(found) == {"SU003": 150}
    assert len(found) == MOST_SHOWN + 1


def test_all_are_mended_counted_and_forgiven(card_text: CardText) -> None:
    text = card_text(markdown="## Limits\n\n" + LABEL * 250)
    found = lint_text(text)
    card = read_card(text.encode(), path="a.md", key="a").card
    assert card
    mended = mend_card(card, LintConfig(select=[MISSPELT]), unsafe=True)
    assert (mended.fixed, mended.left, mended.untried) == (250, [], 0)
    assert [row.findings for row in statistics(found)] == [250]
    assert "250" in summary(1, found)
    baseline = baseline_of(found)
    assert baseline == Baseline(cards={"a.md": {MISSPELT: 250}})
    assert compare(found, baseline, paths=["a.md"], rules=[MISSPELT]).forgiven == 250
    worse = lint_text(text + LABEL)
    assert compare(worse, baseline, paths=["a.md"], rules=[MISSPELT]).new == worse
