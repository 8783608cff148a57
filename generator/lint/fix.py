"""Mending cards: edits in, the new text out. Nothing else in the file changes by a byte."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import TypeAlias

from generator.answer import Answers
from generator.card import Card
from generator.config import LintConfig
from generator.diagnostic import Diagnostic, Edit, Fix
from generator.hub import hub_of
from generator.lint import NO_LABELS, Labels, lint
from generator.read import read_card
from generator.read.document import Document

#: Finds what is wrong with a text in the place of the card's.
Check: TypeAlias = Callable[[str], Sequence[Diagnostic]]

#: A fix may make room for another one; no card needs nearly as many rounds.
MAX_ROUNDS = 20
#: Characters that are checked, over and over, to find out which fixes help: a card of usual length some hundred times.
MAX_CHECKED = 2_000_000


@dataclass(frozen=True, slots=True)
class Mended:
    """A card's text after its fixes.

    Attributes:
        text: The whole file.
        left: What is still wrong with it.
        fixed: How many findings are gone.
    """

    text: str
    left: Sequence[Diagnostic]
    fixed: int


def mend_card(
    card: Card,
    config: LintConfig,
    *,
    unsafe: bool,
    today: date | None = None,
    answers: Answers | None = None,
    labels: Labels = NO_LABELS,
) -> Mended:
    """Apply the fixes of a card's findings. What compares it with other cards has no say in which of them help."""

    def check(text: str) -> list[Diagnostic]:
        hub = hub_of([read_card(text.encode(), path=card.path, key=card.key)])
        return lint(hub, config, today=today, answers=answers, labels=labels)

    return mend(card.text, check(card.text), check, unsafe=unsafe)


def mend(text: str, found: Sequence[Diagnostic], check: Check, *, unsafe: bool) -> Mended:
    """Apply fixes round by round until none is left that helps.

    Fixes whose text has no fewer findings, or more of any rule, are not kept; each half of them is then tried.

    Args:
        text: The whole file, line ends as they are.
        found: What is wrong with it.
        check: Finds what is wrong with a text in its place.
        unsafe: Whether unsafe fixes are applied, too.
    """
    state = Mended(text, found, 0)
    tries = iter(range(MAX_CHECKED // max(len(text), 1)))
    for _ in range(MAX_ROUNDS):
        fixes = list(dict.fromkeys(item.fix for item in state.left if item.fix and (item.fix.safe or unsafe)))
        better = _those_that_help(state, fixes, check, tries)
        if better is state:
            break
        state = better
    return state


def _those_that_help(state: Mended, fixes: Sequence[Fix], check: Check, tries: Iterator[int]) -> Mended:
    """The text after all the fixes that help, or those that were found while there were tries; else as before."""
    best, kept, waiting = state, list[Fix](), [fixes]
    while waiting and next(tries, None) is not None:
        some = waiting.pop()
        better = _tried(state.text, [*kept, *some], check, best)
        if better:
            best, kept = better, [*kept, *some]
        elif len(some) > 1:
            middle = len(some) // 2
            waiting += [some[middle:], some[:middle]]
    return best


def _tried(text: str, fixes: Sequence[Fix], check: Check, best: Mended) -> Mended | None:
    """The text after these fixes, if it is better than the best one so far."""
    mended = apply(text, fixes)
    if mended == best.text:
        return None
    left = check(mended)
    before, after = (Counter(item.rule for item in items) for items in (best.left, left))
    if after.total() >= before.total() or after - before:
        return None
    return Mended(mended, left, best.fixed + before.total() - after.total())


def apply(text: str, fixes: Iterable[Fix]) -> str:
    """The text after those of the fixes, in order, that do not overlap an earlier one."""
    document = Document(text, text)  # Columns count from the line's begin, so CRLF changes no place.
    taken: list[tuple[int, int, str]] = []  # sorted
    for fix in fixes:
        edits = [_located(document, edit) for edit in fix.edits]
        if not any(_overlap(edit, other) for edit in edits for other in _neighbours(taken, edit)):
            for edit in edits:
                insort(taken, edit)
    pieces, position = [], 0
    for start, end, new in taken:
        pieces += [text[position:start], new]
        position = end
    return "".join([*pieces, text[position:]])


def _located(document: Document, edit: Edit) -> tuple[int, int, str]:
    """Begin and end of an edit as offsets, and its text with the line ends of the place."""
    span = edit.span
    start = document.starts[span.line - 1] + span.column - 1
    end = document.starts[span.end_line - 1] + span.end_column - 1
    crlf = document.lines[span.line - 1].endswith("\r")
    return start, end, edit.text.replace("\n", "\r\n") if crlf else edit.text


def _neighbours(taken: list[tuple[int, int, str]], edit: tuple[int, int, str]) -> list[tuple[int, int, str]]:
    """Of edits that do not overlap, in order, the only two that another one can overlap first."""
    place = bisect_left(taken, edit[0], key=itemgetter(0))
    return taken[max(place - 1, 0) : place + 1]


def _overlap(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    return (one[0] < other[1] and other[0] < one[1]) or one[0] == other[0]
