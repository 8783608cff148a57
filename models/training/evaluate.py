"""Measures the committed models on their test rows: ``python models/training/evaluate.py [NAME …] [--by-hand]``.

Works with transformers, scikit-learn and seqeval alone, so that the figures in the cards do not come from the code
that later checks them.
"""

from __future__ import annotations

from collections.abc import Sequence

import click
import torch
from grammar import load_grammar
from recipes import RECIPES, Recipe
from rows import Row
from seqeval.metrics import classification_report as entity_report
from sklearn.metrics import accuracy_score, classification_report
from transformers import AutoModelForSequenceClassification, AutoModelForTokenClassification, AutoTokenizer
from transformers.utils import logging


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(list(RECIPES)))
@click.option("--by-hand", is_flag=True, help="Measure on the rows that were written by hand alone.")
def main(names: tuple[str, ...], *, by_hand: bool) -> None:
    """Print the figures of the reference models: of NAMES, or of all."""
    logging.disable_progress_bar()
    for name in names or RECIPES:
        recipe = RECIPES[name]
        rows = recipe.rows("test")
        if by_hand:
            rows = rows[-len(load_grammar(name).by_hand) :]
        print(f"\n{name}: {len(rows)} rows\n\n{report(recipe, rows, predict(recipe, rows))}")


def predict(recipe: Recipe, rows: Sequence[Row]) -> list[list[str]]:
    """The labels that the model gives each row; for tagged rows one a word, that of its first piece."""
    tokens = recipe.problem == "token_classification"
    auto = AutoModelForTokenClassification if tokens else AutoModelForSequenceClassification
    model = auto.from_pretrained(recipe.folder).eval()
    tokenizer = AutoTokenizer.from_pretrained(recipe.folder)
    answers = []
    for row in rows:
        encoded = tokenizer(row.get("tokens", row.get("text")), is_split_into_words=tokens, return_tensors="pt")
        with torch.no_grad():
            logits = model(**encoded).logits[0]
        if tokens:
            words = encoded.word_ids()
            chosen = [logits[words.index(word)].argmax() for word in range(len(row["tokens"]))]
        elif recipe.problem == "multi_label_classification":
            chosen = (logits.sigmoid() >= 0.5).nonzero().flatten()  # noqa: PLR2004 - even odds
        else:
            chosen = [logits.argmax()]
        answers.append([model.config.id2label[int(number)] for number in chosen])
    return answers


def report(recipe: Recipe, rows: Sequence[Row], predicted: Sequence[Sequence[str]]) -> str:
    """Precision, recall, F1 and support a label, and the accuracy over rows or tokens."""
    if recipe.name == "named_entities":
        return str(entity_report([row["tags"] for row in rows], predicted, digits=3, zero_division=0))
    if recipe.problem == "multi_label_classification":
        labels = sorted({label for row in rows for label in row["labels"]})
        right = [[label in row["labels"] for label in labels] for row in rows]
        given = [[label in answer for label in labels] for answer in predicted]
        table = classification_report(right, given, target_names=labels, digits=3, zero_division=0)
        return f"{table}\nrows with exactly the right labels: {accuracy_score(right, given):.3f}"
    gold = [tag for row in rows for tag in row["tags"]] if "tags" in rows[0] else [row["label"] for row in rows]
    guess = [label for answer in predicted for label in answer]
    return str(classification_report(gold, guess, digits=3, zero_division=0))


if __name__ == "__main__":
    main()
