"""A model of a few numbers, run as strangers' models are: what is worked out only once is then there for all of them.

Torch and transformers make tables, compile patterns and import modules when they are first used. A process that is
forked from one that has done all that need not do it again, and dozens of such things take longer than a small model.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import torch
import transformers
from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

from generator.run.job import Job
from generator.run.worker.run import run

#: As many as most models have: what transformers works out for a weight it keeps by the weight's name.
_LAYERS = 12
_WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a")


def rehearse() -> None:
    """Save, load and run a text classifier, with one thread: others would not outlive a fork."""
    transformers.logging.disable_progress_bar()
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as folder:
        _save(Path(folder))
        run(
            Job(
                task="text-classification",
                model=folder,
                result="",
                activation=None,
                max_length=None,
                threads=1,
                batch_size=1,
                samples=[{"text": "a"}],
                rows=[{"text": "a"}],
            )
        )


def _save(folder: Path) -> None:
    sizes = dict.fromkeys(("hidden_size", "intermediate_size", "max_position_embeddings"), 8)
    config = BertConfig(**sizes, vocab_size=len(_WORDS), num_hidden_layers=_LAYERS, num_attention_heads=1)
    BertForSequenceClassification(config).save_pretrained(folder)
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text("\n".join(_WORDS), encoding="utf-8")
    BertTokenizer(str(vocabulary), model_max_length=8).save_pretrained(folder)
