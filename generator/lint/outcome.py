"""Looking at one card by itself: what comes of it depends on the card's file and the rules, and on nothing else.

So it may be done in another process, and kept for the next time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import islice

from msgspec import Struct

from generator.card import Card, Reading
from generator.diagnostic import Span
from generator.lint.directives import Directive, directives
from generator.lint.findings import MOST_FOUND, ByRule, Coded, all_shown, in_order
from generator.lint.memo import once_in_a_row
from generator.lint.rule import CardRule, Finding, ModelRule, OnlineRule, Rule
from generator.lint.rules.linter import broken_rule
from generator.lint.summary import Summary, summary_of


class Outcome(Struct, frozen=True, array_like=True):
    """What looking at one card gave.

    Attributes:
        path: The file.
        found: What the rules for one card found, each finding once, in order of place.
        directives: The comments that suppress findings.
        summary: What else is known; ``None`` for a file that could not be read as a card.
        cut_short: The codes of rules that were stopped, so that nobody knows what else they would have found.
    """

    path: str
    found: tuple[Coded, ...]
    directives: tuple[Directive, ...] = ()
    summary: Summary | None = None
    cut_short: tuple[str, ...] = ()


def look_at(reading: Reading, rules: Sequence[Rule], *, limited: bool = True) -> Outcome:
    """Check one card by itself.

    Args:
        reading: The card, or why there is none.
        rules: Those to check. What needs more than the card, such as other cards, is passed over.
        limited: Whether of each rule no more is found than is shown.
    """
    card = reading.card
    plan = _planned(rules)
    by_rule = _met_by_reader(reading, plan)
    if card:
        _find_in(card, plan, by_rule, stop=MOST_FOUND if limited else None)
    given = directives(card) if card else ()
    found = in_order(all_shown(by_rule, given, limited=limited))
    if card is None:
        return Outcome(reading.path, found)
    cut_short = tuple(code for code, findings in by_rule.items() if limited and len(findings) > MOST_FOUND)
    return Outcome(reading.path, found, given, summary_of(card, links=plan.links, labels=plan.labels), cut_short)


class _Plan(Struct, frozen=True):
    """What rules come to, which is the same for every card.

    Attributes:
        codes: Of all that are checked.
        checks: Those that look at one card.
        links: Whether a rule asks for the links of cards.
        labels: Whether a rule asks for the labels of models.
    """

    codes: frozenset[str]
    checks: tuple[CardRule, ...]
    links: bool
    labels: bool


@once_in_a_row
def _planned(rules: Sequence[Rule]) -> _Plan:
    links, labels = (any(isinstance(rule, kind) for rule in rules) for kind in (OnlineRule, ModelRule))
    checks = tuple(rule for rule in rules if isinstance(rule, CardRule))
    return _Plan(frozenset(rule.code for rule in rules), checks, links, labels)


def _met_by_reader(reading: Reading, plan: _Plan) -> ByRule:
    by_rule: ByRule = defaultdict(list)
    for problem in reading.problems:
        if problem.rule in plan.codes:
            by_rule[problem.rule].append(Finding(problem.span, problem.message, problem.help))
    return by_rule


def _find_in(card: Card, plan: _Plan, by_rule: ByRule, *, stop: int | None) -> None:
    """Add what each rule finds, until it ends, breaks, or has found so much after the first."""
    for rule in plan.checks:
        try:
            findings = rule.check(card)
            if first := next(findings, None):  # Most find nothing.
                by_rule[rule.code].append(first)
                by_rule[rule.code].extend(islice(findings, stop))  # What came before a mistake is kept.
        except Exception as error:  # noqa: BLE001 - whatever a rule's mistake is, the others still find something
            code, finding = broke(rule, error)
            by_rule[code].append(finding)


def broke(rule: Rule, error: Exception) -> Coded:
    """What is said where a rule broke, in the place of what it did not find."""
    message = f"rule {rule.code} broke here: {type(error).__name__}: {error}"
    return broken_rule.RULE.code, Finding(Span(1), message, "a mistake in modelhub, not in the card: report it")
