from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyflakes.checker import Checker
from pyflakes.messages import UndefinedName

from generator.lint.script import surely_defined


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
    assert surely_defined(ast.parse(code), known)


@pytest.mark.parametrize(
    "code",
    [
        "print(a)\na = 1\n",
        "a = a\n",
        "import os.path as p\nprint(os)\n",
        "print(whatever)\nfrom m import *\n",
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
    assert not surely_defined(ast.parse(code), known)


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
def test_pyflakes_agrees_with_what_is_sure(code: str) -> None:
    tree = ast.parse(code)
    if surely_defined(tree, known):
        assert not [message for message in Checker(tree).messages if isinstance(message, UndefinedName)]
