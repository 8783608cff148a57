"""Texts of a card and of a model say which language they are in, where that is known."""

from __future__ import annotations

import pytest
from site_maker import make_record

from generator.card import Card
from generator.read import read_card
from generator.record import RunRecord, Settings
from generator.render.text_languages import Languages, languages_of, tag
from generator.verify_block import Options


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("en", "en"),
        ("pt_BR", "pt-BR"),
        ("en_XX", "en"),
        ("eng_Latn", "en"),
        ("uzn_Cyrl", "uzn-Cyrl"),
        ("zh-hans", "zh-Hans"),
        ("xx", ""),
        ("", ""),
        ("klingonish", ""),
        ('en" onclick="x', ""),
    ],
)
def test_tags(code: str, written: str) -> None:
    assert tag(code) == written


def card(languages: str) -> Card:
    found = read_card(f"---\nname: a\nlanguage: {languages}\n---\n".encode(), path="cards/a.md", key="a").card
    assert found is not None
    return found


def translated(**options: str) -> RunRecord:
    return make_record("a", "measured", task="translation", settings=Settings(options=Options(**options)))


def test_the_one_language_of_a_card_is_that_of_inputs_and_answers() -> None:
    assert languages_of(card("fa")) == Languages("fa", "fa")


def test_of_several_languages_none_is_guessed() -> None:
    assert languages_of(card("[en, fr]")) == Languages()
    assert languages_of(card("xx")) == Languages()


def test_a_translation_is_in_another_language() -> None:
    both = translated(source_language="fr", target_language="ar_AR")
    assert languages_of(card("xx"), both) == Languages("fr", "ar-AR")
    assert languages_of(card("en"), translated()) == Languages()
