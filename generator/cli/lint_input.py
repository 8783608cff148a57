"""What ``modelhub lint`` reads: the cards that a user named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from generator import store
from generator.card import Reading
from generator.errors import UsageError
from generator.hub import Hub, hub_of


def read_named(paths: Iterable[Path], root: Path, cards: Path) -> Hub:
    """Read files and folders, each card once; its path is that from the hub's root.

    The cards come without their records: what was observed of a model is no matter of the linter.

    Raises:
        UsageError: There is no such file or folder.
    """
    readings = {reading.path: reading for path in paths for reading in _readings(Path.cwd() / path, root, cards)}
    return hub_of(readings.values())


def _readings(path: Path, root: Path, cards: Path) -> Iterator[Reading]:
    if path.is_file():
        return store.read_cards(root, cards if path.is_relative_to(cards) else path.parent, [path])
    if path.is_dir() or path == cards:
        return store.read_cards(root, path)
    raise UsageError(f"{store.shown(path, Path.cwd())}: no such file or folder")
