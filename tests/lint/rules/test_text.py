"""TX: the text of a card. A section put in begins in line 65."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Expected = list[tuple[str, int, int, str]]

FAILS = [
    ("a rocket 🚀", 10, "🚀"),
    ("Pérez", 2, "é"),
    ("it\u2019s", 3, "\u2019"),
    ("a\u00a0b", 2, "\u00a0"),
    ("10 €", 4, "€"),
]

PASSES = ["Pérez said 10 € 🚀 it’s", "«ÉTÉ» «IRMû", "„groß“ – „Maß“", "naïve… façade", "Ã", "日本語"]  # noqa: RUF001 - as in sound cards


@pytest.mark.parametrize(("text", "column", "meant"), FAILS)
def test_fails(text: str, column: int, meant: str, found: Callable[..., Expected]) -> None:
    data = text.encode()
    garbled = "".join(bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in data)
    wrong = "".join(bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in meant.encode())
    assert found("TX", markdown=f"## Limits\n\n{garbled}\n") == [
        ("TX001", 67, column, f"`{wrong}` is `{meant}`, decoded with the wrong encoding")
    ]


@pytest.mark.parametrize("text", PASSES)
def test_passes(text: str, found: Callable[..., Expected]) -> None:
    assert found("TX", markdown=f"## Limits\n\n{text}\n") == []


HIDDEN = [
    ("a\x08b", "TX002", 2, "control character: U+0008"),
    ("Malm\ufffd", "TX002", 5, "a character was lost: U+FFFD"),
    ("a \u202eb\u202c", "TX003", 3, "U+202E (right-to-left override) changes the order in which the line is shown"),
    ("a \u2066b\u2069", "TX003", 3, "U+2066 (left-to-right isolate) changes the order in which the line is shown"),
    ("It is a English model.", "TX005", 7, "`a English`: write `an English`"),
    ("An Russian model.", "TX005", 1, "`An Russian`: write `A Russian`"),
    ("Lenght and wich.", "TX006", 1, "`Lenght` is misspelt, write `Length`"),
    ("of the the news", "TX007", 4, "`the` stands twice in a row"),
    ("The the news", "TX007", 1, "`the` stands twice in a row"),
    ("trained on the `age_news` dataset", "TX008", 17, "no data set is known as `age_news`"),
    ("trained on dataset `conl2003`", "TX008", 21, "no data set is known as `conl2003`"),
    ("the wikitxt dataset", "TX008", 5, "no data set is known as `wikitxt`"),
    ("the portugese corpus", "TX006", 5, "`portugese` is misspelt, write `Portuguese`"),
]


@pytest.mark.parametrize(("text", "rule", "column", "message"), HIDDEN)
def test_what_is_easily_overlooked_is_found(
    text: str, rule: str, column: int, message: str, found: Callable[..., Expected]
) -> None:
    assert found("TX", markdown=f"## Limits\n\n{text}\n")[0] == (rule, 67, column, message)


@pytest.mark.parametrize(
    "text",
    [
        "a\tb",
        "שלום \u200fab \u200e",
        "a European and an hour, a one, a user, an NLP model, a UMLS code, an F1",
        "vitamin A is not `a English`",
        "said that that was so, Baden Baden, de-de de, `the the`, the the_end, news News",
        "|the the|\n|-|\n|the the|",
        "the `ag_news` dataset, the `squad_v1` dataset, the `conll2004` dataset, the `my_news` dataset, `age_news`",
        "`sentense`, https://example.org/sentense, sentense_v2, seperate.py",
    ],
)
def test_sound_text_passes(text: str, found: Callable[..., Expected]) -> None:
    assert found("TX", markdown=f"## Limits\n\n{text}\n") == []


def test_a_tag_of_the_card_says_how_its_data_set_is_spelt(found: Callable[..., Expected]) -> None:
    about = {"yaml": "tags: [en, open_source, kelm_facts]", "markdown": "## Limits\n\nThe `kelm_fabts` dataset.\n"}
    assert found("TX", **about) == [("TX008", 67, 6, "no data set is known as `kelm_fabts`")]


def test_a_misspelt_row_is_left_to_its_own_rule(found: Callable[..., Expected]) -> None:
    assert found("TX", text="---\nname: a\n---\n\n## Model Information\n\n|Max sentense length:|128|\n") == []


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('a = "x"\nb = "y\u200bz"', [("TX004", 32, 7, "invisible character U+200B in code")]),
        ("a\u00a0= 1", [("TX004", 31, 2, "invisible character U+00A0 in code")]),
        ('a = "b\u200dc"', [("TX004", 31, 7, "invisible character U+200D in code")]),
        ('a = "می\u200cخواهم 👩\u200d🚀"', []),  # noqa: RUF001 - Persian letters are no Latin ones
        ('a = "Malmö"', []),
    ],
)
def test_code_shows_all_that_it_holds(code: str, expected: Expected, found: Callable[..., Expected]) -> None:
    assert found("TX", python=code) == expected


def test_a_piece_that_only_its_surroundings_betray_is_found(found: Callable[..., Expected]) -> None:
    assert found("TX", markdown="## Limits\n\nvoilÃ  la\n") == [
        ("TX001", 67, 5, "`Ã ` is `à`, decoded with the wrong encoding")
    ]
