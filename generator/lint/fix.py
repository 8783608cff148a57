"""Mending cards: edits in, the new text out. Nothing else in the file changes by a byte."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from operator import itemgetter
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from generator.answer import Answers
from generator.card import Card
from generator.config import LintConfig
from generator.diagnostic import Diagnostic, Edit, Fix, count_by_rule
from generator.lint.judge import NO_LABELS, Labels, judge
from generator.lint.outcome import look_at
from generator.lint.rules import RULES
from generator.lint.select import choose
from generator.read import read_card
from generator.read.document import Document

#: Finds what is wrong with a text in the place of the card's.
Check: TypeAlias = Callable[[str], Sequence[Diagnostic]]

#: A fix may make room for another one; no card needs nearly as many rounds.
MAX_ROUNDS = 20
#: Checking a text again takes time in proportion to its length: of all texts together, so many characters are checked.
MAX_TRIED = 2_000_000


class Mended(Struct, frozen=True):
    """A card's text after its fixes.

    Attributes:
        text: The whole file.
        left: What is still wrong with it.
        fixed: How many findings are gone.
        untried: How many fixes were left alone, since checking what comes of them would take too long.
    """

    text: str
    left: Sequence[Diagnostic]
    fixed: int = 0
    untried: int = 0


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
    selection = replace(choose(RULES, config, online=answers is not None), limited=False)

    def check(text: str) -> list[Diagnostic]:
        reading = read_card(text.encode(), path=card.path, key=card.key)
        outcome = look_at(reading, selection.rules, limited=False)
        return judge([outcome], selection, known=RULES, today=today, answers=answers, labels=labels)

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
    trials = _Trials(check)
    state = Mended(text, found)
    for _ in range(MAX_ROUNDS):
        fixes = list(dict.fromkeys(item.fix for item in state.left if item.fix and (item.fix.safe or unsafe)))
        better = _those_that_help(state, fixes, trials)
        if better is state:
            break
        state = better
    return replace(state, untried=trials.refused)


def _those_that_help(state: Mended, fixes: Sequence[Fix], trials: _Trials) -> Mended:
    """The text after all the fixes that help, or those that were found before it took too long; else as before."""
    best, kept, waiting = state, list[Fix](), [fixes]
    while waiting:
        if trials.over(state.text):
            trials.refused = sum(map(len, waiting))
            break
        some = waiting.pop()
        if better := trials.better(state.text, [*kept, *some], best):
            best, kept = better, [*kept, *some]
        elif len(some) > 1:
            middle = len(some) // 2
            waiting += [some[middle:], some[:middle]]
    return best


class _Trials:
    """Checks what comes of fixes, as long as that does not take too long."""

    def __init__(self, check: Check) -> None:
        self._check = check
        self._left = MAX_TRIED
        self.refused = 0

    def over(self, text: str) -> bool:
        """Whether a text like this one is too long for what is left."""
        return len(text) > self._left

    def better(self, text: str, fixes: Sequence[Fix], best: Mended) -> Mended | None:
        """The text after these fixes, if it is better than the best one so far."""
        self._left -= len(text)
        changed = apply(text, fixes)
        if changed == best.text:
            return None
        left = self._check(changed)
        before, after = count_by_rule(best.left), count_by_rule(left)
        if after.total() >= before.total() or after - before:
            return None
        return Mended(changed, left, best.fixed + before.total() - after.total())


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
