"""Building again without the renderer, where all that it would look at is as it was."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from generator.hub import STATUSES, Status
from generator.site.build import build
from generator.site.gather import Gathered, Place, gather
from generator.site.harvest import Tell
from generator.site.leaf_store import cache_folder
from generator.site.state import Built, Disk, before, save_built
from generator.site.surroundings import key_of
from generator.store import load_config


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """A built site.

    Attributes:
        folder: Where it lies.
        statuses: How many models have each status.
        pages: How many pages it has that are made from cards.
        written: How many files this build wrote.
        warnings: What the renderer had to say, now or when it last looked.
        slow: Why pages were made one by one by the renderer; empty where they were not.
    """

    folder: Path
    statuses: dict[Status, int]
    pages: int
    written: int
    warnings: tuple[str, ...]
    slow: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built.

    Attributes:
        root: The hub's root.
        site_dir: Where to write, if not where ``mkdocs.yml`` says.
        cards: Another cards folder than the configuration's.
        progress: Told what is done, how much of it, and how much there is to do.
    """

    root: Path
    site_dir: Path | None = None
    cards: Path | None = None
    progress: Tell | None = None


def again(order: Order) -> BuiltSite | None:
    """Make a site anew from a hub of which only cards and records may have changed since the last build.

    Returns:
        What was built; ``None`` where the renderer is needed.
    """
    root, site_dir = order.root.resolve(), order.site_dir
    config, cache = load_config(root), cache_folder(root)
    place = Place(root, order.cards.resolve() if order.cards else root / config.cards, config, cache)
    found = before(cache, site_dir)
    if found.built is None or not found.built.surroundings.inputs:
        return None
    surroundings = found.built.surroundings
    if key_of(surroundings.inputs) != surroundings.key or not _is_there(found.built, found.disk):
        return None
    tell = order.progress or (lambda *_: None)
    gathered = gather(place, surroundings.facts, tell)
    if not gathered.frame_keys() <= surroundings.frames.keys():
        return None
    built = build(gathered, surroundings, Path(found.built.target), tell, rendered=None, before=found)
    save_built(cache, built, usual=site_dir is None)
    return built_site(built, gathered)


def built_site(built: Built, gathered: Gathered) -> BuiltSite:
    """What is told of a build."""
    counted = Counter(listing.status for listing in gathered.shelf.listings)
    return BuiltSite(
        folder=Path(built.target),
        statuses={status: counted[status] for status in STATUSES},
        pages=gathered.pages,
        written=built.written,
        warnings=gathered.warnings + built.surroundings.warnings,
    )


def is_empty_or_site(folder: Path) -> bool:
    """Whether a site may be written there: nothing else is lost."""
    return folder.is_dir() and (not any(folder.iterdir()) or (folder / "sitemap.xml").is_file())


def _is_there(old: Built, disk: Disk) -> bool:
    """Whether what the renderer wrote lies where it was written."""
    return all(
        path in old.outputs and disk.get(path) == (old.outputs[path].size, old.outputs[path].mtime_ns)
        for path in old.surroundings.files
    )
