"""Templates escape what they are given."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from markupsafe import Markup

from generator.render.environment import QuickTemplate

SOURCES = {
    "page": "{% import 'parts' as parts %}{% block first %}<b>{{ value }}</b>{% endblock %}{{ parts.item(value) }}"
    "{% for one in [value, value] %}{{ one }}{{ one ~ '<' }}{% endfor %}{% include 'included' %}{{ value | upper }}",
    "parts": "{% macro item(value) %}<i>{{ value }}</i>{% endmacro %}",
    "included": "<u>{{ value }}</u>",
}


class Word(str):
    """A text of another kind."""

    __slots__ = ()


class Element:
    """Something that says itself how it is shown."""

    def __html__(self) -> str:
        return "<hr>"


def environment(*, quick: bool) -> Environment:
    made = Environment(loader=DictLoader(SOURCES), autoescape=True, undefined=StrictUndefined)
    if quick:
        made.template_class = QuickTemplate
    return made


QUICK, PLAIN = environment(quick=True), environment(quick=False)
texts = st.text(max_size=120) | st.sampled_from(["<script>alert('x')</script>", 'a & "b"', "&amp;", "é" * 90 + "<"])
values = texts | texts.map(Markup) | texts.map(Word) | st.integers() | st.none() | st.builds(Element)


@given(values)
def test_whatever_it_is_as_in_any_template(value: Any) -> None:
    shown = QUICK.get_template("page").render(value=value)
    assert shown == PLAIN.get_template("page").render(value=value)


@given(texts)
def test_a_text_is_never_markup(text: str) -> None:
    shown = QUICK.from_string("{{ value }}").render(value=text)
    assert not set(shown) & set("<>\"'")
    assert Markup(shown).unescape() == text  # noqa: S704 - as it was just escaped


def test_what_is_missing_is_not_nothing() -> None:
    with pytest.raises(UndefinedError):
        QUICK.get_template("page").render()
