from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyflakes.checker import Checker
from pyflakes.messages import UndefinedName

from generator.lint.script import undefined_in


def known(name: str) -> bool:
    return name in ("print", "len")


@pytest.mark.parametrize(
    "code",
    [
        "",
        "a = 1\nprint(a)\n",
        "import os.path\nprint(os)\n",
        "import numpy as np\nnp.zeros(len('a'))\n",
        "from m import f as g\nx = g(k=g)\nx.y.z(x[x])\n",
        "from m import *\nprint(whatever)\n",
    ],
)
def test_plain_scripts_are_sure(code: str) -> None:
    assert undefined_in(ast.parse(code), known) == []


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("print(a)\na = 1\n", ["a"]),
        ("a = a\n", ["a"]),
        ("import os.path as p\nprint(os)\n", ["os"]),
        ("print(whatever, what.ever)\nfrom m import *\nprint(more)\n", ["whatever", "what"]),
    ],
)
def test_names_that_a_plain_script_does_not_define(code: str, names: list[str]) -> None:
    assert [node.id for node in undefined_in(ast.parse(code), known) or ()] == names


@pytest.mark.parametrize(
    "code",
    [
        "print(__file__)\n",
        "yield a\n",
        "a = 1\ndel a\nprint(a)\n",
        "a, b = 1, 2\n",
        "x: 'Unknown' = 1\n",
        "from typing import cast\ncast('Unknown', 1)\n",
        "import typing\ntyping.cast('Unknown', 1)\n",
        "print([a for a in b])\n",
        "print(lambda: a)\n",
        "print((a := 1))\n",
        "def f():\n    return a\n",
    ],
)
def test_whatever_is_not_plain_is_left_to_a_closer_look(code: str) -> None:
    assert undefined_in(ast.parse(code), known) is None


NAMES = st.sampled_from(["a", "b", "c", "print"])
VALUES = st.recursive(
    NAMES | st.just("'a'"),
    lambda inner: st.one_of(
        st.builds("{}({})".format, inner, inner),
        st.builds("[{}, {}]".format, inner, inner),
        st.builds("({} for a in {})".format, inner, inner),
        st.builds("(lambda b: {})".format, inner),
        st.builds("{}.b".format, NAMES),
    ),
    max_leaves=4,
)
STATEMENTS = st.one_of(
    st.builds("{} = {}".format, NAMES, VALUES),
    st.builds("{}, b = {}".format, NAMES, VALUES),
    VALUES,
    st.builds("import {}.b".format, NAMES),
    st.builds("from m import b as {}".format, NAMES),
    st.just("from m import *"),
    st.just("from typing import cast as b"),
    st.builds("del {}".format, NAMES),
    st.builds("def {}(a): return {}".format, NAMES, VALUES),
    st.builds("for {} in {}: c".format, NAMES, VALUES),
)


@given(st.lists(STATEMENTS, max_size=6).map("\n".join))
def test_pyflakes_agrees_with_a_quick_look(code: str) -> None:
    tree = ast.parse(code)
    quick = undefined_in(tree, known)
    if quick is not None:
        undefined = [message for message in Checker(tree).messages if isinstance(message, UndefinedName)]
        assert sorted((node.id, node.lineno, node.col_offset) for node in quick) == sorted(
            (message.message_args[0], message.lineno, message.col) for message in undefined
        )
