"""Mending many cards, in several processes where there are many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from itertools import chain, islice

from msgspec import Struct

from generator.answer import Answers
from generator.config import LintConfig
from generator.lint import NO_LABELS, Labels
from generator.lint.fix import mend_card
from generator.store import CardFile

#: Fewer cards are mended sooner than processes start: mending one takes as long as looking at a few.
FEW = 16


class Mending(Struct, frozen=True):
    """How cards are mended.

    Attributes:
        config: The rules whose findings are mended, and that must not find more afterwards.
        unsafe: Whether unsafe fixes are applied, too.
        today: The date that cards are checked against; without it, rules that need one are not checked.
        answers: What servers say of the cards' links; without it, rules that need it are not checked.
        labels: The labels of the cards' models by the paths of the cards.
    """

    config: LintConfig
    unsafe: bool
    today: date | None = None
    answers: Answers | None = None
    labels: Labels = NO_LABELS


class Fixed(Struct, frozen=True):
    """A card that fixes change, or that has too many of them to try them all.

    Attributes:
        path: As ``Card.path``.
        before: Its text.
        after: Its text with the fixes.
        fixed: How many findings are gone.
        untried: How many fixes were left alone, since checking what comes of them would take too long.
    """

    path: str
    before: str
    after: str
    fixed: int
    untried: int


def mend_files(files: Iterable[CardFile], how: Mending, *, jobs: int | None = None) -> list[Fixed]:
    """Mend cards.

    What comes out is the same however many processes there are. A card that ends its process is left as it is.

    Args:
        files: The cards.
        how: Which fixes, and what they are held against.
        jobs: How many processes may be started; ``None`` for as many as there are processors.
    """
    return [fixed for fixed in _mended(iter(files), how, jobs) if fixed]


def _mended(files: Iterator[CardFile], how: Mending, jobs: int | None) -> Iterator[Fixed | None]:
    few = list(islice(files, FEW))
    if len(few) == FEW and jobs != 1:
        from generator.processes import Processes, usable_processors  # noqa: PLC0415 - slow to import, and few need it

        jobs = jobs or usable_processors()
        if jobs > 1:
            processes: Processes[CardFile, Fixed | None] = Processes(partial(_mend, how=how), jobs)
            yield from (fixed for _, fixed in processes.outcomes(chain(few, files)))
            return
    yield from _mend(list(chain(few, files)), how)


def _mend(files: list[CardFile], how: Mending) -> list[Fixed | None]:
    return [_fixed(file, how) for file in files]


def _fixed(file: CardFile, how: Mending) -> Fixed | None:
    """What fixes make of a card; ``None`` where they change nothing and all were tried."""
    card = file.reading().card
    if card is None:
        return None
    mended = mend_card(card, how.config, unsafe=how.unsafe, today=how.today, answers=how.answers, labels=how.labels)
    if not (mended.fixed or mended.untried):
        return None
    return Fixed(file.path, card.text, mended.text, mended.fixed, mended.untried)
