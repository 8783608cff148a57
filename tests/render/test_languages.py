"""Languages by their English names."""

from __future__ import annotations

import pytest

from generator.render.languages import language_key, language_name


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("en", "English"),
        ("xx", "Multilingual"),
        ("pt_BR", "Portuguese (Brazil)"),
        ("zh-Hant", "Chinese (Traditional)"),
        ("zh_trad", "Chinese (Traditional)"),
        ("fra", "French"),
        ("sh", "Serbian (Latin)"),
        ("cnr", "Serbian (Montenegro)"),
        ("als", "als"),
        ("no code at all", "no code at all"),
        ("é\u202e", "é\u202e"),
        ("", ""),
    ],
)
def test_a_code_has_a_name(code: str, name: str) -> None:
    assert language_name(code) == name


def test_spellings_of_a_code_are_one() -> None:
    assert language_key(" pt_BR") == language_key("pt-br")
