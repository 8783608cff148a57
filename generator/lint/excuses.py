"""Which comment of a card excuses a finding."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from operator import itemgetter

from generator.diagnostic import Span
from generator.lint.directives import Directive
from generator.lint.select import ALL


class Excuses:
    """Which place in a comment excuses a finding: of several, the one that is nearest to it.

    Args:
        given: The comments of a card, in order.
    """

    def __init__(self, given: Iterable[Directive]) -> None:
        self._in_line: dict[tuple[str, int], Span] = {}
        self._in_block: defaultdict[str, list[tuple[int, int, Span]]] = defaultdict(list)
        self._in_file: dict[str, Span] = {}
        for comment in given:
            for name, span in comment.names:
                self._add(name, span, comment.lines)

    def _add(self, name: str, span: Span, lines: range) -> None:
        if lines.start == 1:
            self._in_file.setdefault(name, span)
        elif len(lines) == 1:
            self._in_line.setdefault((name, lines.start), span)
        else:
            self._in_block[name].append((lines.start, lines.stop, span))

    def of(self, code: str, line: int) -> Span | None:
        """Where a finding of that rule in that line is excused."""
        names = (code, code[:2], ALL)
        if in_line := [self._in_line[name, line] for name in names if (name, line) in self._in_line]:
            return min(in_line)
        if in_block := [block for name in names if (block := self._block(name, line))]:
            return max(in_block)[2]
        return min((self._in_file[name] for name in names if name in self._in_file), default=None)

    def _block(self, name: str, line: int) -> tuple[int, int, Span] | None:
        """The last block whose comment names that, if the line is one of its lines."""
        blocks = self._in_block.get(name, ())
        before = bisect_right(blocks, line, key=itemgetter(0)) - 1
        return blocks[before] if before >= 0 and line < blocks[before][1] else None
