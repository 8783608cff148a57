from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.run import metrics
from generator.run.intervals import intervals


def measured(gold: list[list[str]], predicted: list[list[str]], *, multi_label: bool = False) -> tuple[object, object]:
    figures = metrics.classification(gold, predicted, multi_label=multi_label)
    labels = [label.label for label in figures.labels]
    return figures, intervals(metrics.row_counts(gold, predicted, "row"), labels)


def test_the_interval_of_an_accuracy_is_that_of_the_binomial() -> None:
    rows, right = 400, 360
    gold = [["a"]] * rows
    predicted = [["a"]] * right + [["b"]] * (rows - right)
    _, around = measured(gold, predicted)
    half = 1.96 * math.sqrt(0.9 * 0.1 / rows)
    assert around.accuracy.low == pytest.approx(0.9 - half, abs=0.006)
    assert around.accuracy.high == pytest.approx(0.9 + half, abs=0.006)


def test_what_is_always_right_has_no_width() -> None:
    _, around = measured([["a"], ["b"]] * 5, [["a"], ["b"]] * 5)
    assert (around.accuracy.low, around.accuracy.high) == (1, 1)
    assert {(one.low, one.high) for one in around.averages.values()} == {(1, 1)}


def test_words_of_one_row_are_drawn_together() -> None:
    rows = [["N"] * 10] * 4
    wrong = [["N"] * 10, ["V"] * 10, ["N"] * 10, ["V"] * 10]
    around = intervals(metrics.row_counts(rows, wrong, "token"), ["N", "V"])
    assert (around.accuracy.low, around.accuracy.high) == (0, 1)  # 40 independent words would give 0.35 to 0.65.


LABELS = st.sampled_from("abc")


@settings(max_examples=25)
@given(st.lists(st.tuples(LABELS, LABELS), min_size=2, max_size=40))
def test_the_whole_data_lies_among_its_draws(pairs: list[tuple[str, str]]) -> None:
    gold, predicted = [[a] for a, _ in pairs], [[b] for _, b in pairs]
    figures, around = measured(gold, predicted)
    assert around == measured(gold, predicted)[1]
    assert around.accuracy.low <= figures.accuracy + 1e-6
    assert around.accuracy.high >= figures.accuracy - 1e-6
    assert set(around.averages) == {average.label for average in figures.averages}
    assert around.averages["micro avg"] == around.accuracy  # One label a row: the same figure.


def test_a_data_set_without_labels_has_an_accuracy() -> None:
    around = intervals(metrics.row_counts([[], []], [[], []], "row"), [])
    assert (around.accuracy.low, around.labels) == (1, {})


def test_counts_of_entities() -> None:
    (row,) = metrics.row_counts([["B-PER", "I-PER", "O", "B-LOC"]], [["B-PER", "O", "", "B-LOC"]], "entity")
    assert (row.right, row.total) == (2, 4)
    assert (row.found, row.predicted, row.gold) == ({"LOC": 1}, {"PER": 1, "LOC": 1}, {"PER": 1, "LOC": 1})
