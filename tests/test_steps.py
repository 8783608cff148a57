from __future__ import annotations

import pytest

from generator.steps import Steps, abreast, at_once


def work(name: str, steps: int, done: list[str]) -> Steps[str]:
    for number in range(steps):
        done.append(f"{name}{number}")
        yield
    return name.upper()


def test_each_step_is_done_of_all_before_the_next() -> None:
    done: list[str] = []
    assert abreast([work("a", 2, done), work("b", 2, done), work("c", 2, done)]) == ["A", "B", "C"]
    assert done == ["a0", "b0", "c0", "a1", "b1", "c1"]


def test_what_was_made_is_in_the_order_of_the_works_however_many_steps_each_takes() -> None:
    done: list[str] = []
    assert abreast([work("a", 3, done), work("b", 0, done), work("c", 1, done)]) == ["A", "B", "C"]
    assert done == ["a0", "c0", "a1", "a2"]


def test_no_work_makes_nothing() -> None:
    assert abreast([]) == []


def test_at_once_does_all_steps_of_one() -> None:
    done: list[str] = []
    assert at_once(work("a", 3, done)) == "A"
    assert done == ["a0", "a1", "a2"]


def test_nothing_that_is_made_is_made_too() -> None:
    def nothing() -> Steps[None]:
        yield

    assert abreast([nothing()]) == [None]
    assert at_once(nothing()) is None


def test_what_goes_wrong_in_a_step_reaches_the_caller() -> None:
    def wrong() -> Steps[str]:
        yield
        raise ValueError("of this one")

    with pytest.raises(ValueError, match="of this one"):
        abreast([work("a", 5, []), wrong()])
