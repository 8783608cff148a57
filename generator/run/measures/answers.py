"""Answers that are right or wrong: of questions, for masks, of several choices."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Sequence

from generator.run.job import Prediction
from generator.run.measures.measured import Measured, mean
from generator.run.rows import Row

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)
_SQUAD = "squad:2.0|case:lower|articles:no|punctuation:no"
_TOP = 5


def extracted(rows: Sequence[Row], predictions: Sequence[Prediction]) -> Measured:
    """Exact match and F1 of answers, as SQuAD measures them (https://rajpurkar.github.io/SQuAD-explorer/).

    Of several right answers the best one counts. Where there is none, only an empty answer is right.
    """
    given = [prediction.labels[0] for prediction in predictions]
    pairs = [(row.gold or [""], answer) for row, answer in zip(rows, given, strict=True)]
    exact = [max(float(_words(right) == _words(answer)) for right in gold) for gold, answer in pairs]
    f1 = [max(_f1(_words(right), _words(answer)) for right in gold) for gold, answer in pairs]
    return Measured([mean("exact_match", exact, _SQUAD), mean("f1", f1, _SQUAD)], "f1", f1)


def _words(answer: str) -> list[str]:
    return _ARTICLES.sub(" ", answer.lower().translate(_PUNCTUATION)).split()


def _f1(right: list[str], given: list[str]) -> float:
    if not right or not given:
        return float(right == given)
    shared = (Counter(right) & Counter(given)).total()
    return 2 * shared / (len(right) + len(given))


def filled(rows: Sequence[Row], predictions: Sequence[Prediction]) -> Measured:
    """How often the best word for the mask is right, and how often one of the best five is. Case does not count."""
    ranks = [_rank(row.gold, prediction.labels) for row, prediction in zip(rows, predictions, strict=True)]
    first, five = ([float(0 < rank <= most) for rank in ranks] for most in (1, _TOP))
    how = "words:as written|case:lower"
    by_rank = [1 / rank if rank else 0.0 for rank in ranks]
    return Measured([mean("accuracy", first, how), mean("accuracy_top5", five, how)], "1/rank", by_rank)


def _rank(gold: Sequence[str], candidates: Sequence[str]) -> int:
    """Which candidate is right, from 1; 0 for none."""
    right = {word.strip().casefold() for word in gold}
    return next((at for at, word in enumerate(candidates, 1) if word.strip().casefold() in right), 0)


def chosen(rows: Sequence[Row], predictions: Sequence[Prediction]) -> Measured:
    """How often the right one of several choices is taken."""
    right = [float(row.gold == prediction.labels) for row, prediction in zip(rows, predictions, strict=True)]
    return Measured([mean("accuracy", right, "choices:one right")], "accuracy", right)
