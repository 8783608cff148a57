"""Charts are drawn from the figures, to scale, and say in numbers and words what they draw."""

from __future__ import annotations

import pytest
from site_maker import BENCHMARK, SPEED

from generator.card import MetricClaim
from generator.diagnostic import Span
from generator.measurement import BenchmarkRun, Confusion, LabelMetrics
from generator.render.charts import (
    MOST_BARS,
    MOST_LABELS,
    claimed_chart,
    confusion_matrix,
    latency_chart,
    measured_chart,
    short,
    throughput_chart,
)


def claim(row: str, value: float) -> MetricClaim:
    return MetricClaim(row=row, metric="f1", value=value, decimals=2, written=f"{value:.2f}", span=Span(1))


def label(name: str, recall: float = 0.5, support: int = 10, f1: float = 0.5) -> LabelMetrics:
    return LabelMetrics(label=name, precision=0.5, recall=recall, f1=f1, support=support)


def run(labels: list[LabelMetrics], *mistakes: tuple[str, str, int], level: str = "row") -> BenchmarkRun:
    confusions = [Confusion(gold=gold, predicted=predicted, count=count) for gold, predicted, count in mistakes]
    return BENCHMARK.model_copy(update={"labels": labels, "confusions": confusions, "level": level})


def test_bars_are_f1_best_first_with_intervals_and_claims() -> None:
    chart = measured_chart(BENCHMARK, [claim("Sports", 0.93), claim("macro avg", 0.9)])
    assert chart is not None
    first, second = chart.bars
    assert (first.label, first.share, first.text, first.low, first.high) == ("Sports", 0.942149, "0.942", 0.9, 0.97)
    assert first.claimed == 0.93
    assert (second.label, second.low, second.claimed) == ("World", None, None)


def test_of_many_labels_those_with_most_support_are_drawn_and_none_is_lost() -> None:
    chart = measured_chart(run([label(f"l{i:02}", support=i, f1=i / 100) for i in range(50)]), ())
    assert chart is not None
    assert len(chart.bars) == MOST_BARS
    assert chart.bars[0].label == "l49"
    assert {bar.label for bar in chart.rest} == {f"l{i:02}" for i in range(50 - MOST_BARS)}


def test_one_label_makes_no_chart() -> None:
    assert measured_chart(run([label("a")]), ()) is None
    assert claimed_chart([claim("a", 0.5), claim("macro avg", 0.5), claim("", 0.5)]) is None


def test_claims_are_drawn_as_they_are_written() -> None:
    chart = claimed_chart([claim("a", 0.5), claim("b", 0.75), claim("c", 7.5)])
    assert chart is not None
    assert [(bar.label, bar.share, bar.text) for bar in chart.bars] == [("b", 0.75, "0.75"), ("a", 0.5, "0.50")]


def test_right_answers_are_counted_by_recall_and_support() -> None:
    matrix = confusion_matrix(run([label("a", 0.8), label("b", 0.9)], ("a", "b", 2), ("b", "a", 1)))
    assert matrix is not None
    assert matrix.columns == ("a", "b")
    assert [(name, [square.count for square in squares]) for name, squares in matrix.rows] == [
        ("a", [8, 2]),
        ("b", [1, 9]),
    ]
    assert [square.share for square in matrix.rows[0][1]] == [0.8, 0.2]


def test_tags_of_words_have_no_count_of_right_ones_where_entities_are_measured() -> None:
    matrix = confusion_matrix(run([label("PER")], ("B-PER", "O", 3), level="entity"))
    assert matrix is not None
    assert matrix.rows[0][1][0].count is None


def test_with_several_labels_a_row_they_are_found_missed_or_too_many() -> None:
    matrix = confusion_matrix(run([label("a", 0.8), label("b", 0.9)], ("a", "", 2), ("", "b", 4), ("b", "", 1)))
    assert matrix is not None
    assert matrix.columns == ("found", "missed", "too many")
    assert [[square.count for square in squares] for _, squares in matrix.rows] == [[8, 2, 0], [9, 1, 4]]


def test_of_many_labels_those_with_most_mistakes_are_shown() -> None:
    mistakes = [(f"l{i:02}", f"l{i + 20:02}", 100 - i) for i in range(20)]
    matrix = confusion_matrix(run([label(f"l{i:02}") for i in range(40)], *mistakes))
    assert matrix is not None
    assert len(matrix.rows) == len(matrix.columns) == MOST_LABELS
    assert matrix.hidden == 40 - MOST_LABELS
    assert not matrix.cut


def test_without_mistakes_there_is_no_matrix() -> None:
    assert confusion_matrix(run([label("a"), label("b")])) is None


def test_speed_is_drawn_against_the_slowest_and_the_fastest() -> None:
    assert SPEED.figures is not None
    latency, throughput = latency_chart(SPEED.figures), throughput_chart(SPEED.figures)
    assert latency is not None
    assert throughput is not None
    assert [(bar.text, bar.share) for bar in latency.bars] == [
        ("3.51 ms", pytest.approx(0.852, abs=1e-3)),
        ("4.12 ms", 1),
    ]
    assert [bar.label for bar in throughput.bars] == ["batch of 1", "batch of 8", "batch of 32"]
    assert throughput.bars[-1].share == 1


@pytest.mark.parametrize(
    ("label", "cut"),
    [("Sports", "Sports"), ("x" * 28, "x" * 28), ("x" * 29, "x" * 27 + "…"), ("標" * 20, "標" * 13 + "…")],
)
def test_labels_fit_their_room(label: str, cut: str) -> None:
    assert short(label) == cut
