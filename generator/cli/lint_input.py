"""What ``modelhub lint`` reads: the cards that a user named."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator import store
from generator.card import Reading
from generator.errors import UsageError
from generator.hub import Hub, hub_of


def read_named(paths: Iterable[Path] | None, root: Path, cards: Path) -> Hub:
    """Read files and folders, each card once; its path is that from the hub's root.

    The cards come without their records: what was observed of a model is no matter of the linter.

    Args:
        paths: What a user named; nothing for the whole cards folder.
        root: The hub's root, absolute.
        cards: The cards folder, absolute.

    Raises:
        UsageError: One of them does not exist, or holds no card.
    """
    if not paths:
        return hub_of(_readings(cards, root, cards))
    readings: dict[str, Reading] = {}
    for path in paths:
        found = list(_readings(absolute(path), root, cards))
        if not found:
            raise UsageError(f"{path}: no cards there; a card ends in `.md`, and its name does not begin with a dot")
        readings |= {reading.path: reading for reading in found}
    return hub_of(readings.values())


def absolute(path: Path) -> Path:
    """A path from the current folder, without ``..``; links are not followed."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - Path.absolute keeps `..`, Path.resolve follows links


def _readings(path: Path, root: Path, cards: Path) -> Iterator[Reading]:
    if path.is_file():
        return store.read_cards(root, cards if path.is_relative_to(cards) else path.parent, [path])
    if path.is_dir() or path == cards:
        return store.read_cards(root, path)
    raise UsageError(f"{store.shown(path, Path.cwd())}: no such file or folder")
