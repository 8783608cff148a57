from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.measurement import LabelMetrics
from generator.run import metrics


def row(found: list[LabelMetrics], label: str) -> tuple[float, float, float, int]:
    metric = next(metric for metric in found if metric.label == label)
    return metric.precision, metric.recall, metric.f1, metric.support


def test_one_label_a_row_counted_by_hand() -> None:
    gold = [["a"], ["a"], ["a"], ["b"]]
    predicted = [["a"], ["a"], ["b"], ["b"]]
    figures = metrics.classification(gold, predicted, multi_label=False)
    assert (figures.level, figures.accuracy) == ("row", 0.75)
    assert row(figures.labels, "a") == (1.0, 0.666667, 0.8, 3)
    assert row(figures.labels, "b") == (0.5, 1.0, 0.666667, 1)
    assert row(figures.averages, "micro avg") == (0.75, 0.75, 0.75, 4)
    assert row(figures.averages, "macro avg") == (0.75, 0.833333, 0.733333, 4)
    assert row(figures.averages, "weighted avg") == (0.875, 0.75, 0.766667, 4)


def test_several_labels_a_row_counted_by_hand() -> None:
    gold = [["a", "b"], ["a"], []]
    predicted = [["b", "a"], ["b"], []]
    figures = metrics.classification(gold, predicted, multi_label=True)
    assert figures.accuracy == round(2 / 3, 6)
    assert row(figures.labels, "a") == (1.0, 0.5, 0.666667, 2)
    assert row(figures.labels, "b") == (0.5, 1.0, 0.666667, 1)


def test_entities_counted_by_hand() -> None:
    gold = [["B-PER", "I-PER", "O", "B-LOC"], ["O", "B-LOC"]]
    predicted = [["B-PER", "O", "O", "B-LOC"], ["O", ""]]
    figures = metrics.tagging(gold, predicted, "bio")
    assert (figures.level, figures.accuracy) == ("entity", round(4 / 6, 6))
    assert row(figures.labels, "LOC") == (1.0, 0.5, 0.666667, 2)
    assert row(figures.labels, "PER") == (0.0, 0.0, 0.0, 1)
    assert row(figures.averages, "micro avg") == (0.5, 0.333333, 0.4, 3)


def test_plain_tags_counted_by_hand() -> None:
    figures = metrics.tagging([["NOUN", "VERB"], ["NOUN"]], [["NOUN", "NOUN"], [""]], "plain")
    assert (figures.level, figures.accuracy) == ("token", 0.333333)
    assert [metric.label for metric in figures.labels] == ["NOUN", "VERB"]
    assert row(figures.labels, "NOUN") == (0.5, 0.5, 0.5, 2)


def test_no_entity_anywhere() -> None:
    figures = metrics.tagging([["O", "O"]], [["O", "O"]], "bio")
    assert figures.accuracy == 1.0
    assert figures.labels == []
    assert row(figures.averages, "micro avg") == (0.0, 0.0, 0.0, 0)


def test_no_label_anywhere() -> None:
    figures = metrics.classification([[], []], [[], []], multi_label=True)
    assert (figures.accuracy, figures.labels) == (1.0, [])
    assert row(figures.averages, "micro avg") == (0.0, 0.0, 0.0, 0)


@pytest.mark.parametrize(("gold", "predicted"), [([], []), ([["a"]], [])])
def test_rows_and_predictions_have_to_be_as_many(gold: list[list[str]], predicted: list[list[str]]) -> None:
    with pytest.raises(ValueError, match="cannot be compared"):
        metrics.classification(gold, predicted, multi_label=True)


@settings(max_examples=30)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1))
def test_accuracy_is_the_micro_average_where_a_row_has_one_label(pairs: list[tuple[str, str]]) -> None:
    figures = metrics.classification([[g] for g, _ in pairs], [[p] for _, p in pairs], multi_label=False)
    precision, recall, f1, support = row(figures.averages, "micro avg")
    assert precision == recall == f1 == figures.accuracy
    assert support == len(pairs) == sum(metric.support for metric in figures.labels)
