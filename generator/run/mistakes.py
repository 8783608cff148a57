"""What a model gets wrong on its evaluation data: what it takes for what, and the rows it is surest of. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from generator.measurement import MOST_CONFUSIONS, Confusion, RowError

#: As ``MOST_CONFUSIONS``.
MOST_ERRORS = 20
#: Of the tags of a row.
_MOST_TAGS = 10


def confusions(gold: Sequence[Sequence[str]], predicted: Sequence[Sequence[str]], *, aligned: bool) -> list[Confusion]:
    """The mistakes that are made most, most frequent first.

    Args:
        gold: The right labels or tags of each row.
        predicted: The predicted ones.
        aligned: Whether the two stand beside each other one by one: exactly one label a row, or tags of words.
            Otherwise a label can only be missed or be too many.
    """
    pairs = _beside if aligned else _missed_and_spare
    counted = Counter(chain.from_iterable(pairs(right, given) for right, given in zip(gold, predicted, strict=True)))
    order = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return [Confusion(gold=right, predicted=given, count=count) for (right, given), count in order[:MOST_CONFUSIONS]]


def _beside(gold: Sequence[str], predicted: Sequence[str]) -> Iterator[tuple[str, str]]:
    return ((right, given) for right, given in zip(gold, predicted, strict=True) if right != given)


def _missed_and_spare(gold: Sequence[str], predicted: Sequence[str]) -> Iterator[tuple[str, str]]:
    right, given = set(gold), set(predicted)
    yield from ((label, "") for label in right - given)
    yield from (("", label) for label in given - right)


def row_errors(
    lines: Sequence[int],
    gold: Sequence[Sequence[str]],
    predicted: Sequence[Sequence[str]],
    confidences: Sequence[float],
    *,
    aligned: bool,
) -> list[RowError]:
    """Every row with a mistake, the one that the model is surest of first.

    Args:
        lines: Where the rows stand.
        gold: The right labels or tags of each row.
        predicted: The predicted ones.
        confidences: How sure the model is of each row.
        aligned: As for ``confusions``.
    """
    errors = []
    for line, right, given, confidence in zip(lines, gold, predicted, confidences, strict=True):
        if aligned:
            pairs = list(_beside(right, given))[:_MOST_TAGS]
            sides = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
        else:
            sides = (sorted(right), sorted(given)) if set(right) != set(given) else ([], [])
        if any(sides):
            errors.append(RowError(line=line, gold=sides[0], predicted=sides[1], confidence=round(confidence, 4)))
    return sorted(errors, key=lambda error: (-error.confidence, error.line))
