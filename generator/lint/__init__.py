"""Finding what is wrong with cards: a hub in, diagnostics out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from generator.card import Card, Problem
from generator.diagnostic import Diagnostic, Span
from generator.hub import Hub
from generator.lint.rule import CardRule, DatedRule, Finding, HubRule, Rule
from generator.lint.rules import BROKEN_RULE, RULES
from generator.lint.select import without

__all__ = ["lint"]

Subject = TypeVar("Subject")
Found = TypeVar("Found")


def lint(
    hub: Hub, *, ignore: Sequence[str] = (), rules: Sequence[Rule] = RULES, today: date | None = None
) -> list[Diagnostic]:
    """Check every card of a hub against every rule.

    Args:
        hub: The cards, and what the reader met in them.
        ignore: Codes (``SE001``) or families (``SE``) that are not checked.
        rules: The rules to check.
        today: The date that cards are checked against; without it, rules that need one are not checked.

    Returns:
        The findings, sorted by path and place.

    Raises:
        UsageError: ``ignore`` names a rule or family that does not exist.
    """
    chosen = without(rules, ignore)
    found = [*_reader_findings(hub, chosen), *_card_findings(hub, chosen, today), *_hub_findings(hub, chosen)]
    return sorted(set(found))


def _reader_findings(hub: Hub, rules: Sequence[Rule]) -> Iterator[Diagnostic]:
    by_code = {rule.code: rule for rule in rules}
    read = [(entry.card.path, entry.problems) for entry in hub.entries]
    unread = [(file.path, file.problems) for file in hub.unread]
    for path, problems in read + unread:
        for problem in problems:
            if problem.rule in by_code:
                yield _diagnostic(path, by_code[problem.rule], problem)


def _card_findings(hub: Hub, rules: Sequence[Rule], today: date | None) -> Iterator[Diagnostic]:
    checks = list(_card_checks(rules, today))
    for entry in hub.entries:
        for rule, check in checks:
            findings, broken = _all(check, entry.card)
            for finding in findings:
                yield _diagnostic(entry.card.path, rule, finding)
            if broken:
                yield _broke(entry.card.path, rule, broken)


def _card_checks(
    rules: Sequence[Rule], today: date | None
) -> Iterator[tuple[Rule, Callable[[Card], Iterator[Finding]]]]:
    for rule in rules:
        if isinstance(rule, CardRule):
            yield rule, rule.check
        elif isinstance(rule, DatedRule) and today:
            yield rule, rule.on(today)


def _hub_findings(hub: Hub, rules: Sequence[Rule]) -> Iterator[Diagnostic]:
    for rule in rules:
        if isinstance(rule, HubRule):
            findings, broken = _all(rule.check, hub)
            for card, finding in findings:
                yield _diagnostic(card.path, rule, finding)
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
    return _diagnostic(
        path, BROKEN_RULE, Finding(Span(1), message, "a mistake in modelhub, not in the card: report it")
    )


def _diagnostic(path: str, rule: Rule, found: Finding | Problem) -> Diagnostic:
    return Diagnostic(path, found.span, rule.code, rule.level, found.message, found.help)
