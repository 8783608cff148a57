"""Reads the labels that a card says its model predicts."""

from __future__ import annotations

import re

from generator.card import Text
from generator.read.document import Document
from generator.read.sections import Part

_END = re.compile(r"^[ \t]*(?:\{:|\{%|<|\[Download)|^[ \t]*(?:```|~~~)", re.MULTILINE)
_CODE = re.compile(r"(?<!`)(?P<ticks>`{1,2}+)(?P<label>[^`\n]+)(?P=ticks)(?!`)")
#: What may stand between two labels in backticks: separators, a name before (``Persons-``), a gloss after.
_BETWEEN = re.compile(r"(?>(?:\([^()]*+\)|\band\b|\bor\b|[\s,;.:&*+/|-]|(?>(?:[^\W_]++ ?+){1,6})(?=[-:(]))*)")
_BULLET = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)])[ \t]+(?P<label>\S[^\n]*?)[ \t]*$", re.MULTILINE)
_WORDS_OF_A_LABEL = 4
#: A longer section is no list of labels; it is not read, so that its size cannot cost time.
MAX_SECTION = 100_000


def read_entities(document: Document, part: Part | None) -> tuple[Text, ...]:
    """The labels of Predicted Entities, in order; none where the section is prose.

    Read are labels in backticks, which may hold commas, a list with a label an item, and labels between commas.
    """
    if part is None or part.end - part.start > MAX_SECTION:
        return ()
    end = _END.search(document.text, part.start, part.end)
    start, stop = part.start, end.start() if end else part.end
    text = document.text[start:stop]
    places = _in_backticks(text) if "`" in text else _bullets(text) or _between_commas(text)
    return tuple(Text(text[left:right], document.span(start + left, start + right)) for left, right in places)


def _in_backticks(text: str) -> list[tuple[int, int]]:
    matches = list(_CODE.finditer(text))
    position = 0
    for match in matches:
        if not _BETWEEN.fullmatch(text, position, match.start()):
            return []
        position = match.end()
    if matches and not _BETWEEN.fullmatch(text, position):
        return []
    return [_stripped(text, *match.span("label")) for match in matches]


def _bullets(text: str) -> list[tuple[int, int]]:
    matches = list(_BULLET.finditer(text))
    covered = "".join(match[0] for match in matches)
    if len("".join(covered.split())) != len("".join(text.split())):
        return []
    places = [_stripped(text, *match.span("label")) for match in matches]
    return places if all(_is_label(text[left:right]) for left, right in places) else []


def _between_commas(text: str) -> list[tuple[int, int]]:
    places = [_stripped(text, *match.span()) for match in re.finditer(r"[^,;\n]+", text)]
    places = [(left, right) for left, right in places if left < right]
    if len(places) == 1 and len(text[slice(*places[0])].split()) > 1:
        return []
    return places if all(_is_label(text[left:right]) for left, right in places) else []


def _is_label(text: str) -> bool:
    return 0 < len(text.split()) <= _WORDS_OF_A_LABEL and ". " not in text


def _stripped(text: str, left: int, right: int) -> tuple[int, int]:
    """The place without blanks at either end and without a full stop at its end."""
    inner = text[left:right]
    right -= len(inner) - len(inner.rstrip())
    left += len(inner) - len(inner.lstrip())
    return left, right - (right > left + 1 and text[right - 1] == ".")
