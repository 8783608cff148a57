from __future__ import annotations

from generator.run.mistakes import MOST_CONFUSIONS, confusions, row_errors

GOLD = [["a"], ["a"], ["b"], ["c"]]
PREDICTED = [["a"], ["b"], ["a"], ["a"]]


def test_the_most_frequent_mistake_stands_first() -> None:
    found = confusions([*GOLD, ["c"]], [*PREDICTED, ["a"]], aligned=True)
    assert [(one.gold, one.predicted, one.count) for one in found] == [("c", "a", 2), ("a", "b", 1), ("b", "a", 1)]
    many = [[str(number)] for number in range(200)]
    assert len(confusions(many, [["x"]] * 200, aligned=True)) == MOST_CONFUSIONS


def test_of_several_labels_some_are_missed_and_some_too_many() -> None:
    found = confusions([["a", "b"], ["a"]], [["b", "a"], ["b"]], aligned=False)
    assert [(one.gold, one.predicted) for one in found] == [("", "b"), ("a", "")]


def test_the_surest_mistake_stands_first() -> None:
    errors = row_errors([1, 2, 3, 9], GOLD, PREDICTED, [0.99, 0.5, 0.7, 0.7], aligned=True)
    assert [(error.line, error.gold, error.predicted) for error in errors] == [
        (3, ["b"], ["a"]),
        (9, ["c"], ["a"]),
        (2, ["a"], ["b"]),
    ]
    assert row_errors([1], [["a", "b"]], [["b", "a"]], [0.9], aligned=False) == []


def test_only_the_words_that_are_wrong_are_told() -> None:
    (error,) = row_errors([4], [["O", "B-PER", "O"]], [["O", "", "O"]], [0.9], aligned=True)
    assert (error.gold, error.predicted) == (["B-PER"], [""])
