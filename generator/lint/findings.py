"""What was found in one card: in order, each finding once, and of each rule no more than anybody reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from generator.diagnostic import Span
from generator.lint.directives import Directive
from generator.lint.excuses import Excuses
from generator.lint.rule import Finding

#: A finding with its rule's code.
Coded: TypeAlias = tuple[str, Finding]
#: What each rule found, by its code.
ByRule: TypeAlias = defaultdict[str, list[Finding]]

#: So many findings of a rule in a card are shown; one more is the last one, or says how many others there are.
MOST_SHOWN = 100
#: So many are looked at: a stranger's card can be made so that a rule finds something at each character.
MOST_FOUND = 10_000


def in_order(found: Iterable[Coded]) -> tuple[Coded, ...]:
    """Findings of one card, each once, in order of place."""
    once: dict[tuple[int | str, ...], Coded] = {}
    for code, finding in found:
        sound, span = _writable(finding), finding.span
        place = (span.line, span.column, span.end_line, span.end_column, code, sound.message, sound.help)
        once.setdefault(place, (code, sound))
    return tuple(once[place] for place in sorted(once))


def all_shown(by_rule: ByRule, given: Sequence[Directive], *, limited: bool) -> Iterator[Coded]:
    """What is shown of the findings in a card.

    Args:
        by_rule: The findings; of more than ``MOST_FOUND`` of a rule, the rest is not looked at.
        given: The comments that may excuse them.
        limited: Whether some may be left out.
    """
    excuses = Excuses(given)
    for code, found in by_rule.items():
        if limited and len(found) > MOST_SHOWN:
            yield from _shown(code, found, excuses)
        else:
            yield from ((code, finding) for finding in found)


def _shown(code: str, found: Sequence[Finding], excuses: Excuses) -> list[Coded]:
    """What is shown of one rule's findings.

    Those that a comment excuses do not count; of what each excuses one is kept, so that it is known to be of use.
    """
    by_excuse: dict[Span, Coded] = {}
    open_: list[Coded] = []
    for item in in_order((code, finding) for finding in found[:MOST_FOUND]):
        if excuse := excuses.of(code, item[1].span.line):
            by_excuse.setdefault(excuse, item)
        else:
            open_.append(item)
    kept, left = open_[:MOST_SHOWN], open_[MOST_SHOWN:]
    if len(left) > 1:
        left = [(code, _more(left[0][1], len(left), exact=len(found) <= MOST_FOUND))]
    return [*by_excuse.values(), *kept, *left]


def _more(first: Finding, number: int, *, exact: bool) -> Finding:
    """What is said in the place of findings that are left out, of which this is the first."""
    many = f"{number:,}" if exact else f"more than {number:,}"
    return Finding(first.span, f"{many} more findings of this rule are not shown", count=number)


def _writable(finding: Finding) -> Finding:
    """The finding as any file can hold it: text from a card's code may have half of a surrogate pair."""
    fix = finding.fix
    if fix and any(edit.text != _visible(edit.text) for edit in fix.edits):
        fix = None
    return Finding(finding.span, _visible(finding.message), _visible(finding.help), fix, finding.count)


def _visible(text: str) -> str:
    return text if text.isascii() else text.encode(errors="backslashreplace").decode()
