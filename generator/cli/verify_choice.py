"""Which cards ``modelhub verify`` is asked to look at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from generator.config import Config
from generator.errors import UsageError
from generator.hub import Entry, Hub
from generator.run.plan import plan
from generator.run.shard import parse_shard
from generator.run.since import changes_since


def keys_of(hub: Hub, paths: Sequence[Path], cards: Path) -> set[str]:
    """The keys of the cards that ``paths`` name."""
    keys: set[str] = set()
    for path in paths:
        absolute = Path.cwd() / path
        if not absolute.exists():
            raise UsageError(f"{path}: no such file or folder")
        if not absolute.resolve().is_relative_to(cards.resolve()):
            raise UsageError(f"{path}: lies outside the hub's cards folder {cards}")
        place = absolute.resolve().relative_to(cards.resolve())
        found = {e.card.key for e in hub.entries if place in (Path(f"{e.card.key}.md"), *Path(e.card.key).parents)}
        if not found:
            raise UsageError(f"{path}: no card that can be read; `modelhub lint` says why")
        keys |= found
    return keys


def chosen(
    root: Path, config: Config, entries: Iterable[Entry], changed_since: str | None, shard: str | None
) -> Iterable[Entry]:
    """The cards that changed, of this part of the hub."""
    if shard is not None:
        part = parse_shard(shard)
        entries = [entry for entry in entries if part.holds(entry.card.key)]
    if changed_since is not None:
        changes, cards = changes_since(root, changed_since), root / config.cards
        entries = [entry for entry in entries if changes.concern(root, cards, entry.card, plan(entry.card))]
    return entries
