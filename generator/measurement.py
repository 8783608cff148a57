"""What was measured on evaluation data: a ``BenchmarkRun``."""

from __future__ import annotations

from typing import Literal

from generator.part import Fraction, Number, Part, Score


class Interval(Part):
    """Where a figure lies with 95 % confidence: a percentile bootstrap over the rows."""

    low: Fraction
    high: Fraction


class Bounds(Part):
    """As ``Interval``, for a figure that need not lie between 0 and 1."""

    low: Number
    high: Number


class Metric(Part):
    """A figure of the whole evaluation data.

    Attributes:
        name: ``exact_match``, ``f1``, ``bleu``, ``chrf``, ``rouge1``, ``rouge2``, ``rougeL``, ``accuracy``,
            ``accuracy_top5``, ``pearson``, ``spearman``, ``mae``, ``mse``, ``wer`` or ``cer``.
        unit: Whether the value is a ``fraction``, in ``percent``, as sacreBLEU gives BLEU and chrF, or a ``number``: a
            correlation, or in the unit of the rows' own numbers.
        interval: Where it lies with 95 % confidence.
        signature: What computed it, and how: two figures with one signature can be compared.
    """

    name: str
    value: Number
    unit: Literal["fraction", "percent", "number"] = "fraction"
    interval: Bounds | None = None
    signature: str = ""


class RowScore(Part):
    """How well a row was answered, by the figure that ``BenchmarkRun.worst_by`` names. Its text stays in the data."""

    line: int
    value: Number


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


#: More than this nobody reads, and a record is read by people too.
MOST_CONFUSIONS = 50


class BenchmarkRun(Part):
    """What was measured on evaluation data.

    Attributes:
        data: The file, relative to the hub's root.
        sha256: Its digest.
        files: The pictures and recordings that its rows name, by their paths in the hub, with their digests.
        rows: How many rows were measured.
        level: What one count of support is: a ``row``, a ``token`` or an ``entity``.
        accuracy: Over rows (for multi-label: exact match of the whole set) or tokens; ``None`` for tasks without
            labels, which have ``metrics`` and ``worst`` in the place of this, ``labels``, ``averages``, ``confusions``
            and ``errors``.
        labels: One a label, sorted by name.
        averages: ``micro avg``, ``macro avg``, ``weighted avg``.
        accuracy_interval: Of the accuracy; ``None`` in records that were made before it was measured.
        resamples: How often the rows were drawn anew for the intervals, always from the same seed.
        confusions: The mistakes that are made most, most frequent first: 50 of them at most.
        wrong_rows: How many rows have a mistake.
        errors: The wrong rows that the model is surest of: 20 of them at most.
        metrics: The figures of tasks without labels.
        worst: The rows that were answered worst, worst first: 20 of them at most.
        worst_by: The figure that tells so.
    """

    data: str
    sha256: str
    files: dict[str, str] = {}
    rows: int
    level: Literal["row", "token", "entity"]
    accuracy: Fraction | None = None
    labels: list[LabelMetrics] = []
    averages: list[LabelMetrics] = []
    accuracy_interval: Interval | None = None
    resamples: int = 0
    confusions: list[Confusion] = []
    wrong_rows: int = 0
    errors: list[RowError] = []
    metrics: list[Metric] = []
    worst: list[RowScore] = []
    worst_by: str = ""

    @property
    def confusions_are_cut(self) -> bool:
        """Whether there may be more mistakes than those that are kept."""
        return len(self.confusions) >= MOST_CONFUSIONS

    def metric(self, name: str) -> Metric | None:
        """The figure with this name."""
        return next((metric for metric in self.metrics if metric.name == name), None)
