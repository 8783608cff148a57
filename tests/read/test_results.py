from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from patience import SOON

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
    ("printed", "header", "rows"),
    [
        ("   token    pos\n\n0  Oslo  PROPN\n1    is    AUX\n", ("token", "pos"), [("Oslo", "PROPN"), ("is", "AUX")]),
        ("\tword\tlabel\n0\tOslo \tLOC\n", ("word", "label"), [("Oslo", "LOC")]),
        ("a  b\n-  -\n[1, 2...  x y\n", ("a", "b"), [("[1, 2...", "x y")]),
        ("token\n0  a\n1  b\n", ("token",), [("a",), ("b",)]),
        ("{'document': ['It is.'], 'language': ['en']}\n", ("document", "language"), [("[It is.]", "[en]")]),
        ("[{'a': 'x'}, {'a': 'y'}]\n", ("a",), [("x",), ("y",)]),
        (
            "{'pos': [Annotation(pos, 0, 1, NN, {'word': 'He'}),\n Annotation(pos, 2, 2, (, {'word': '('})]}\n",
            ("pos",),
            [("[NN, (]",)],
        ),
        (
            "{'a': [Annotation(token, 0, 1, x, {})], 'b': [Annotation(token, 0, 1, y, {})]}\n",
            ("a", "b"),
            [("[x]", "[y]")],
        ),
    ],
)
def test_frames_and_dictionaries(
    body: Body, printed: str, header: tuple[str, ...], rows: list[tuple[str, ...]]
) -> None:
    (table,) = results(body, printed)
    assert isinstance(table, Table)
    assert (table.header, list(table.rows)) == (header, rows)
    assert len(table.row_spans) == len(rows)


@pytest.mark.parametrize(
    ("printed", "values"),
    [
        ("[Row(annotatorType='pos', begin=0, result='DET'),\nRow(result=\"it's\", metadata={})]\n", ("DET", "it's")),
        ("[Annotation(pos, 0, 1, NN, {'word': 'He'}),\n Annotation(pos, 3, 5, VBD, {})]\n", ("NN", "VBD")),
        ("0    a\n1    b\n", ("a", "b")),
        ("'fr'\n", ("fr",)),
        ("\n Female\n", ("Female",)),
    ],
)
def test_rows_annotations_and_single_values(body: Body, printed: str, values: tuple[str, ...]) -> None:
    (found,) = results(body, printed)
    assert isinstance(found, ValueList)
    assert found.values == values


@pytest.mark.parametrize(
    ("printed", "why", "line"),
    [
        ("Gives a vector for each sentence.\n", "neither a table nor a list of values", 8),
        ("\n{'a': f('b')}\n", "neither a table nor a list of values", 9),
        ("[Row(annotatorType='a')]\n['unclosed\n", "neither a table nor a list of values", 8),
        ("a  b\n1  2\nx  y  z\n", "a row has 3 cells, the header 2", 10),
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


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("![a picture](x.png)", "only images"),
        ("<img src='x.png'>", "only images"),
        ("- [all of them](https://example.org)", "only links"),
        ("It works well.", "only prose, nothing printed"),
    ],
)
def test_a_section_without_anything_printed_says_so(body: Body, content: str, why: str) -> None:
    unread = body(f"## Results\n\n{{:.h2_title}}\n{content}\n\n## Benchmarking\n").claims.unread
    assert [(text.text, text.span.line) for text in unread] == [(why, 9)]


@pytest.mark.parametrize(
    "piece", ["[", "{'a':", "a  b\n", "a  b\n\n", "[Annotation(a, 1, 2, ", "Row(result='", "0  a\n", "|", "|a\n+-+\n"]
)
def test_hostile_prints_take_little_time(body: Body, piece: str) -> None:
    start = time.process_time()
    body("## Results\n```\n" + piece * (90_000 // len(piece)) + "\n```\n")
    assert time.process_time() - start < SOON


@pytest.mark.parametrize(
    "line",
    [
        "|" + "-" * 90_000 + "x",
        "+" + "-" * 90_000 + "x",
        "['" + "\\'" * 24_000,
        '["' + '\\"' * 45_000,
        "a" + " " * 90_000 + "b",
        "a" + " \t" * 45_000,
        "1" * 90_000,
        "0 " + "x" * 90_000,
    ],
)
def test_a_hostile_line_takes_little_time(body: Body, line: str) -> None:
    start = time.process_time()
    body(f"## Results\n```\n{line}\n```\n## Benchmarking\n```\na|b\n{line}\n```\n")
    assert time.process_time() - start < SOON
