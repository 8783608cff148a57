"""Models are ranked by what was measured on the same data, and no further than their intervals tell."""

from __future__ import annotations

import math

from board_maker import accuracy, run
from hypothesis import given
from hypothesis import strategies as st

from generator.listing import Score
from generator.render.metric import LOWER_IS_BETTER, figure
from generator.render.ranking import Contender, Ranked, boards_of, ranked


def places(*models: tuple[str, Score]) -> list[Ranked]:
    return list(ranked([(Contender.of(run(name, score)), score) for name, score in models]))


def told(*models: tuple[str, Score]) -> list[tuple[str, int, str]]:
    return [(place.model.name, place.rank, place.verdict) for place in places(*models)]


def test_a_model_whose_interval_overlaps_that_of_the_best_is_not_clearly_worse() -> None:
    assert told(("c", accuracy(0.80)), ("b", accuracy(0.87)), ("a", accuracy(0.90))) == [
        ("a", 1, "best"),
        ("b", 2, "open"),
        ("c", 3, "worse"),
    ]


def test_intervals_that_touch_overlap() -> None:
    best, other = accuracy(0.9, None, low=0.85, high=0.95), accuracy(0.8, None, low=0.75, high=0.85)
    assert told(("a", best), ("b", other))[1] == ("b", 2, "open")


def test_models_with_the_same_figure_as_shown_share_a_place() -> None:
    models = [("b", accuracy(0.90004)), ("a", accuracy(0.90001)), ("c", accuracy(0.8)), ("d", accuracy(0.90002))]
    assert told(*models) == [("a", 1, "best"), ("b", 1, "best"), ("d", 1, "best"), ("c", 4, "worse")]


def test_of_several_best_one_that_overlaps_is_enough_to_be_open() -> None:
    wide, narrow = accuracy(0.9, 0.1), accuracy(0.9, 0.01)
    assert told(("wide", wide), ("narrow", narrow), ("x", accuracy(0.85, 0.01)))[2] == ("x", 3, "open")


def test_without_an_interval_nothing_is_told() -> None:
    assert told(("a", accuracy(0.9)), ("b", accuracy(0.8, None)))[1] == ("b", 2, "untold")
    assert told(("a", accuracy(0.9, None)), ("b", accuracy(0.8)))[1] == ("b", 2, "untold")


def test_a_smaller_error_is_better() -> None:
    scores = {"a": 0.3, "b": 0.1, "c": 0.2}
    for metric in sorted(LOWER_IS_BETTER):
        models = [(name, Score(metric, value, data_sha256="ab")) for name, value in scores.items()]
        assert [place.model.name for place in places(*models)] == ["b", "c", "a"]


VALUES = st.floats(0, 1)


@given(
    st.lists(st.tuples(VALUES, st.one_of(st.none(), st.floats(0, 0.3))), max_size=30), st.sampled_from(["f1", "wer"])
)
def test_ranking_is_honest_whatever_was_measured(figures: list[tuple[float, float | None]], metric: str) -> None:
    models = [
        (f"m{number}", Score(metric, value, low=None, high=None) if half is None else Score(
            metric, value, low=value - half, high=value + half))
        for number, (value, half) in enumerate(figures)
    ]  # fmt: skip
    board = places(*models)
    assert sorted(place.model.name for place in board) == sorted(name for name, _ in models)
    sign = 1 if metric in LOWER_IS_BETTER else -1
    shown = [float(figure(place.score.value, "fraction")) for place in board]
    assert shown == sorted(shown, key=lambda value: sign * value)
    for number, (place, value) in enumerate(zip(board, shown, strict=True)):
        assert place.rank == shown.index(value) + 1 <= number + 1
        assert (place.verdict == "best") == (value == shown[0])
        if place.verdict == "worse":
            for other in (item for item in board if item.verdict == "best"):
                assert None not in {place.score.low, place.score.high, other.score.low, other.score.high}
                low = max(place.score.low or 0, other.score.low or 0)
                assert low > min(place.score.high or 0, other.score.high or 0)
    assert all(math.isfinite(value) for value in shown)


def test_only_the_same_data_task_metric_and_way_of_computing_share_a_board() -> None:
    other = accuracy(0.5, data_sha256="cd" * 32, data="data/other.jsonl")
    bleu = [Score("bleu", 30.0, "percent", data_sha256="ee", signature=f"v{number}") for number in (1, 2)]
    models = [
        run("a", accuracy(0.9)),
        run("b", accuracy(0.8)),
        run("c", other),
        run("d", accuracy(0.7), task="token-classification"),
        run("e", bleu[0]),
        run("f", bleu[1]),
    ]
    found = {
        (data.data_sha256[:2], board.task, board.metric, board.signature): [place.model.name for place in board.places]
        for data in boards_of(map(Contender.of, models))
        for board in data.boards
    }
    assert found == {
        ("ab", "text-classification", "accuracy", ""): ["a", "b"],
        ("ab", "token-classification", "accuracy", ""): ["d"],
        ("cd", "text-classification", "accuracy", ""): ["c"],
        ("ee", "text-classification", "bleu", "v1"): ["e"],
        ("ee", "text-classification", "bleu", "v2"): ["f"],
    }
    first = boards_of(map(Contender.of, models))[0]
    assert (first.data, first.models, first.rows) == ("data/test.jsonl", 3, 240)


def test_entities_are_ranked_by_f1_and_texts_by_accuracy() -> None:
    scores = [
        accuracy(0.9),
        Score("f1 micro", 0.8, data_sha256="ab" * 32),
        Score("f1 macro", 0.7, data_sha256="ab" * 32),
    ]
    for task, first in (("text-classification", "accuracy"), ("token-classification", "f1 micro")):
        (data,) = boards_of([Contender.of(run("a", *scores, task=task))])
        assert data.boards[0].metric == first
        assert len(data.boards) == 3
