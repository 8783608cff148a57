"""What the server imports before it forks: torch, transformers, the runners and, on demand, one kind of model.

Nothing here may leave a thread behind, for it would not outlive a fork.
"""

from __future__ import annotations

import ctypes
import gc
import tempfile
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path

import torch
import transformers
from transformers import AutoModel, BertConfig, BertModel
from transformers.models.auto.configuration_auto import CONFIG_MAPPING_NAMES, model_type_to_module_name

from generator.run.worker.run import run

__all__ = ["run", "warm"]

#: Parts of a model's code in transformers; few models have all of them.
_PARTS = (
    "configuration",
    "modeling",
    "tokenization",
    "image_processing",
    "image_processing_pil",
    "feature_extraction",
    "processing",
)
#: Linux's madvise: put together what lies in this range to huge pages.
_MADV_COLLAPSE = 25
_HUGE_PAGE = 2**21


def _rehearse() -> None:
    """Load and run a model of a few numbers: transformers and torch make tables when they are first used."""
    transformers.logging.disable_progress_bar()
    torch.set_num_threads(1)
    sizes = dict.fromkeys(("vocab_size", "hidden_size", "intermediate_size", "max_position_embeddings"), 8)
    config = BertConfig(**sizes, num_hidden_layers=1, num_attention_heads=1)
    with tempfile.TemporaryDirectory() as folder, torch.no_grad():
        BertModel(config).save_pretrained(folder)
        AutoModel.from_pretrained(folder, attn_implementation="eager")(torch.zeros(1, 2, dtype=torch.long))


@cache
def warm(model_type: str) -> None:
    """Import transformers' code for one kind of model, so that it is there in every process that is forked later."""
    if model_type in CONFIG_MAPPING_NAMES:
        name = model_type_to_module_name(model_type)
        for part in _PARTS:
            with suppress(Exception):  # What cannot be imported will say so when a model needs it.
                import_module(f"transformers.models.{name}.{part}_{name}")
    _make_ready_to_fork()


def _make_ready_to_fork() -> None:
    """Let a forked process share this one's memory for long: touched by no collector, and in few, large pages.

    With small pages, copying and dropping the tables of some 70,000 of them takes longer than running a small model.
    """
    gc.collect()
    gc.freeze()
    with suppress(OSError):
        libc = ctypes.CDLL(None)
        for line in Path("/proc/self/maps").read_text(encoding="utf-8").splitlines():
            place, rights, _, _, inode, *name = line.split(maxsplit=5)
            start, end = (int(number, 16) for number in place.split("-"))
            if rights == "rw-p" and inode == "0" and name != ["[stack]"] and end - start >= _HUGE_PAGE:
                libc.madvise(ctypes.c_void_p(start), ctypes.c_size_t(end - start), _MADV_COLLAPSE)


_rehearse()
