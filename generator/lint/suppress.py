"""Leaving out the findings that comments in the cards excuse, and saying which comments excuse none."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from operator import itemgetter

from generator.diagnostic import Span
from generator.lint.directives import Directive
from generator.lint.outcome import Coded
from generator.lint.rule import Finding, HubRule, Rule
from generator.lint.rules.suppression import no_reason, unknown_code, unused
from generator.lint.select import codes_of


def suppress(
    given: Sequence[Directive], found: Iterable[Coded], checked: Mapping[str, Rule], known: Sequence[Rule]
) -> Iterator[Coded]:
    """The findings in a card that no comment of it excuses, and what is wrong with the comments.

    Args:
        given: The comments.
        found: What was found in the card.
        checked: The rules that were checked in it, by code.
        known: Every rule that a comment may name.
    """
    named = {name: codes_of({name}, known) for comment in given for name, _ in comment.names}
    excuses = Excuses(given, named)
    used: set[Span] = set()
    for code, finding in found:
        if excuse := excuses.of(code, finding.span.line):
            used.add(excuse)
        else:
            yield code, finding
    alone = {code for code, rule in checked.items() if not isinstance(rule, HubRule)}
    for comment in given:
        for rule, finding in _wrong_with(comment, named, used, alone):
            if rule.code in checked:
                yield rule.code, finding


class Excuses:
    """Which place in a comment excuses a finding: of several, the one that is nearest to it.

    Args:
        given: The comments of a card, in order.
        named: The codes that each name in them stands for.
    """

    def __init__(self, given: Sequence[Directive], named: Mapping[str, Collection[str]]) -> None:
        self._in_line: dict[tuple[str, int], Span] = {}
        self._in_block: defaultdict[str, list[tuple[int, int, Span]]] = defaultdict(list)
        self._in_file: dict[str, Span] = {}
        for comment in given:
            for name, span in comment.names:
                for code in named[name]:
                    self._add(code, span, comment.lines)

    def _add(self, code: str, span: Span, lines: range) -> None:
        if lines.start == 1:
            self._in_file.setdefault(code, span)
        elif len(lines) == 1:
            self._in_line.setdefault((code, lines.start), span)
        else:
            self._in_block[code].append((lines.start, lines.stop, span))

    def of(self, code: str, line: int) -> Span | None:
        """Where a finding of that rule in that line is excused."""
        if excuse := self._in_line.get((code, line)):
            return excuse
        blocks = self._in_block.get(code, ())
        before = bisect_right(blocks, line, key=itemgetter(0)) - 1
        if before >= 0 and line < blocks[before][1]:
            return blocks[before][2]
        return self._in_file.get(code)


def _wrong_with(
    comment: Directive, named: Mapping[str, Collection[str]], used: Collection[Span], checked: AbstractSet[str]
) -> Iterator[tuple[Rule, Finding]]:
    if not comment.names:
        yield unknown_code.RULE, Finding(comment.span, "the comment names no rule, so it suppresses nothing")
    elif not comment.reason:
        yield no_reason.RULE, Finding(comment.span, "no reason is given", "write it behind `--`")
    for name, span in comment.names:
        codes = named[name]
        if not codes:
            yield unknown_code.RULE, Finding(span, f"unknown rule `{name}`", "`modelhub rules` lists them all")
        elif span not in used and checked >= frozenset(codes):
            yield unused.RULE, Finding(span, f"{name} is found in none of the lines that this comment is about")
