"""From what came of each card to the findings that are shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import repeat
from operator import attrgetter
from typing import TypeAlias

from generator.answer import Answers
from generator.diagnostic import Diagnostic, Level
from generator.lint.findings import ByRule, Coded, all_shown, in_order
from generator.lint.outcome import Outcome, broke
from generator.lint.rule import DatedRule, Finding, HubRule, ModelRule, OnlineRule, Rule
from generator.lint.select import Selection
from generator.lint.summary import Summary
from generator.lint.suppress import suppress

#: Findings that no card shows by itself, by the path of their card.
Late: TypeAlias = defaultdict[str, ByRule]
#: The labels of models by the paths of their cards.
Labels: TypeAlias = Mapping[str, Sequence[str]]

NO_LABELS: Labels = {}


def judge(
    outcomes: Iterable[Outcome],
    selection: Selection,
    *,
    known: Sequence[Rule],
    today: date | None,
    answers: Answers | None = None,
    labels: Labels = NO_LABELS,
) -> list[Diagnostic]:
    """Put together what was found in all cards.

    Args:
        outcomes: What came of each card.
        selection: Which rules are checked, where, and how bad their findings are.
        known: Every rule that a comment may name.
        today: The date that cards are checked against; without it, rules that need one are not checked.
        answers: What servers say of the cards' links.
        labels: The labels of the cards' models by the paths of the cards, as far as they are known.

    Returns:
        The findings that nothing excuses, sorted by path and place.
    """
    given = list(outcomes)
    cards = [outcome.summary for outcome in given if outcome.summary]
    late: Late = defaultdict(lambda: defaultdict(list))
    for rule in selection.rules:
        _collect(late, rule, _checks(rule, cards, today, answers or {}, labels))
    of_no_card = [Outcome("", ())] if "" in late else []
    diagnostics: list[Diagnostic] = []
    for outcome in [*of_no_card, *sorted(given, key=attrgetter("path"))]:
        found: Sequence[Coded] = outcome.found
        if added := late.get(outcome.path):
            found = in_order([*found, *all_shown(added, outcome.directives, limited=selection.limited)])
        diagnostics += _judged(outcome, found, selection, known)
    return diagnostics


def _judged(outcome: Outcome, found: Sequence[Coded], selection: Selection, known: Sequence[Rule]) -> list[Diagnostic]:
    """One card's findings, in order."""
    if ignored := selection.ignored_in(outcome.path):
        found = [item for item in found if item[0] not in ignored]
    if outcome.directives:
        checked = {rule.code: rule for rule in selection.rules if rule.code not in ignored}
        open_, against = suppress(outcome, found, checked, known)
        found = in_order([*open_, *all_shown(against, (), limited=selection.limited)])
    path, levels = outcome.path, selection.levels
    return [
        Diagnostic(path, item.span, code, levels.get(code, Level.ERROR), item.message, item.help, item.fix, item.count)
        for code, item in found
    ]


def _checks(
    rule: Rule, cards: Sequence[Summary], today: date | None, answers: Answers, labels: Labels
) -> Iterator[tuple[str, Iterator[tuple[Summary, Finding]]]]:
    """What is left to check: each with the card that is to blame should the rule break, empty for none."""
    if isinstance(rule, HubRule):
        yield "", rule.check(cards)
    elif isinstance(rule, DatedRule) and today:
        yield from ((card.path, zip(repeat(card), rule.check(card, today))) for card in cards)
    elif isinstance(rule, OnlineRule):
        yield from ((card.path, zip(repeat(card), rule.check(card.links, answers))) for card in cards)
    elif isinstance(rule, ModelRule):
        known = [card for card in cards if card.path in labels]
        yield from ((card.path, zip(repeat(card), rule.check(card.entities, labels[card.path]))) for card in known)


def _collect(late: Late, rule: Rule, checks: Iterable[tuple[str, Iterator[tuple[Summary, Finding]]]]) -> None:
    """Keep what each check finds until it ends or breaks."""
    for path, check in checks:
        try:
            for card, finding in check:
                late[card.path][rule.code].append(finding)
        except Exception as error:  # noqa: BLE001 - whatever a rule's mistake is, the others still find something
            code, finding = broke(rule, error)
            late[path][code].append(finding)
