"""Code comes out coloured, escaped, and whole."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

from generator.render.code import MAX_HIGHLIGHTED, highlighted


def shown(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def test_a_known_language_is_coloured_in_the_markup_that_material_knows() -> None:
    markup = highlighted("x = 1\n", "python")
    assert markup.startswith('<div class="highlight"><pre><span></span><code>')
    assert '<span class="n">x</span>' in markup


@pytest.mark.parametrize("language", ["", "no such language", '"><script>', "PYTHON"])
def test_any_language_shows_the_code(language: str) -> None:
    assert shown(highlighted("if a < b: pass\n", language)) == "if a < b: pass\n"


def test_very_long_code_is_shown_plain() -> None:
    markup = highlighted("x = 1\n" * MAX_HIGHLIGHTED, "python")
    assert '<span class="n">' not in markup
    assert shown(markup).count("x = 1") == MAX_HIGHLIGHTED


def test_a_language_that_no_card_is_written_in_is_shown_plain() -> None:
    assert "<span class=" not in highlighted("x <- c(1)\n", "r")


@given(st.text(), st.sampled_from(["python", "scala", "bash", "java", ""]))
def test_no_code_becomes_markup(code: str, language: str) -> None:
    inner = highlighted(code, language).removeprefix('<div class="highlight"><pre><span></span><code>')
    tags = set(re.findall(r"<[^>]*>", inner.removesuffix("</code></pre></div>")))
    assert all(re.fullmatch(r'<span class="[\w -]*">|</span>', tag) for tag in tags)


#: What cards are made of, and whatever makes a line's colours depend on the lines around it.
PYTHON = r"""from import as class def lazy match case _ x f1 None ( ) [ ] { } , . : " ' " ' \ \\ # #! %s {a[ | !r f" r'
rb" = @ 1.5e3 é ² \N{ \" """
SCALA = r"""import package object given using ( def val class case type extends with end extension open inline s" f"
raw" " " " ' 'a ` // / * + ++ => | _ a_ X x ) [ ] { } , ; : . ${ $x \ \" 1.5 @f é ∑"""
PIECES = {"python": PYTHON.split(), "scala": SCALA.split()}
BLANKS = [" ", "  ", "\n", "\n", " \\\n", "\\\n", "\f", "\u2028"]
PLAIN = {language: get_lexer_by_name(language, stripnl=False) for language in PIECES}
FORMATTER: HtmlFormatter[str] = HtmlFormatter(nowrap=True)


@st.composite
def code_and_language(draw: st.DrawFn) -> tuple[str, str]:
    language = draw(st.sampled_from(sorted(PIECES)))
    # From few different pieces come more codes that nearly make sense.
    pieces = draw(st.lists(st.sampled_from([*PIECES[language], *BLANKS]), min_size=2, max_size=10))
    return draw(st.lists(st.sampled_from([*pieces, "\n"]), max_size=30).map("".join)), language


@settings(max_examples=300)
@given(code_and_language())
def test_lines_that_are_remembered_have_the_colours_of_the_whole(drawn: tuple[str, str]) -> None:
    code, language = drawn
    body = highlight(code, PLAIN[language], FORMATTER)
    assert highlighted(code, language) == f'<div class="highlight"><pre><span></span><code>{body}</code></pre></div>'


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("from a\nimport b\n", "python"),
        ("import a\n  as b\n", "python"),
        ("import a,\n  b\n", "python"),
        ("def\nf\n", "python"),
        ('class # "a" \\\nb\n', "python"),
        ('case "x _" \\\n y\n', "python"),
        ("x = 'a \\\nb'\n", "python"),
        ('x = "{a[\n]}"\n', "python"),
        ("x = 1\n#! no first line\n", "python"),
        ('   \n"""a"""\n', "python"),
        ('val a = "b\nc"\n', "scala"),
        ('val a = "b\\"\nval c = "d"\n', "scala"),
        ("import a.{b,\n  c}\n", "scala"),
        ('import ";"\n"\n', "scala"),
        ("a '\n' b\n", "scala"),
        ('+// "\n"\n', "scala"),
        ("open\n  class A\n", "scala"),
        ("class\nA\n", "scala"),
    ],
)
def test_lines_that_depend_on_others(code: str, language: str) -> None:
    assert highlight(code, PLAIN[language], FORMATTER) in highlighted(code, language)
