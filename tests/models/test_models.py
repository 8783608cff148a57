"""The committed models: small, safe to load, and made again by the script."""

from __future__ import annotations

import dataclasses

import pytest
from recipes import MODELS, RECIPES, Recipe
from rows import labels_of

pytestmark = pytest.mark.run

FILES = {"config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json"}
ALL = pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES)


@ALL
def test_a_model_is_four_files_of_at_most_2_mb(recipe: Recipe) -> None:
    sizes = {path.name: path.stat().st_size for path in recipe.folder.iterdir()}
    assert set(sizes) == FILES
    assert sum(sizes.values()) <= 2_000_000


def test_all_models_take_at_most_10_mb() -> None:
    assert sum(path.stat().st_size for name in RECIPES for path in (MODELS / name).iterdir()) <= 10_000_000


@ALL
def test_a_model_knows_the_labels_of_its_data(recipe: Recipe) -> None:
    from transformers import AutoConfig  # noqa: PLC0415 - imports torch

    config = AutoConfig.from_pretrained(recipe.folder)
    assert list(config.id2label.values()) == labels_of(recipe.rows("train"))
    assert config.problem_type == (None if recipe.problem == "token_classification" else recipe.problem)


@pytest.mark.parametrize("name", ["biomedical_topics", "named_entities"])
def test_training_twice_gives_the_same_bytes(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import fit  # noqa: PLC0415 - imports torch
    from safetensors.torch import save  # noqa: PLC0415 - the same

    few_rows = RECIPES[name].rows("train")[:96]
    monkeypatch.setattr(Recipe, "rows", lambda *_: few_rows)
    recipe = dataclasses.replace(RECIPES[name], epochs=1)
    (first, first_words), (second, second_words) = (fit.fit(recipe, lambda *_: None) for _ in range(2))
    assert save(first.state_dict()) == save(second.state_dict())
    assert first_words.get_vocab() == second_words.get_vocab()
