from __future__ import annotations

import pytest

from generator.card import Table
from generator.diagnostic import Span
from generator.read.tables import Unread, bar_table, groups, numbered


@pytest.mark.parametrize(
    ("text", "in_table", "is_rule"),
    [
        ("|a|b|", True, False),
        ("  | a", True, False),
        ("* |a|", True, False),
        ("+---+", True, True),
        ("* +--+--+  ", True, True),
        ("|---|:-:|", True, True),
        ("| | |", True, False),
        ("a|b", False, False),
        ("* a", False, False),
        ("", False, False),
        ("++", False, False),
    ],
)
def test_lines(*, text: str, in_table: bool, is_rule: bool) -> None:
    (line,) = numbered(text, 1)
    assert (line.in_table, line.is_rule) == (in_table, is_rule)


def test_the_span_of_a_line_leaves_its_margin_out() -> None:
    (line,) = numbered("  * |a|  ", 7)
    assert line.span == Span(7, 5, 7, 8)


def test_tables_and_what_stands_between() -> None:
    code = "words\n+-+\n|a|\n+-+\n|b|\n+-+\n+-+\n|c|\n+-+\n\n|d|\n"
    assert [[line.number for line in group] for group in groups(numbered(code, 1))] == [
        [1],
        [2, 3, 4, 5, 6],
        [7, 8, 9],
        [10],
        [11],
    ]


def test_cells_with_bars_are_cut_by_the_border() -> None:
    table = bar_table(numbered("+---+---+\n|a  |b  |\n+---+---+\n|x|y|z  |\n+---+---+\n", 1))
    assert table == Table(("a", "b"), (("x|y", "z"),), (Span(4, 1, 4, 10),))


def test_an_escaped_bar_is_part_of_its_cell() -> None:
    table = bar_table(numbered("|a|b|\n|---|---|\n|x \\| y|z|\n", 1))
    assert table == Table(("a", "b"), (("x | y", "z"),), (Span(3, 1, 3, 11),))


@pytest.mark.parametrize(
    ("last", "rows"),
    [
        ("| x | 1 || y | 2 |", [("x", "1"), ("y", "2")]),
        ("| x | 1 || a | b |", [("x", "1")]),
    ],
)
def test_a_row_that_runs_on_is_two_or_the_header_again(last: str, rows: list[tuple[str, str]]) -> None:
    table = bar_table(numbered(f"| a | b |\n|---|---|\n{last}", 7))
    assert table == Table(("a", "b"), tuple(rows), (Span(9, 1, 9, len(last) + 1),) * len(rows))


def test_a_row_that_does_not_fit_is_reported() -> None:
    assert bar_table(numbered("|a|b|\n|1|\n", 3)) == Unread("a row has 1 cells, the header 2", Span(4, 1, 4, 4))
