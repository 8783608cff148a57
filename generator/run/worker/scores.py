"""Scores of labels → what was predicted. Pure, and without torch."""

from __future__ import annotations

from collections.abc import Sequence

from generator.output import ClassificationOutput, LabelScore
from generator.run.conventions import THRESHOLD
from generator.run.job import Prediction
from generator.verify_block import ActivationName


def classified(
    labels: Sequence[str], scores: Sequence[float], activation: ActivationName | None, *, truncated: bool
) -> ClassificationOutput:
    """The answer of a classifier.

    Args:
        labels: Every label.
        scores: The score of each.
        activation: ``softmax`` where exactly one label is right, ``sigmoid`` where several may be.
        truncated: Whether the input was longer than the model reads.
    """
    return ClassificationOutput(
        predicted=predicted(labels, scores, activation),
        scores=[LabelScore(label=labels[at], score=round(scores[at], 4)) for at in _best_first(scores)],
        truncated=truncated,
    )


def classed(labels: Sequence[str], scores: Sequence[float], activation: ActivationName | None) -> Prediction:
    """What is predicted for an evaluation row whose labels have these scores."""
    sure = round(confidence(scores, activation), 4)
    return Prediction(labels=predicted(labels, scores, activation), confidence=sure)


def predicted(labels: Sequence[str], scores: Sequence[float], activation: ActivationName | None) -> list[str]:
    """The best label (softmax), or every label with a score of at least 0.5 (sigmoid), best first."""
    if activation == "softmax":
        return [labels[scores.index(max(scores))]]
    return [labels[at] for at in _best_first(scores) if scores[at] >= THRESHOLD]


def confidence(scores: Sequence[float], activation: ActivationName | None) -> float:
    """The score of the best label (softmax), or the mean of how sure each label's yes or no is (sigmoid)."""
    if activation == "softmax":
        return max(scores)
    return sum(max(score, 1 - score) for score in scores) / len(scores)


def _best_first(scores: Sequence[float]) -> list[int]:
    return sorted(range(len(scores)), key=lambda at: (-scores[at], at))
