"""What the server imports before it forks: torch, transformers, the runners and, on demand, one kind of model.

Nothing here may leave a thread behind, for it would not outlive a fork.
"""

from __future__ import annotations

import ctypes
import gc
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path

from transformers.models.auto.configuration_auto import CONFIG_MAPPING_NAMES, model_type_to_module_name

from generator.run.worker.no_numbers import spare_initial_numbers
from generator.run.worker.rehearsal import rehearse
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
    gc.freeze()  # What could have been collected before is a few MB.
    with suppress(OSError):
        libc = ctypes.CDLL(None)
        for line in Path("/proc/self/maps").read_text(encoding="utf-8").splitlines():
            place, rights, _, _, inode, *name = line.split(maxsplit=5)
            start, end = (int(number, 16) for number in place.split("-"))
            if rights == "rw-p" and inode == "0" and name != ["[stack]"] and end - start >= _HUGE_PAGE:
                libc.madvise(ctypes.c_void_p(start), ctypes.c_size_t(end - start), _MADV_COLLAPSE)


spare_initial_numbers()
rehearse()
