"""Making fixes of single changes, each held against the card's text: a place that is not as it seems stays."""

from __future__ import annotations

from collections.abc import Iterable

from generator.card import Card
from generator.diagnostic import Edit, Fix, Span
from generator.lint.lines import line_of


def written(card: Card, span: Span) -> str | None:
    """What stands in the file there; ``None`` where that is more than one line, or beyond one."""
    if span.line != span.end_line:
        return None
    line = line_of(card, span.line)
    return line[span.column - 1 : span.end_column - 1] if 1 <= span.column <= span.end_column <= len(line) + 1 else None


def swap(card: Card, span: Span, old: str, new: str) -> Edit | None:
    """A text in the place of another; ``None`` where the other is not what stands there."""
    return Edit(span, new) if written(card, span) == old else None


def within(card: Card, line: int, old: str, new: str) -> Edit | None:
    """A text in the place of another in a line; ``None`` where the other does not stand there just once."""
    text = line_of(card, line)
    if not old or text.count(old) != 1:
        return None
    column = text.index(old) + 1
    return Edit(Span(line, column, line, column + len(old)), new)


def fix_of(edits: Iterable[Edit | None], *, safe: bool) -> Fix | None:
    """The changes as one fix; ``None`` where one of them cannot be made, or there is none."""
    made = tuple(edits)
    sure = tuple(edit for edit in made if edit)
    return Fix(sure, safe) if sure and len(sure) == len(made) else None
