"""Figures of Benchmarking: what they are called, how they are written, what they claim."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from generator.card import UNITS, MetricClaim, MetricName
from generator.diagnostic import Span

Metric: TypeAlias = MetricName

NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:[.,]\d*)?%?")

_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(,\d{3})+(\.\d*)?")
_DIGIT = re.compile(r"\d")
_NO_LETTER = re.compile(r"[^a-z0-9]+")

_METRICS: dict[str, Metric] = {
    "precision": "precision", "prec": "precision", "p": "precision",
    "recall": "recall", "rec": "recall", "r": "recall",
    "f1": "f1", "f1score": "f1", "fscore": "f1", "fb1": "f1", "f1measure": "f1", "fmeasure": "f1", "f": "f1",
    "support": "support",
    "accuracy": "accuracy", "acc": "accuracy",
}  # fmt: skip
#: Those of tasks without labels; names of several words are joined.
_WHOLE: dict[str, Metric] = {
    "exact": "exact_match", "exactmatch": "exact_match",
    "accuracytop5": "accuracy_top5", "top5accuracy": "accuracy_top5", "top5": "accuracy_top5",
    "bleu": "bleu", "sacrebleu": "bleu", "bleuscore": "bleu",
    "chrf": "chrf", "chrf2": "chrf",
    "rouge1": "rouge1", "rouge2": "rouge2", "rougel": "rougeL",
    "wer": "wer", "worderrorrate": "wer", "cer": "cer", "charactererrorrate": "cer",
    "pearson": "pearson", "pearsonr": "pearson", "pearsoncorrelation": "pearson",
    "spearman": "spearman", "spearmanr": "spearman", "spearmancorrelation": "spearman", "spearmancosine": "spearman",
    "mae": "mae", "meanabsoluteerror": "mae", "mse": "mse", "meansquarederror": "mse",
}  # fmt: skip
_AVERAGES = ("macro", "micro", "weighted")
#: Words around a metric's name that do not change what it is the figure of.
_PLAIN = frozenset(
    {
        "test", "set", "eval", "evaluation", "validation", "dev", "val", "overall", "model", "final", "the", "on",
        "score", "avg", "average",
    }
)  # fmt: skip
#: More decimals than anybody rounds to: such a column prints numbers as the computer has them.
_UNROUNDED = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as the card has it, with what it is the figure of."""

    row: str
    metric: Metric
    written: str
    span: Span


@lru_cache(maxsize=1024)
def letters(text: str) -> str:
    """A name without anything by which spellings differ."""
    return _NO_LETTER.sub("", text.casefold())


def metric_of(name: str) -> Metric | None:
    """The metric that a column is called by."""
    plain = letters(name).removeprefix("eval").removeprefix("test")
    # Signs count here: chrF++ is another figure than chrF.
    return _METRICS.get(plain) or (_WHOLE.get(plain) if "+" not in name else None)


def named_metric(key: str) -> tuple[str, Metric] | None:
    """Row and metric of a name such as ``Test set accuracy`` or ``macro f1``; ``None`` where it says anything else."""
    words = [word for word in _NO_LETTER.split(key.casefold()) if word]
    row = next((f"{word} avg" for word in words if word in _AVERAGES), "")
    rest = [word for word in words if word not in _PLAIN and word not in _AVERAGES]
    metric = _METRICS.get(rest[0]) if len(rest) == 1 and len(rest[0]) > 1 else None
    if not metric and not row and "+" not in key:
        metric = _WHOLE.get("".join(rest))
    return (row, metric) if metric else None


def row_name(text: str) -> str:
    """A label as it is; averages and accuracy under one spelling: ``Macro-average`` is ``macro avg``."""
    name = letters(text)
    average = next((word for word in _AVERAGES if word in name), "")
    if average and name.replace(average, "", 1) in ("", "avg", "average"):
        return f"{average} avg"
    return "accuracy" if name in ("accuracy", "acc") else text.strip()


def claims_of(figures: Sequence[Figure], *, trimmed: bool) -> list[MetricClaim | None]:
    """What figures claim, as fractions: one for each, in their order, also for those that no fraction can be.

    Args:
        figures: Those of one table, or of lines that belong together.
        trimmed: Whether zeros at the end may have been left out, as tables do: then a figure has as many decimals as
            the longest of its column.

    Returns:
        ``None`` in the place of a figure that is no number.
    """
    columns: dict[Metric, list[str]] = {}
    for figure in figures:
        if _is_number(figure.written):
            columns.setdefault(figure.metric, []).append(figure.written)
    scales = {metric: _scale(column, trimmed=trimmed) for metric, column in columns.items()}
    return [_claim(figure, *scales[figure.metric]) if _is_number(figure.written) else None for figure in figures]


def _is_number(written: str) -> bool:
    return NUMBER.fullmatch(written) is not None and _DIGIT.search(written) is not None


def _scale(column: Sequence[str], *, trimmed: bool) -> tuple[int, bool]:
    """The least decimals of a column's figures, and whether it is in percent."""
    longest = max(map(_decimals, column))
    least = longest if trimmed or longest >= _UNROUNDED else 0
    # A column without percent signs is in percent where one of its values cannot be a fraction.
    return least, any(_value(written) > 1 for written in column if not written.endswith("%"))


def _claim(figure: Figure, decimals: int, percent: bool) -> MetricClaim | None:  # noqa: FBT001 - a pair of `_scale`
    value = _value(figure.written)
    if figure.metric == "support":
        return MetricClaim(figure.row, "support", value, 0, figure.written, figure.span) if value.is_integer() else None
    decimals = max(decimals, _decimals(figure.written))
    if figure.metric in UNITS:
        return MetricClaim(figure.row, figure.metric, value, decimals, figure.written, figure.span)
    if percent or figure.written.endswith("%"):
        value, decimals = value / 100, decimals + 2
    return MetricClaim(figure.row, figure.metric, round(value, decimals), decimals, figure.written, figure.span)


def _value(written: str) -> float:
    """The number, with a comma before thousands or, where it cannot be that, before decimals."""
    text = written.rstrip("%")
    thousands = _THOUSANDS.fullmatch(text)
    return float(text.replace(",", "" if thousands else "."))


def _decimals(written: str) -> int:
    return len(written.rstrip("%").replace(",", ".").partition(".")[2])
