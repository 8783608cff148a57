"""From what came of each card to the findings that are shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from operator import attrgetter
from typing import TypeAlias

from generator.answer import Answers
from generator.diagnostic import Diagnostic, Level
from generator.lint.outcome import Coded, Outcome, broke, in_order
from generator.lint.rule import DatedRule, Finding, HubRule, OnlineRule, Rule
from generator.lint.select import Selection
from generator.lint.summary import Summary
from generator.lint.suppress import suppress

#: Findings that no card shows by itself, by the path of their card.
Late: TypeAlias = defaultdict[str, list[Coded]]


def judge(
    outcomes: Iterable[Outcome],
    selection: Selection,
    *,
    known: Sequence[Rule],
    today: date | None,
    answers: Answers | None = None,
) -> list[Diagnostic]:
    """Put together what was found in all cards.

    Args:
        outcomes: What came of each card.
        selection: Which rules are checked, where, and how bad their findings are.
        known: Every rule that a comment may name.
        today: The date that cards are checked against; without it, rules that need one are not checked.
        answers: What servers say of the cards' links.

    Returns:
        The findings that nothing excuses, sorted by path and place.
    """
    given = list(outcomes)
    late = _late([outcome.summary for outcome in given if outcome.summary], selection.rules, today, answers or {})
    of_no_card = [Outcome("", in_order(late.pop("")))] if "" in late else []
    diagnostics: list[Diagnostic] = []
    for outcome in [*of_no_card, *sorted(given, key=attrgetter("path"))]:
        added = late.pop(outcome.path, ())
        found = in_order([*outcome.found, *added]) if added else outcome.found
        diagnostics += _judged(outcome, found, selection, known)
    return diagnostics


def _judged(outcome: Outcome, found: Sequence[Coded], selection: Selection, known: Sequence[Rule]) -> list[Diagnostic]:
    """One card's findings, in order."""
    if ignored := selection.ignored_in(outcome.path):
        found = [item for item in found if item[0] not in ignored]
    if outcome.directives:
        checked = {rule.code: rule for rule in selection.rules if rule.code not in ignored}
        found = in_order(suppress(outcome.directives, found, checked, known))
    path, levels = outcome.path, selection.levels
    return [
        Diagnostic(path, item.span, code, levels.get(code, Level.ERROR), item.message, item.help, item.fix)
        for code, item in found
    ]


def _late(cards: Sequence[Summary], rules: Iterable[Rule], today: date | None, answers: Answers) -> Late:
    """What shows only now: by the other cards, by the date, and by what servers say."""
    late: Late = defaultdict(list)
    for rule in rules:
        if isinstance(rule, HubRule):
            _collect(late, rule, rule.check(cards))
        elif isinstance(rule, DatedRule) and today:
            for card in cards:
                _collect(late, rule, ((card, finding) for finding in rule.check(card, today)), card.path)
        elif isinstance(rule, OnlineRule):
            for card in cards:
                _collect(late, rule, ((card, finding) for finding in rule.check(card.links, answers)), card.path)
    return late


def _collect(late: Late, rule: Rule, found: Iterator[tuple[Summary, Finding]], path: str = "") -> None:
    """Keep what a check finds until it ends or breaks; ``path`` is blamed for breaking."""
    try:
        for card, finding in found:
            late[card.path].append((rule.code, finding))
    except Exception as error:  # noqa: BLE001 - whatever a rule's mistake is, the others still find something
        late[path].append(broke(rule, error))
