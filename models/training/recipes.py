"""The five reference models: what each one learns, from what, and how big it is."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import rows
from grammar import Grammar, Split

MODELS = Path(__file__).resolve().parents[1]

Problem = Literal["single_label_classification", "multi_label_classification", "token_classification"]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one model and its data set are made.

    Attributes:
        name: The folder in ``models/`` and ``models/data/``, and the grammar's name.
        problem: ``token_classification``, or what transformers calls ``problem_type``.
        make: Writes one row from the grammar.
        by_hand: Reads one row that was written by hand.
        lower_case: Whether the tokenizer ignores case.
        seed: Of the data and of the training.
        epochs: How often training sees every row.
    """

    name: str
    problem: Problem
    make: Callable[[Grammar, Split, random.Random], rows.Row]
    by_hand: Callable[[str], rows.Row]
    lower_case: bool
    seed: int
    epochs: int = 20

    @property
    def folder(self) -> Path:
        """Where the model lies."""
        return MODELS / self.name

    def data(self, split: Split) -> Path:
        """Where the rows lie, as JSON lines."""
        return MODELS / "data" / self.name / f"{split}.jsonl"

    def rows(self, split: Split) -> list[rows.Row]:
        """The committed rows."""
        return [json.loads(line) for line in self.data(split).read_text(encoding="utf-8").splitlines()]


_ALL = (
    Recipe(
        name="news_topic",
        problem="single_label_classification",
        make=rows.one_label,
        by_hand=rows.one_label_by_hand,
        lower_case=True,
        seed=11,
    ),
    Recipe(
        name="sentiment",
        problem="single_label_classification",
        make=rows.one_label,
        by_hand=rows.one_label_by_hand,
        lower_case=True,
        seed=12,
    ),
    Recipe(
        name="biomedical_topics",
        problem="multi_label_classification",
        make=rows.several_labels,
        by_hand=rows.several_labels_by_hand,
        lower_case=True,
        seed=13,
    ),
    Recipe(
        name="part_of_speech",
        problem="token_classification",
        make=rows.tagged_words,
        by_hand=rows.tagged_words_by_hand,
        lower_case=False,
        seed=14,
    ),
    Recipe(
        name="named_entities",
        problem="token_classification",
        make=rows.named_entities,
        by_hand=rows.named_entities_by_hand,
        lower_case=False,
        seed=15,
    ),
)

RECIPES = {recipe.name: recipe for recipe in _ALL}
