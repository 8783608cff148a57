"""Metrics: what they are called, how their values are written, and which way is better."""

from __future__ import annotations

from collections.abc import Mapping

from generator.listing import Score, Unit

#: How figures are written.
FORMS: Mapping[Unit, str] = {"fraction": "{:.4f}", "percent": "{:.2f}", "number": "{:.4g}"}
METRIC_NAMES: Mapping[str, str] = {
    "exact_match": "Exact match", "f1": "F1", "accuracy": "Accuracy", "accuracy_top5": "Accuracy of the best five",
    "bleu": "BLEU", "chrf": "chrF", "rouge1": "ROUGE-1", "rouge2": "ROUGE-2", "rougeL": "ROUGE-L", "wer": "WER",
    "cer": "CER", "pearson": "Pearson", "spearman": "Spearman", "mae": "Mean absolute error",
    "mse": "Mean squared error", "f1 micro": "F1, micro average", "f1 macro": "F1, macro average",
    "precision": "Precision", "recall": "Recall",
}  # fmt: skip
#: Errors: the smaller the better.
LOWER_IS_BETTER = frozenset({"wer", "cer", "mae", "mse"})
#: The metric that a task is usually ranked by comes first.
_ORDER = (
    "accuracy", "exact_match", "f1", "f1 macro", "f1 micro", "bleu", "chrf", "rougeL", "rouge1", "rouge2", "wer", "cer",
    "spearman", "pearson", "mae", "mse", "accuracy_top5", "precision", "recall",
)  # fmt: skip
#: Of entities, not of tokens: accuracy counts the many words that are none.
_FIRST = {"token-classification": "f1 micro", "question-answering": "f1"}


def metric_name(metric: str) -> str:
    """As a reader knows it."""
    return METRIC_NAMES.get(metric, metric)


def importance(metric: str, task: str = "") -> tuple[int, str]:
    """The metrics of a task sort by it: the one that models are usually ranked by comes first."""
    if metric == _FIRST.get(task):
        return -1, metric
    return (_ORDER.index(metric) if metric in _ORDER else len(_ORDER)), metric


def figure(value: float, unit: Unit) -> str:
    """A value as it is shown."""
    return FORMS[unit].format(value)


def around(score: Score) -> str:
    """The 95 % interval as it is shown; empty where there is none."""
    if score.low is None or score.high is None:
        return ""
    return f"{figure(score.low, score.unit)}–{figure(score.high, score.unit)}"  # noqa: RUF001  a range
