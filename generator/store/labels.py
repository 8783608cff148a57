"""The labels that models have, as far as the hub itself knows them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from generator.card import ModelSource
from generator.config import Config
from generator.errors import RecordError, UsageError
from generator.store.files import inside, record_path
from generator.store.records import read_record

#: A model's configuration is a few kilobytes, with thousands of labels some hundred.
_MAX_BYTES = 1_000_000
#: What stands for a label that nobody named.
_NUMBERED = re.compile(r"LABEL_\d+")


class Sourced(Protocol):
    """What both a card and a summary of one have."""

    @property
    def path(self) -> str:
        """As ``Card.path``."""
        ...

    @property
    def key(self) -> str:
        """As ``Card.key``."""
        ...

    @property
    def source(self) -> ModelSource | None:
        """As ``Card.source``; ``None`` where it is not known."""
        ...


def model_labels(root: Path, config: Config, cards: Iterable[Sourced]) -> dict[str, tuple[str, ...]]:
    """Path of a card to its model's labels; without the models whose labels are not known, or were never named.

    Nothing is loaded or run: labels come from ``config.json`` in a model's folder and from records of text classifiers.
    """
    found = {
        card.path: labels_of(root, config, card.key, card.source) for card in cards if card.source and card.source.uri
    }
    return {path: labels for path, labels in found.items() if labels}


def labels_of(root: Path, config: Config, key: str, source: ModelSource) -> tuple[str, ...]:
    """The labels of one card's model; empty where they are not known.

    Args:
        root: The hub's root.
        config: Its configuration.
        key: The card's.
        source: Where its model comes from.
    """
    local = source.uri.startswith("path:")
    labels = _configured(root, source) if local else _recorded(record_path(root / config.records, key), source)
    return () if any(map(_NUMBERED.fullmatch, labels)) else labels


def _configured(root: Path, source: ModelSource) -> tuple[str, ...]:
    """The labels in a model's folder, which may not lead out of the hub."""
    try:
        file = inside(root, f"{source.uri.removeprefix('path:')}/config.json")
        settings = json.loads(file.read_bytes()) if file.is_file() and file.stat().st_size <= _MAX_BYTES else None
    except (UsageError, OSError, ValueError, RecursionError):
        return ()
    names = settings.get("id2label") if isinstance(settings, dict) else None
    labels = list(names.values()) if isinstance(names, dict) else []
    return tuple(labels) if all(isinstance(label, str) for label in labels) else ()


def _recorded(path: Path, source: ModelSource) -> tuple[str, ...]:
    """The labels that a text classifier gave scores for, when it was run from the same source."""
    try:
        record = read_record(path)
    except RecordError:
        return ()
    if record is None or record.source is None or not record.samples:
        return ()
    same = (record.source.uri, record.source.revision) == (source.uri, source.revision)
    output = record.samples[0].output
    if not same or output.kind != "labels":
        return ()
    return tuple(score.label for score in output.scores)
