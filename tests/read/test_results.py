from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.card import Card, Table, ValueList
from generator.diagnostic import Span

Body = Callable[[str], Card]

SHOW = """\
+----------+---------+
|chunk     |ner_label|
+----------+---------+
|Oslo      |LOC      |
|a | b     |MISC     |
+----------+---------+
"""


def results(body: Body, printed: str, fence: str = "```bash\n%s```\n") -> tuple[Table | ValueList, ...]:
    return body("## Results\n" + fence % printed).claims.results


@pytest.mark.parametrize("margin", ["", "  ", "* ", "  * ", "# "])
def test_a_printed_data_frame(body: Body, margin: str) -> None:
    (table,) = results(body, "".join(f"{margin}{line}\n" for line in SHOW.splitlines()))
    assert isinstance(table, Table)
    assert table.header == ("chunk", "ner_label")
    assert table.rows == (("Oslo", "LOC"), ("a | b", "MISC"))
    column = len(margin) + 1
    assert table.row_spans == (Span(11, column, 11, column + 22), Span(12, column, 12, column + 22))


@pytest.mark.parametrize("fence", ["```bash\n%s```\n", "%s"])
def test_a_pipe_table(body: Body, fence: str) -> None:
    (table,) = results(body, "|    | chunk | label |\n|---:|:-----:|\n|  0 | Oslo  | LOC   |\n", fence)
    assert isinstance(table, Table)
    assert (table.header, table.rows) == (("", "chunk", "label"), (("0", "Oslo", "LOC"),))


def test_several_tables(body: Body) -> None:
    for between in ("", "\n", "only showing top 20 rows\n"):
        tables = results(body, SHOW + between + SHOW)
        assert [isinstance(table, Table) and len(table.rows) for table in tables] == [2, 2]


@pytest.mark.parametrize(
    ("printed", "values"),
    [
        ("['Sci/Tech']\n", [("Sci/Tech",)]),
        ("['a, b', \"c\"]\n", [("a, b", "c")]),
        ("[B-PER, I-PER, O]\n", [("B-PER", "I-PER", "O")]),
        ("['NEGATIVE']\n['POSITIVE']\n", [("NEGATIVE",), ("POSITIVE",)]),
        ("['a',\n 'b']\n", [("a", "b")]),
        ("  ['a']  \n", [("a",)]),
        ("[1, 2.5]\n", [("1", "2.5")]),
        ("[it's, fine]\n", [("it's", "fine")]),
        ("['a']\nand some words\n", [("a",)]),
    ],
)
def test_printed_lists(body: Body, printed: str, values: list[tuple[str, ...]]) -> None:
    found = results(body, printed)
    assert [item.values for item in found if isinstance(item, ValueList)] == values
    assert body(f"## Results\n```\n{printed}```\n").claims.unread == ()


def test_a_list_knows_its_place(body: Body) -> None:
    (found,) = results(body, " ['a',\n 'b']\n")
    assert isinstance(found, ValueList)
    assert found.span == Span(8, 2, 9, 6)


@pytest.mark.parametrize(
    ("printed", "why", "line"),
    [
        ("Gives a vector for each sentence.\n", "neither a table nor a list of values", 8),
        ("\n{'a': ['b']}\n", "neither a table nor a list of values", 9),
        ("[Row(result='a')]\n['unclosed\n", "neither a table nor a list of values", 8),
        ("|a|b|\n|-|-|\n|1|2|3|\n", "a row has 3 cells, the header 2", 10),
        ("+---+\n", "a table without rows", 8),
    ],
)
def test_what_cannot_be_read_says_why(body: Body, printed: str, why: str, line: int) -> None:
    claims = body(f"## Results\n```bash\n{printed}```\n").claims
    assert [(text.text, text.span.line) for text in claims.unread] == [(why, line)]


def test_a_section_out_of_all_proportion_is_not_read(body: Body) -> None:
    claims = body("## Results\n```\n" + "['a']\n" * 20_000 + "```\n").claims
    assert claims.results == ()
    assert [text.text for text in claims.unread] == ["the section is longer than 100,000 characters"]
