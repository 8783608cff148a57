"""Work in steps, so that many things can be taken through the same step one after the other.

What a card takes on its way from its file to its page is more code, and more data that this code looks at, than seems
to fit into the processor's nearest memory. Card by card, each would fetch all of it anew; step by step, it is at hand
for all cards but the first. Nobody counted what was fetched: ``benchmarks/card.py`` says what time it takes.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import TypeAlias, TypeVar

#: So many cards grow abreast: enough that what a step takes is hardly fetched, few enough that they stay small.
ABREAST = 32

Made = TypeVar("Made")

#: Work that stops after each of its steps, and returns what it made.
Steps: TypeAlias = Generator[None, None, Made]


def at_once(work: Steps[Made]) -> Made:
    """Do all steps of one work, and give what it made."""
    (made,) = abreast([work])
    return made


def abreast(works: Iterable[Steps[Made]]) -> list[Made]:
    """Do the first step of each work, then the second of each, and so on, until all are done.

    Returns:
        What each made, in the order of the works.
    """
    going = dict(enumerate(works))
    made: dict[int, Made] = {}
    while going:
        for number, work in list(going.items()):
            try:
                next(work)
            except StopIteration as end:
                made[number] = end.value
                del going[number]
    return [made[number] for number in sorted(made)]
