from __future__ import annotations

import pytest

from generator.diagnostic import Span
from generator.read.figures import Figure
from generator.read.report_rows import RawRow, report, split_of


@pytest.mark.parametrize(
    ("title", "split"),
    [
        ("Test:", "test"),
        ("## Metrics on the validation set", "dev"),
        ("CoNLL Eval (test dataset):", "test"),
        ("training", "train"),
        ("dev | test", ""),
        ("Latest results", ""),
        ("test accuracy: 0.93", ""),
        ("We test it like this: " + "and so on " * 10, ""),
        ("", ""),
    ],
)
def test_the_data_that_a_title_names(title: str, split: str) -> None:
    assert split_of(title) == split


def test_rows_without_figures_make_no_report() -> None:
    rows = [RawRow("x", Span(1)), RawRow("y", Span(2), [Figure("y", "f1", "-", Span(2))])]
    assert report(rows, subject="", split="", trimmed=False, where=Span(1)) is None


def test_a_row_that_repeats_a_figure_is_another_row() -> None:
    rows = [RawRow("x", Span(line), [Figure("x", "f1", "0.5", Span(line))]) for line in (1, 2)]
    made = report(rows, subject="", split="", trimmed=False, where=Span(1))
    assert made is not None
    assert [row.span.line for row in made.rows] == [1, 2]
