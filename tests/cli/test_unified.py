"""Unified diffs of texts of any length: applying one gives the other text."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence

import pytest

from generator.cli.unified import MOST_LINES, unified_diff

LONG = [f"{number}\n" for number in range(MOST_LINES)]


def applied(before: Sequence[str], diff: Iterable[str]) -> list[str]:
    """The text after a diff, whose lines to take away must be there."""
    after: list[str] = []
    position = 0
    for line in list(diff)[2:]:
        if hunk := re.match(r"@@ -(\d+),(\d+) ", line):
            begin = int(hunk[1]) - (int(hunk[2]) > 0)
            after += before[position:begin]
            position = begin
        elif line[0] == "+":
            after.append(line[1:])
        else:
            assert before[position] == line[1:]
            position += 1
            after += [line[1:]] if line[0] == " " else []
    return [*after, *before[position:]]


@pytest.mark.parametrize(
    "after",
    [
        [line.replace("7", "x") for line in LONG],
        LONG[:10] + LONG[20:],
        [*LONG[:10], "new\n", *LONG[10:]],
        LONG[5:],
        [*LONG, "new\n"],
        [],
    ],
)
def test_a_diff_of_many_lines_gives_the_other_text(after: list[str]) -> None:
    assert applied(LONG, unified_diff(LONG, after, "a.md")) == after


def test_a_diff_of_few_lines_is_the_shortest() -> None:
    before, after = LONG[:50], [*LONG[:20], *LONG[25:50]]
    assert list(unified_diff(before, after, "a.md")) == list(difflib.unified_diff(before, after, "a.md", "a.md"))
