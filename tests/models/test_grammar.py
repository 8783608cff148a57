"""What the notation of the grammars means."""

from __future__ import annotations

import random

from grammar import Grammar, Piece, Split, load_grammar

WORDS = tuple(f"w{number}" for number in range(20))
GRAMMAR = Grammar(
    rules={
        "word": WORDS,
        "colour_sea": ("blue",),
        "colour_wood": ("green",),
        "colour": ("grey",),
        "name": ("{first} {first}",),
        "first": ("Ada", "Grace"),
        "pair": ("{name} and {name}",),
        "number": ("{3-5} boats",),
        "choice": ("a (red|yellow) boat[ sails]",),
        "scene": ("{colour} {colour}",),
    },
    tags={"name": "PER", "first": "FIRST"},
    labels={},
    domains=("sea", "wood"),
    by_hand=(),
)


def drawing(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - draws sentences, no secrets


def write(slot: str, seed: int = 0, split: Split = "train") -> str:
    return "".join(piece.text for piece in GRAMMAR.write(slot, split, drawing(seed)))


def test_the_outer_tag_holds_and_each_slot_is_a_unit() -> None:
    assert [(piece.tag, piece.unit) for piece in GRAMMAR.write("pair", "train", drawing(1))] == [
        ("PER", 1),
        ("", 0),
        ("PER", 2),
    ]


def test_a_sentence_uses_a_word_once_while_there_are_others() -> None:
    for seed in range(20):
        assert sorted(write("name", seed).split()) == ["Ada", "Grace"]


def test_ranges_choices_and_options() -> None:
    assert {write("number", seed) for seed in range(50)} == {"3 boats", "4 boats", "5 boats"}
    assert {write("choice", seed) for seed in range(50)} == {
        f"a {colour} boat{sails}" for colour in ("red", "yellow") for sails in ("", " sails")
    }


def test_a_sentence_keeps_to_one_domain() -> None:
    assert {write("scene", seed) for seed in range(20)} == {"blue blue", "green green"}


def test_training_never_uses_what_is_held_out() -> None:
    held_out = set(WORDS[4::5])
    assert {write("word", seed) for seed in range(300)} == set(WORDS) - held_out
    assert {write("word", seed, "test") for seed in range(500)} == set(WORDS)


def test_the_slots_of_the_grammars_exist() -> None:
    for name in ("news_topic", "sentiment", "biomedical_topics", "part_of_speech", "named_entities"):
        grammar = load_grammar(name)
        domains = [f"_{domain}" for domain in grammar.domains if domain] or [""]
        for slot in [*grammar.tags, *grammar.labels.values()]:
            assert slot in grammar.rules or all(slot + domain in grammar.rules for domain in domains), (name, slot)
        assert all(isinstance(tag, str) and "," not in tag for tag in grammar.tags.values())


def test_a_piece_has_no_tag_by_itself() -> None:
    assert Piece("word") == Piece("word", "", 0)
