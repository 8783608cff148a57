"""Marks stand in the running text, and the text stays whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.output import TaggedSpan
from generator.render.tagged import HUES, stretches


def span(start: int, end: int, label: str = "PER") -> TaggedSpan:
    return TaggedSpan(text="", label=label, score=0.5, start=start, end=end)


def test_text_is_cut_at_the_marks() -> None:
    found = [(part.text, part.label) for part in stretches("Ada met Bo.", [span(8, 10), span(0, 3)])]
    assert found == [("Ada", "PER"), (" met ", ""), ("Bo", "PER"), (".", "")]


def test_one_label_has_one_colour_and_colours_come_round_again() -> None:
    marks = [span(n, n + 1, f"L{n % (HUES + 1)}") for n in range(2 * HUES + 2)]
    hues = [part.hue for part in stretches("x" * len(marks), marks)]
    assert hues[: HUES + 1] == [*range(HUES), 0]
    assert hues[HUES + 1 :] == hues[: HUES + 1]


def test_marks_that_overlap_or_lie_outside_are_left_out() -> None:
    marks = [span(0, 3), span(2, 5), span(9, 40), span(4, 4)]
    assert [part.text for part in stretches("abcdefghij", marks)] == ["abc", "defghij"]


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(-3, 35), st.integers(-3, 35)), max_size=6))
def test_the_stretches_joined_are_the_text(text: str, places: list[tuple[int, int]]) -> None:
    assert "".join(part.text for part in stretches(text, [span(*place) for place in places])) == text
