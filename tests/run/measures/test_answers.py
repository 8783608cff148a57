from __future__ import annotations

from typing import Any

import pytest

from generator.run.job import Prediction
from generator.run.measures import MEASURES, Measured
from generator.run.rows import Row


def measured(task: str, *pairs: tuple[list[str], list[str]]) -> Measured:
    rows = [Row(f"d:{at}", at, {"text": "x"}, gold) for at, (gold, _) in enumerate(pairs, 1)]
    return MEASURES[task](rows, [Prediction(labels=given) for _, given in pairs])


def values(found: Measured) -> dict[str, float]:
    return {metric.name: metric.value for metric in found.metrics}


@pytest.mark.parametrize(
    ("gold", "answer", "exact", "f1"),
    [
        (["the Denver Broncos"], "Denver Broncos!", 1, 1),
        (["Denver Broncos", "Broncos"], "the broncos", 1, 1),
        (["Santa Clara, California"], "Santa Clara", 0, 0.8),  # precision 1, recall 2/3
        (["a cat sat"], "dog", 0, 0),
        (["cat cat"], "cat", 0, 2 / 3),
        ([], "", 1, 1),
        ([], "Paris", 0, 0),
        (["Paris"], "", 0, 0),
    ],
)
def test_answers_are_measured_as_squad_does(gold: list[str], answer: str, exact: float, f1: float) -> None:
    found = measured("question-answering", (gold, [answer]))
    assert values(found) == pytest.approx({"exact_match": exact, "f1": f1}, abs=1e-5)
    assert found.rows == pytest.approx([f1])


def test_figures_are_means_with_intervals_around_them() -> None:
    found = measured("question-answering", *[(["a b"], ["a b"]), (["c"], ["d"])] * 50)
    exact = found.metrics[0]
    assert exact.value == 0.5
    assert exact.interval is not None
    # 95 % of 100 throws of a coin lie within about 1.96 * 0.05.
    assert exact.interval.low == pytest.approx(0.402, abs=0.02)
    assert exact.interval.high == pytest.approx(0.598, abs=0.02)
    assert found == measured("question-answering", *[(["a b"], ["a b"]), (["c"], ["d"])] * 50)


def test_words_for_a_mask() -> None:
    pairs: Any = [(["Paris"], ["paris", "berlin"]), (["Rome"], [*"abcd", "rome"]), (["x"], list("abcde"))]
    found = measured("fill-mask", *pairs)
    assert values(found) == pytest.approx({"accuracy": 1 / 3, "accuracy_top5": 2 / 3}, abs=1e-5)
    assert found.rows == [1.0, 0.2, 0.0]


def test_choices() -> None:
    found = measured("multiple-choice", (["a"], ["a"]), (["a"], ["b"]))
    assert values(found) == {"accuracy": 0.5}
