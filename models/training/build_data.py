"""Writes the data sets: ``python models/training/build_data.py`` makes ``models/data/`` again, byte for byte."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator

from grammar import Grammar, Split, load_grammar
from recipes import RECIPES, Recipe
from rows import Row

TRAIN_ROWS = 3000
GENERATED_TEST_ROWS = 300


def main() -> None:
    """Write every data set and say how many rows it has."""
    for recipe in RECIPES.values():
        for split, rows in build(recipe).items():
            path = recipe.data(split)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
            print(f"{recipe.name}: {len(rows)} rows in {split}.jsonl")


def build(recipe: Recipe) -> dict[Split, list[Row]]:
    """The rows of both splits. No sentence stands in both, and none twice in one.

    The rows written by hand come last in the test split.
    """
    grammar = load_grammar(recipe.name)
    rng = random.Random(recipe.seed)
    by_hand = [recipe.by_hand(line) for line in grammar.by_hand]
    seen = {_sentence(row) for row in by_hand}
    train = list(_distinct(recipe, grammar, "train", rng, seen))
    test = list(_distinct(recipe, grammar, "test", rng, seen))
    return {"train": train, "test": test + by_hand}


def _distinct(recipe: Recipe, grammar: Grammar, split: Split, rng: random.Random, seen: set[str]) -> Iterator[Row]:
    """As many rows as the split has, none of which is in ``seen``, which grows."""
    wanted = TRAIN_ROWS if split == "train" else GENERATED_TEST_ROWS
    while wanted:
        row = recipe.make(grammar, split, rng)
        if (sentence := _sentence(row)) not in seen:
            seen.add(sentence)
            wanted -= 1
            yield row


def _sentence(row: Row) -> str:
    """The sentence without case and spacing, to compare by."""
    words = row["text"] if "text" in row else row["tokens"]
    return "".join(words).replace(" ", "").casefold()


if __name__ == "__main__":
    main()
