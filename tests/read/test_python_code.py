from __future__ import annotations

import ast
import time
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st
from patience import SOON

from generator.read.python_code import parse_python, parse_whole


def texts(code: str) -> list[tuple[str, int, int]]:
    """Every text in the code that was understood, with its line and column."""
    nodes = [
        node for node in ast.walk(parse_python(code)) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return sorted((node.value, node.lineno, node.col_offset) for node in nodes if isinstance(node.value, str))


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("x = 'a'\ny = f('b')\n", [("a", 1, 4), ("b", 2, 6)]),
        ("x = f() \\  \n    .g('a')\ny = 'b'\n", [("a", 2, 7), ("b", 3, 4)]),
        ('x = f(""Hello you!"")\n', [("Hello you!", 1, 7)]),
        ("x = f('a'\ny = g('b')\n", [("a", 1, 6), ("b", 2, 6)]),
        ("$ pip install it\nx = f('a')\n", [("a", 2, 6)]),
        (">>> x = f('a')\n", [("a", 1, 10)]),
        ("  x = 'a'\ny = 'b'\n", [("a", 1, 6), ("b", 2, 4)]),
        ("if x:\n    for y in z:\n        f('a')\n    g(\n    )]\n", [("a", 3, 10)]),
        ("é = 'ü'; x = f('a'))\n", [("a", 1, 17), ("ü", 1, 5)]),
        ("x = 'a\ny = 'b'\n", [("b", 2, 4)]),
        ("f('a')\r\ng('b'\r\n", [("a", 1, 2), ("b", 2, 2)]),
        ("x = 'a' \x00\n", [("a", 1, 4)]),
        # Half a character could not be written anywhere.
        ("x = 'a\\ud83d b'; f('c')\n", [("a\ufffd b", 1, 4), ("c", 1, 19)]),
        ("x = 'a\\U0000DE00'\n", [("a\ufffd", 1, 4)]),
    ],
)
def test_what_is_whole_is_found_where_it_stands(code: str, found: list[tuple[str, int, int]]) -> None:
    assert texts(code) == found


def test_good_code_is_parsed_as_it_is() -> None:
    code = "def f(a):\n    return f'{a}' if a else \"\\d\"\n"
    assert ast.dump(parse_python(code)) == ast.dump(ast.parse(code.replace("\\d", "\\\\d")))
    assert parse_whole(code).error is None


def test_why_code_does_not_parse() -> None:
    error = parse_whole("x = (1,\ny = 2\n").error
    assert error is not None
    assert error.lineno == 1
    assert parse_whole("x = 'a' \x00").error is not None
    assert parse_whole("(" * 5_000).error is not None


@pytest.mark.parametrize(
    ("code", "blanks"),
    [
        ("x = f() \\ \n    .g()\n", True),
        ("x = 'a \\ \n b'\n", True),
        ("x = f() \\ ", True),
        ("x = 1  # \\ \n", False),
        ('x = """a \\ \n b"""\n', False),
        ('x = """a""" \\ \n  + "b"\n', True),
        ("# a\nx = f() \\ \n    .g()\n", True),
        ("x = f() \\\n    .g()\n", False),
        ("x = f( \\ \n", True),
        ("x = f(\n", False),
    ],
)
def test_blanks_after_a_continuation_are_known_where_they_stop_python(code: str, blanks: bool) -> None:  # noqa: FBT001
    assert parse_whole(code).blanks is blanks


@given(st.text(alphabet="a'\"#\\ \t\n()=", max_size=60))
def test_code_is_parsed_as_it_is_wherever_it_can_be(code: str) -> None:
    whole = parse_whole(code)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            expected = ast.parse(code)
    except SyntaxError:
        assert whole.error or whole.blanks
    else:
        assert not whole.blanks
        assert whole.tree
        assert ast.dump(whole.tree) == ast.dump(expected)


@pytest.mark.parametrize(
    "unit",
    ["[", "(", "{", "-", "not ", "a.", "a()", "'a'+", "lambda:", "a if b else ", "if x:\n ", "\\ \n", "f'{", "*", "@"],
)
def test_hostile_code_ends_soon(unit: str) -> None:
    for size in (49_000, 19_000):
        started = time.process_time()
        parse_python("x = 'abc'\n" + unit * (size // len(unit)))
        assert time.process_time() - started < SOON


@given(st.text(alphabet="ab.()[]{}'\"=\\\n :,#+é\t\r\f$", max_size=200))
def test_whatever_is_understood_lies_in_the_code(code: str) -> None:
    lines = code.replace("\r", " ").replace("\f", " ").split("\n")
    for node in ast.walk(parse_python(code)):
        if isinstance(node, ast.expr):
            assert 1 <= node.lineno <= (node.end_lineno or 0) <= len(lines)
            assert 0 <= node.col_offset <= len(lines[node.lineno - 1].encode())
            assert (node.end_col_offset or 0) <= len(lines[(node.end_lineno or 1) - 1].encode())


def test_every_node_of_a_fragment_stands_where_the_fragment_does() -> None:
    code = "x = foo('never ends\n\nfrom a import b\ntry:\n    pass\nexcept ValueError:\n    pass\ny = (\n"
    places = {
        type(node).__name__: (node.lineno, node.col_offset)
        for node in ast.walk(parse_python(code))
        if hasattr(node, "lineno")
    }
    assert places["alias"] == (3, 14)
    assert places["ExceptHandler"] == (6, 0)
