"""The difference of two texts as a unified diff, however long they are."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, takewhile

#: Finding the shortest difference takes time in the square of the lines; a card of people has some hundreds.
MOST_LINES = 4_000


def unified_diff(before: Sequence[str], after: Sequence[str], path: str) -> Iterator[str]:
    """The lines of a unified diff; of very long texts one without context, and not the shortest.

    Args:
        before: The lines of a file, with their ends.
        after: Those it should have.
        path: The file.
    """
    if len(before) + len(after) <= MOST_LINES:
        yield from difflib.unified_diff(before, after, path, path)
        return
    yield from (f"--- {path}\n", f"+++ {path}\n")
    for first, last, other, end in _changes(before, after):
        yield f"@@ -{_range(first, last)} +{_range(other, end)} @@\n"
        yield from (f"-{line}" for line in before[first:last])
        yield from (f"+{line}" for line in after[other:end])


def _changes(before: Sequence[str], after: Sequence[str]) -> Iterable[tuple[int, int, int, int]]:
    """Begin and end of each change in both texts: line by line where they have the same number, else one for all."""
    if len(before) == len(after):
        for changed, numbers in groupby(range(len(before)), lambda number: before[number] != after[number]):
            if changed:
                run = list(numbers)
                yield run[0], run[-1] + 1, run[0], run[-1] + 1
        return
    head = _alike(before, after)
    tail = _alike(before[head:][::-1], after[head:][::-1])
    yield head, len(before) - tail, head, len(after) - tail


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _range(first: int, last: int) -> str:
    """Lines as a hunk names them: of none, the one before."""
    return f"{first + 1 if last > first else first},{last - first}"
