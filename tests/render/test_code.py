"""Code comes out coloured, escaped, and whole."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


@settings(deadline=None)  # The first code of a language waits for its lexer to be loaded.
@given(st.text(), st.sampled_from(["python", "scala", "bash", "java", ""]))
def test_no_code_becomes_markup(code: str, language: str) -> None:
    inner = highlighted(code, language).removeprefix('<div class="highlight"><pre><span></span><code>')
    tags = set(re.findall(r"<[^>]*>", inner.removesuffix("</code></pre></div>")))
    assert all(re.fullmatch(r'<span class="[\w -]*">|</span>', tag) for tag in tags)
