"""The committed data sets: where they come from, and that test rows are new to the models."""

from __future__ import annotations

import json

import pytest
from build_data import build
from grammar import Split
from recipes import RECIPES, Recipe
from rows import labels_of, named_entities_by_hand, tagged_words_by_hand

ALL = pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES)


@ALL
def test_the_committed_rows_are_what_the_script_writes(recipe: Recipe) -> None:
    for split, rows in build(recipe).items():
        assert recipe.rows(split) == json.loads(json.dumps(rows))


@ALL
def test_no_test_sentence_was_trained_on(recipe: Recipe) -> None:
    def sentences(split: Split) -> list[str]:
        return ["".join(row.get("tokens", row.get("text"))).casefold() for row in recipe.rows(split)]

    train, test = sentences("train"), sentences("test")
    assert not set(train) & set(test)
    assert len(set(test)) == len(test) >= 200


@ALL
def test_both_splits_have_the_same_labels(recipe: Recipe) -> None:
    assert labels_of(recipe.rows("test")) == labels_of(recipe.rows("train"))


def test_rows_by_hand() -> None:
    assert named_entities_by_hand("{PER Ada Holm} saw {LOC Rome}.") == {
        "tokens": ["Ada", "Holm", "saw", "Rome", "."],
        "tags": ["B-PER", "I-PER", "O", "B-LOC", "O"],
    }
    assert tagged_words_by_hand("a/DET owl/NOUN") == {"tokens": ["An", "owl"], "tags": ["DET", "NOUN"]}
