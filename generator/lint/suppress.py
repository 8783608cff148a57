"""Leaving out the findings that comments in the cards excuse, and saying which comments excuse none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from generator.diagnostic import Span
from generator.lint.directives import Directive
from generator.lint.excuses import Excuses
from generator.lint.findings import ByRule, Coded
from generator.lint.outcome import Outcome
from generator.lint.rule import Finding, HubRule, Rule
from generator.lint.rules.suppression import no_reason, unknown_code, unused
from generator.lint.select import codes_by_name


def suppress(
    outcome: Outcome, found: Iterable[Coded], checked: Mapping[str, Rule], known: Sequence[Rule]
) -> tuple[list[Coded], ByRule]:
    """Part a card's findings into those that no comment of it excuses, and others.

    Args:
        outcome: What looking at the card gave: its comments, and which rules were stopped.
        found: What was found in the card, by itself or held against others.
        checked: The rules that were checked in it, by code.
        known: Every rule that a comment may name.

    Returns:
        The findings that nothing excuses, and what is wrong with the comments.
    """
    excuses = Excuses(outcome.directives)
    used: set[Span] = set()
    open_: list[Coded] = []
    for code, finding in found:
        if excuse := excuses.of(code, finding.span.line):
            used.add(excuse)
        else:
            open_.append((code, finding))
    named = codes_by_name(known)
    alone = {code for code, rule in checked.items() if not isinstance(rule, HubRule)}.difference(outcome.cut_short)
    against: ByRule = defaultdict(list)
    for comment in outcome.directives:
        for rule, finding in _wrong_with(comment, named, used, alone):
            if rule.code in checked:
                against[rule.code].append(finding)
    return open_, against


def _wrong_with(
    comment: Directive, named: Mapping[str, AbstractSet[str]], used: Collection[Span], checked: AbstractSet[str]
) -> Iterator[tuple[Rule, Finding]]:
    if not comment.names:
        yield unknown_code.RULE, Finding(comment.span, "the comment names no rule, so it suppresses nothing")
    elif not comment.reason:
        yield no_reason.RULE, Finding(comment.span, "no reason is given", "write it behind `--`")
    for name, span in comment.names:
        codes = named.get(name)
        if not codes:
            yield unknown_code.RULE, Finding(span, f"unknown rule `{name}`", "`modelhub rules` lists them all")
        elif span not in used and checked >= codes:
            yield unused.RULE, Finding(span, f"{name} is found in none of the lines that this comment is about")
