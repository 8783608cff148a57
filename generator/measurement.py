"""What was measured on evaluation data: a ``BenchmarkRun``."""

from __future__ import annotations

from typing import Literal

from generator.part import Fraction, Part, Score


class Interval(Part):
    """Where a figure lies with 95 % confidence: a percentile bootstrap over the rows."""

    low: Fraction
    high: Fraction


class LabelMetrics(Part):
    """The figures of one label or of one average."""

    label: str
    precision: Fraction
    recall: Fraction
    f1: Fraction
    support: int
    f1_interval: Interval | None = None


class Confusion(Part):
    """How often the right label and the predicted one met; an empty text stands for none."""

    gold: str
    predicted: str
    count: int


class RowError(Part):
    """A row that the model gets wrong. Its text stays in the evaluation data.

    Attributes:
        line: Where the row stands in the file, from 1.
        gold: The right labels; for a token classifier the right tags of the words that are wrong.
        predicted: What was predicted in their place.
        confidence: How sure the model was: the mean score of what it predicted in this row.
    """

    line: int
    gold: list[str]
    predicted: list[str]
    confidence: Score


class BenchmarkRun(Part):
    """What was measured on evaluation data.

    Attributes:
        data: The file, relative to the hub's root.
        sha256: Its digest.
        rows: How many rows were measured.
        level: What one count of support is: a ``row``, a ``token`` or an ``entity``.
        accuracy: Over rows (for multi-label: exact match of the whole set) or tokens.
        labels: One a label, sorted by name.
        averages: ``micro avg``, ``macro avg``, ``weighted avg``.
        accuracy_interval: Of the accuracy; ``None`` in records that were made before it was measured.
        resamples: How often the rows were drawn anew for the intervals, always from the same seed.
        confusions: The mistakes that are made most, most frequent first: 50 of them at most.
        wrong_rows: How many rows have a mistake.
        errors: The wrong rows that the model is surest of: 20 of them at most.
    """

    data: str
    sha256: str
    rows: int
    level: Literal["row", "token", "entity"]
    accuracy: Fraction
    labels: list[LabelMetrics]
    averages: list[LabelMetrics]
    accuracy_interval: Interval | None = None
    resamples: int = 0
    confusions: list[Confusion] = []
    wrong_rows: int = 0
    errors: list[RowError] = []
