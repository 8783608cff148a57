"""What lies on disk: configuration, cards, records, model folders."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.store.cards import CardFile, card_files
    from generator.store.config import configured, find_root, load_config
    from generator.store.files import inside, record_path, sha256_of, shown, write_atomically
    from generator.store.history import keep_history, read_history
    from generator.store.hub import hub_entries, load_hub, read_cards
    from generator.store.labels import model_labels
    from generator.store.lint_report import counts_of, keep_lint_report, read_lint_report
    from generator.store.models import Kept, ModelCache, NoRoom
    from generator.store.observation import change_of_data, change_of_model, digest_of_data
    from generator.store.records import (
        parse_record,
        read_record,
        record_bytes,
        replace_record,
        write_record,
    )
    from generator.store.weights import digest_files, model_size, weights_sha256

__all__ = [
    "CardFile",
    "Kept",
    "ModelCache",
    "NoRoom",
    "card_files",
    "change_of_data",
    "change_of_model",
    "configured",
    "counts_of",
    "digest_files",
    "digest_of_data",
    "find_root",
    "hub_entries",
    "inside",
    "keep_history",
    "keep_lint_report",
    "load_config",
    "load_hub",
    "model_labels",
    "model_size",
    "parse_record",
    "read_cards",
    "read_history",
    "read_lint_report",
    "read_record",
    "record_bytes",
    "record_path",
    "replace_record",
    "sha256_of",
    "shown",
    "weights_sha256",
    "write_atomically",
    "write_record",
]

#: Where each lies; imported when it is asked for, since what reads cards and records starts slowly.
_LATER = {
    "CardFile": "cards",
    "card_files": "cards",
    "configured": "config",
    "find_root": "config",
    "load_config": "config",
    "inside": "files",
    "record_path": "files",
    "sha256_of": "files",
    "shown": "files",
    "write_atomically": "files",
    "keep_history": "history",
    "read_history": "history",
    "counts_of": "lint_report",
    "keep_lint_report": "lint_report",
    "read_lint_report": "lint_report",
    "change_of_data": "observation",
    "change_of_model": "observation",
    "digest_of_data": "observation",
    "hub_entries": "hub",
    "load_hub": "hub",
    "read_cards": "hub",
    "model_labels": "labels",
    "Kept": "models",
    "ModelCache": "models",
    "NoRoom": "models",
    "parse_record": "records",
    "read_record": "records",
    "record_bytes": "records",
    "replace_record": "records",
    "write_record": "records",
    "digest_files": "weights",
    "model_size": "weights",
    "weights_sha256": "weights",
}


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
