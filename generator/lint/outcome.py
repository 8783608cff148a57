"""Looking at one card by itself: what comes of it depends on the card's file and the rules, and on nothing else.

So it may be done in another process, and kept for the next time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

from generator.card import Card, Reading
from generator.diagnostic import Span
from generator.lint.directives import Directive, directives
from generator.lint.rule import CardRule, Finding, ModelRule, OnlineRule, Rule
from generator.lint.rules.linter import broken_rule
from generator.lint.summary import Summary, summary_of

#: A finding with its rule's code.
Coded: TypeAlias = tuple[str, Finding]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What looking at one card gave.

    Attributes:
        path: The file.
        found: What the rules for one card found, each finding once, in order of place.
        directives: The comments that suppress findings.
        summary: What else is known; ``None`` for a file that could not be read as a card.
    """

    path: str
    found: tuple[Coded, ...]
    directives: tuple[Directive, ...] = ()
    summary: Summary | None = None


def look_at(reading: Reading, rules: Sequence[Rule]) -> Outcome:
    """Check one card by itself.

    Args:
        reading: The card, or why there is none.
        rules: Those to check. What needs more than the card, such as other cards, is passed over.
    """
    card = reading.card
    met = _met_by_reader(reading, rules)
    if card is None:
        return Outcome(reading.path, in_order(met))
    found = in_order(chain(met, _found_in(card, rules)))
    links, labels = (any(isinstance(rule, kind) for rule in rules) for kind in (OnlineRule, ModelRule))
    return Outcome(reading.path, found, directives(card), summary_of(card, links=links, labels=labels))


def _met_by_reader(reading: Reading, rules: Sequence[Rule]) -> Iterator[Coded]:
    checked = {rule.code for rule in rules}
    for problem in reading.problems:
        if problem.rule in checked:
            yield problem.rule, Finding(problem.span, problem.message, problem.help)


def _found_in(card: Card, rules: Sequence[Rule]) -> Iterator[Coded]:
    for rule in rules:
        if isinstance(rule, CardRule):
            try:
                for finding in rule.check(card):
                    yield rule.code, finding
            except Exception as error:  # noqa: BLE001 - whatever a rule's mistake is, the others still find something
                yield broke(rule, error)


def broke(rule: Rule, error: Exception) -> Coded:
    """What is said where a rule broke, in the place of what it did not find."""
    message = f"rule {rule.code} broke here: {type(error).__name__}: {error}"
    return broken_rule.RULE.code, Finding(Span(1), message, "a mistake in modelhub, not in the card: report it")


def in_order(found: Iterable[Coded]) -> tuple[Coded, ...]:
    """Findings of one card, each once, in order of place."""
    once: dict[tuple[int | str, ...], Coded] = {}
    for code, finding in found:
        sound, span = _writable(finding), finding.span
        place = (span.line, span.column, span.end_line, span.end_column, code, sound.message, sound.help)
        once.setdefault(place, (code, sound))
    return tuple(once[place] for place in sorted(once))


def _writable(finding: Finding) -> Finding:
    """The finding as any file can hold it: text from a card's code may have half of a surrogate pair."""
    fix = finding.fix
    if fix and any(edit.text != _visible(edit.text) for edit in fix.edits):
        fix = None
    return Finding(finding.span, _visible(finding.message), _visible(finding.help), fix)


def _visible(text: str) -> str:
    return text if text.isascii() else text.encode(errors="backslashreplace").decode()
