"""Trains one model from scratch, the same way each time."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

import torch
from examples import Reader
from recipes import Recipe
from rows import Row, labels_of
from transformers import (
    BertConfig,
    BertForSequenceClassification,
    BertForTokenClassification,
    BertTokenizer,
    PreTrainedModel,
)
from vocabulary import MAX_LENGTH, SPECIAL, UNKNOWN, train_tokenizer

BATCH_ROWS = 32
PEAK_LEARNING_RATE = 2e-3
#: BERT's 0.02 is meant for layers of 768; these are 64 wide.
INITIAL_SPREAD = 0.1
#: Share of word pieces that a training row hides, so that the model learns to do without any one word.
HIDDEN_SHARE = 0.1


def fit(recipe: Recipe, on_step: Callable[[int, int, float], None]) -> tuple[PreTrainedModel, BertTokenizer]:
    """Train a model on its committed training rows.

    Args:
        recipe: Which model.
        on_step: Told the step, the number of steps and the loss after each one.
    """
    torch.manual_seed(recipe.seed)
    torch.use_deterministic_algorithms(mode=True)
    torch.set_num_threads(1)
    rows = recipe.rows("train")
    texts = [row["text"] if "text" in row else " ".join(row["tokens"]) for row in rows]
    tokenizer = train_tokenizer([str(text) for text in texts], lower_case=recipe.lower_case)
    model = _new_model(recipe, labels_of(rows), len(tokenizer))
    reader = Reader(tokenizer, model.config.label2id, recipe.seed)
    _train(model, _Batches(rows, reader, recipe), on_step)
    return model.eval(), tokenizer


def _new_model(recipe: Recipe, labels: Sequence[str], vocabulary: int) -> PreTrainedModel:
    tokens = recipe.problem == "token_classification"
    config = BertConfig(
        vocab_size=vocabulary,
        hidden_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=256,
        max_position_embeddings=MAX_LENGTH,
        initializer_range=INITIAL_SPREAD,
        id2label=dict(enumerate(labels)),
        label2id={label: number for number, label in enumerate(labels)},
        problem_type=None if tokens else recipe.problem,
    )
    return BertForTokenClassification(config) if tokens else BertForSequenceClassification(config)


class _Batches:
    """Every row once an epoch, in an order that is drawn anew."""

    def __init__(self, rows: Sequence[Row], reader: Reader, recipe: Recipe) -> None:
        self._examples = [reader.example(row) for row in rows]
        self._reader = reader
        self._recipe = recipe

    def __len__(self) -> int:
        return self._recipe.epochs * -(-len(self._examples) // BATCH_ROWS)

    def __iter__(self) -> Iterator[dict[str, torch.Tensor]]:
        rng = random.Random(self._recipe.seed)
        for _ in range(self._recipe.epochs):
            order = rng.sample(self._examples, len(self._examples))
            for start in range(0, len(order), BATCH_ROWS):
                yield _hide_some(self._reader.batch(order[start : start + BATCH_ROWS]))


def _hide_some(batch: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    hidden = (torch.rand(batch["input_ids"].shape) < HIDDEN_SHARE) & (batch["input_ids"] >= len(SPECIAL))
    return batch | {"input_ids": batch["input_ids"].masked_fill(hidden, SPECIAL.index(UNKNOWN))}


def _train(model: PreTrainedModel, batches: _Batches, on_step: Callable[[int, int, float], None]) -> None:
    steps = len(batches)
    optimizer = torch.optim.AdamW(model.parameters(), lr=PEAK_LEARNING_RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, PEAK_LEARNING_RATE, total_steps=steps, pct_start=0.1)
    model.train()
    for step, batch in enumerate(batches, start=1):
        loss = model(**batch).loss
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        on_step(step, steps, loss.item())
