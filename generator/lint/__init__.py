"""Finding what is wrong with cards: a hub in, diagnostics out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import TypeAlias, TypeVar

from generator.answer import Answers
from generator.card import Card
from generator.config import LintConfig
from generator.diagnostic import Diagnostic, Span
from generator.hub import Hub
from generator.lint.rule import CardRule, DatedRule, Finding, HubRule, ModelRule, OnlineRule, Rule
from generator.lint.rules import BROKEN_RULE, RULES
from generator.lint.select import Selection, choose
from generator.lint.suppress import suppress

__all__ = ["lint"]

Subject = TypeVar("Subject")
Found = TypeVar("Found")


#: The labels of models by the paths of their cards.
Labels: TypeAlias = Mapping[str, Sequence[str]]

DEFAULTS = LintConfig()
NO_LABELS: Labels = {}


def lint(
    hub: Hub,
    config: LintConfig = DEFAULTS,
    *,
    rules: Sequence[Rule] = RULES,
    today: date | None = None,
    answers: Answers | None = None,
    labels: Labels = NO_LABELS,
) -> list[Diagnostic]:
    """Check every card of a hub.

    Args:
        hub: The cards, and what the reader met in them. Globs of the configuration are held against their paths.
        config: Which rules are checked, where, and how bad their findings are.
        rules: The rules to choose from.
        today: The date that cards are checked against; without it, rules that need one are not checked.
        answers: What servers say of the cards' links; without it, rules that need it are not checked.
        labels: The labels of the cards' models by the paths of the cards, as far as they are known.

    Returns:
        The findings, sorted by path and place.

    Raises:
        UsageError: The configuration names a rule or a family that does not exist.
    """
    selection = choose(rules, config, online=answers is not None)
    checks = list(_card_checks(selection.rules, today, answers or {}, labels))
    found = {*_reader_findings(hub, selection), *_card_findings(hub, selection, checks), *_hub_findings(hub, selection)}
    return sorted(suppress(hub, _outside_of_ignored_files(found, selection), selection, rules))


def _outside_of_ignored_files(found: Iterable[Diagnostic], selection: Selection) -> Iterator[Diagnostic]:
    if not selection.per_file_ignores:
        yield from found
        return
    ignored_in = cache(selection.ignored_in)
    for item in found:
        if item.rule not in ignored_in(item.path):
            yield item


def _reader_findings(hub: Hub, selection: Selection) -> Iterator[Diagnostic]:
    by_code = {rule.code: rule for rule in selection.rules}
    read = [(entry.card.path, entry.problems) for entry in hub.entries]
    unread = [(file.path, file.problems) for file in hub.unread]
    for path, problems in read + unread:
        for problem in problems:
            if rule := by_code.get(problem.rule):
                level = selection.levels[rule.code]
                yield Diagnostic(path, problem.span, rule.code, level, problem.message, problem.help)


def _card_findings(
    hub: Hub, selection: Selection, checks: Sequence[tuple[Rule, Callable[[Card], Iterator[Finding]]]]
) -> Iterator[Diagnostic]:
    for entry in hub.entries:
        for rule, check in checks:
            findings, broken = _all(check, entry.card)
            for finding in findings:
                yield _diagnostic(entry.card.path, rule, finding, selection)
            if broken:
                yield _broke(entry.card.path, rule, broken)


def _card_checks(
    rules: Sequence[Rule], today: date | None, answers: Answers, labels: Labels
) -> Iterator[tuple[Rule, Callable[[Card], Iterator[Finding]]]]:
    for rule in rules:
        if isinstance(rule, CardRule):
            yield rule, rule.check
        elif isinstance(rule, DatedRule) and today:
            yield rule, rule.on(today)
        elif isinstance(rule, OnlineRule):
            yield rule, rule.given(answers)
        elif isinstance(rule, ModelRule) and labels:
            yield rule, rule.given(labels)


def _hub_findings(hub: Hub, selection: Selection) -> Iterator[Diagnostic]:
    for rule in selection.rules:
        if isinstance(rule, HubRule):
            findings, broken = _all(rule.check, hub)
            for card, finding in findings:
                yield _diagnostic(card.path, rule, finding, selection)
            if broken:
                yield _broke("", rule, broken)


def _all(check: Callable[[Subject], Iterator[Found]], subject: Subject) -> tuple[list[Found], Exception | None]:
    """What a check finds until it ends or breaks: a mistake in one rule must not hide what the others find."""
    findings: list[Found] = []
    try:
        findings.extend(check(subject))
    except Exception as error:  # noqa: BLE001 - whatever a rule's mistake is, it is reported under its own code
        return findings, error
    return findings, None


def _broke(path: str, rule: Rule, error: Exception) -> Diagnostic:
    message = f"rule {rule.code} broke here: {type(error).__name__}: {error}"
    hint = "a mistake in modelhub, not in the card: report it"
    return Diagnostic(path, Span(1), BROKEN_RULE.code, BROKEN_RULE.level, message, hint)


def _diagnostic(path: str, rule: Rule, found: Finding, selection: Selection) -> Diagnostic:
    level = selection.levels[rule.code]
    return Diagnostic(path, found.span, rule.code, level, found.message, found.help, found.fix)
