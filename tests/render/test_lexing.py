"""Lexers that try fewer expressions find what they found before."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pygments.lexer import Lexer, RegexLexer
from pygments.lexers import get_lexer_by_name

from generator.render.code import LANGUAGES
from generator.render.lexing import first_characters, quicken


def found(lexer: Lexer, code: str) -> list[tuple[object, str]]:
    return [(kind, text) for kind, text in lexer.get_tokens(code) if text]


SAMPLES = (
    "#!/bin/sh\nfor x in $(ls \"$a\"); do echo ${b:-'c'} <<EOF\n1\nEOF\ndone",
    "import a.b as c, d\nfrom .x import (y)\n@z\nasync def f(self, *, k=0x1F) -> None:\n    '''doc'''\n",
    'match k:\n    case _: return rf"{k!r:>{w}} \\{n}" % 1.5e-3 if not K else é\n',
    "package a\nimport b.{c => d, _}\nobject X extends Y with Z { val s = s\"${a.b} $c\"; /* /* */ */ 'q' `x y` }\n",
    'public class A<T> extends B { @Override int f() { return 0x1FL + "\\u0041".length(); } // c\n}',
    '{"a": [1, -2.5e3, true, null, "\\n"], "b": {}}',
    ">>> x = 1\n>>> def f():\n...     pass\n'x'\n",
    '$ ls -l\ntotal 0\n$ echo "a\n> b"\n',
    "SELECT a.b, 'it''s', COUNT(*) FROM t -- c\nWHERE x >= 1.5 /* d */;\n",
    "a: &b\n  - 'c'\n  - {d: \"e\", f: [1, 2]}\ng: |\n  text\n# h\n",
    "",
    "\n\n",
    "\x00\x1c\u2028é²∑🙂'",
)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_samples(language: str) -> None:
    plain, quick = get_lexer_by_name(language), quicken(get_lexer_by_name(language))
    for code in SAMPLES:
        assert found(quick, code) == found(plain, code)


PIECES = sorted({piece for sample in SAMPLES for piece in re.findall(r"\w+|\s+|.", sample)})
LEXERS = {name: (get_lexer_by_name(name), quicken(get_lexer_by_name(name))) for name in ("python", "scala", "bash")}


@settings(max_examples=200)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join), st.sampled_from(sorted(LEXERS)))
def test_any_code(code: str, language: str) -> None:
    plain, quick = LEXERS[language]
    assert found(quick, code) == found(plain, code)


def test_a_lexer_with_a_way_of_its_own_is_left_alone() -> None:
    lexer = get_lexer_by_name("json")
    assert not isinstance(lexer, RegexLexer)
    assert "get_tokens_unprocessed" not in vars(quicken(lexer))


@pytest.mark.parametrize(
    ("pattern", "flags", "characters"),
    [
        (r"abc", 0, "a"),
        (r"a?b", 0, "ab"),
        (r"a*+(?:b|cd)", 0, "abc"),
        (r"(x|(?<!y)z)\b", 0, "xz"),
        (r"^\d+", 0, "0123456789"),
        (r"[a-c]{2,}", 0, "abc"),
        (r"(?i)k", 0, "kK"),
        (r"ab", re.IGNORECASE, "aA"),
        ("\N{LATIN SMALL LETTER LONG S}", re.IGNORECASE, None),
        (r"(?i:a)b", 0, None),
        (r"(?=a)", 0, None),
        (r"a|", 0, None),
        (r"(a)\1", 0, "a"),
        (r"(?>ab)", 0, None),
        (r".", 0, None),
    ],
)
def test_first_characters(pattern: str, flags: int, characters: str | None) -> None:
    """``None``: nothing is known, so all of them."""
    expected = set(map(chr, range(128))) if characters is None else set(characters)
    assert first_characters(re.compile(pattern, flags)) == expected


@given(st.text(alphabet=st.sampled_from("ab1 -[](){}|*+?^$.\\dwSs,:=!<"), max_size=12), st.text(max_size=3))
def test_no_match_begins_with_another_character(pattern: str, text: str) -> None:
    try:
        expression = re.compile(pattern, re.IGNORECASE if len(text) % 2 else 0)
    except (re.error, OverflowError, FutureWarning):
        return
    for start in [text, *"ab1 -(["]:
        if expression.match(start) and start[:1].isascii() and start:
            assert start[0] in first_characters(expression)
