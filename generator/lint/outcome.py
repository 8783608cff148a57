"""Looking at one card by itself: what comes of it depends on the card's file and the rules, and on nothing else.

So it may be done in another process, and kept for the next time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from generator.card import Card, Reading
from generator.diagnostic import Span
from generator.lint.directives import Directive, directives
from generator.lint.findings import MOST_FOUND, ByRule, Coded, all_shown, in_order
from generator.lint.rule import CardRule, Finding, ModelRule, OnlineRule, Rule
from generator.lint.rules.linter import broken_rule
from generator.lint.summary import Summary, summary_of


@dataclass(frozen=True, slots=True)
class Outcome:
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
    by_rule = _met_by_reader(reading, rules)
    if card:
        _find_in(card, rules, by_rule, stop=MOST_FOUND + 1 if limited else None)
    given = directives(card) if card else ()
    found = in_order(all_shown(by_rule, given, limited=limited))
    if card is None:
        return Outcome(reading.path, found)
    links, labels = (any(isinstance(rule, kind) for rule in rules) for kind in (OnlineRule, ModelRule))
    cut_short = tuple(code for code, findings in by_rule.items() if limited and len(findings) > MOST_FOUND)
    return Outcome(reading.path, found, given, summary_of(card, links=links, labels=labels), cut_short)


def _met_by_reader(reading: Reading, rules: Sequence[Rule]) -> ByRule:
    checked = {rule.code for rule in rules}
    by_rule: ByRule = defaultdict(list)
    for problem in reading.problems:
        if problem.rule in checked:
            by_rule[problem.rule].append(Finding(problem.span, problem.message, problem.help))
    return by_rule


def _find_in(card: Card, rules: Sequence[Rule], by_rule: ByRule, *, stop: int | None) -> None:
    """Add what each rule finds, until it ends, breaks, or has found so much."""
    for rule in rules:
        if isinstance(rule, CardRule):
            try:
                for finding in islice(rule.check(card), stop):
                    by_rule[rule.code].append(finding)
            except Exception as error:  # noqa: BLE001 - whatever a rule's mistake is, the others still find something
                code, finding = broke(rule, error)
                by_rule[code].append(finding)


def broke(rule: Rule, error: Exception) -> Coded:
    """What is said where a rule broke, in the place of what it did not find."""
    message = f"rule {rule.code} broke here: {type(error).__name__}: {error}"
    return broken_rule.RULE.code, Finding(Span(1), message, "a mistake in modelhub, not in the card: report it")
