"""Trains the reference models: ``python models/training/train.py --all``."""

from __future__ import annotations

import hashlib
import sys
import tempfile
import time
from pathlib import Path

import click
from fit import fit
from recipes import RECIPES, Recipe
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from transformers.utils import logging

WEIGHTS = "model.safetensors"

logging.disable_progress_bar()
console = Console(highlight=False)


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(list(RECIPES)))
@click.option("--all", "all_models", is_flag=True, help="Train all of them.")
@click.option("--check", is_flag=True, help="Keep the committed models; say whether training gives the same weights.")
def main(names: tuple[str, ...], *, all_models: bool, check: bool) -> None:
    """Train the reference models again, those of NAMES, from their committed data.

    On one machine two trainings give the same bytes. Another processor may round the last bits differently.
    """
    chosen = list(RECIPES) if all_models else names
    if not chosen:
        raise click.UsageError("name the models to train, or give --all")
    different = [name for name in chosen if not _train(RECIPES[name], check=check)]
    if different:
        console.print(f"other weights than committed: {', '.join(different)}")
        sys.exit(1)


def _train(recipe: Recipe, *, check: bool) -> bool:
    """Train one model; with ``check``, into a folder that goes away again, and say whether its weights are the same."""
    started = time.perf_counter()
    with _progress() as progress, tempfile.TemporaryDirectory() as scratch:
        task = progress.add_task(recipe.name, loss=float("nan"))
        model, tokenizer = fit(
            recipe, lambda step, steps, loss: progress.update(task, completed=step, total=steps, loss=loss)
        )
        folder = Path(scratch) if check else recipe.folder
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        (folder / WEIGHTS).chmod(0o644)  # written for its owner alone
        digest = _sha256(folder / WEIGHTS)
    size = sum(parameter.numel() for parameter in model.parameters())
    same = not check or digest == _sha256(recipe.folder / WEIGHTS)
    verdict = "" if not check else "  same as committed" if same else "  differs from the committed weights"
    console.print(f"{recipe.name}: {size:,} parameters, {time.perf_counter() - started:.0f} s, {digest[:16]}{verdict}")
    return same


def _progress() -> Progress:
    columns = TextColumn("{task.description}"), BarColumn(), TextColumn("loss {task.fields[loss]:.4f}")
    return Progress(*columns, TimeElapsedColumn(), console=console, transient=True)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
