"""Tagged text → stretches to show one after another, so that marks stand in the running text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.output import TaggedSpan, TaggedToken

#: Colours for labels in the style sheet. They help the eye only: every mark carries its label.
HUES = 6


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the input.

    Attributes:
        label: Its label or tag; empty where there is none.
        hue: Which colour the label has, from 0; the same for the same label.
    """

    text: str
    label: str = ""
    score: float = 0.0
    hue: int = 0


def stretches(text: str, marks: Sequence[TaggedSpan | TaggedToken]) -> Iterator[Stretch]:
    """Cut ``text`` at the marks: joined again, the stretches give ``text``.

    A mark that overlaps an earlier one, or lies outside of the text, is left out.
    """
    hues: dict[str, int] = {}
    position = 0
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.end)):
        if not position <= mark.start < mark.end <= len(text):
            continue
        if mark.start > position:
            yield Stretch(text[position : mark.start])
        label = mark.tag if hasattr(mark, "tag") else mark.label
        yield Stretch(text[mark.start : mark.end], label, mark.score, hues.setdefault(label, len(hues) % HUES))
        position = mark.end
    if position < len(text):
        yield Stretch(text[position:])
