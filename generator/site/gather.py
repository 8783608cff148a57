"""All that a site is made of, before any of it is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace

from generator.config import Config
from generator.listing import HistoryPoint, Shelf
from generator.processes import usable_processors
from generator.render import Draft, Links, Page, Relations, drafts
from generator.render.environment import keep_compiled
from generator.render.links import model_path
from generator.site.frame import FrameKey, folder_like
from generator.site.grow import Soil
from generator.site.harvest import Harvest, harvest
from generator.site.leaf_store import LeafStore
from generator.site.order import Tell
from generator.site.state import Facts
from generator.store import counts_of, read_history, read_lint_report
from generator.store.clock import now
from generator.store.fingerprint import fingerprint
from generator.store.hub import Unique


@dataclass(frozen=True, slots=True)
class Place:
    """Where a hub lies, and what is kept of it.

    Attributes:
        root: The hub's root.
        cards: The cards folder.
        config: The hub's configuration.
        cache: What is kept from build to build.
        jobs: How many processes may work.
    """

    root: Path
    cards: Path
    config: Config
    cache: Path
    jobs: int = field(default_factory=usable_processors)


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that a site is made of.

    Attributes:
        place: Of the hub.
        facts: What the site's configuration says.
        soil: What decided the leaves.
        harvest: The leaves.
        shelf: All models in short, sorted by key.
        relations: Who of them is related to whom.
        drafts: Pages about many models.
        menu: Those that the menu leads to, made.
        troubles: What is wrong with other files of the hub.
    """

    place: Place
    facts: Facts
    soil: Soil
    harvest: Harvest
    shelf: Shelf
    relations: Relations
    drafts: tuple[Draft, ...]
    menu: dict[str, Page]
    troubles: tuple[str, ...] = ()

    @property
    def warnings(self) -> tuple[str, ...]:
        """Which files are no cards, and why, and what else is wrong."""
        cards = (f"{file.path}:{line}: {message}" for file in self.harvest.unread for line, message in file.problems)
        return (*cards, *self.troubles)

    @property
    def pages(self) -> int:
        """How many pages are made from cards."""
        by_hand = {path for path, _ in self.facts.by_hand}
        ours = [*(draft.path for draft in self.drafts), *(model_path(listing.url) for listing in self.shelf.listings)]
        return sum(path not in by_hand for path in ours)

    @property
    def links(self) -> Links:
        """How pages are linked."""
        return self.soil.links

    @property
    def model_frame(self) -> FrameKey:
        """The frame of model pages."""
        edit = self.place.cards.resolve().is_relative_to(self.place.root.resolve())
        return FrameKey(folder_like(model_path("x")), edit=edit, toc=True)

    def frame_key(self, page: Page) -> FrameKey:
        """The frame of a page about many models."""
        path = page.path if page.path in self.menu else folder_like(page.path)
        return FrameKey(path, edit=False, toc=any(page.headings()))

    def shared_frames(self, path: str) -> tuple[FrameKey, FrameKey]:
        """The frames of which a page outside of the menu takes one: without and with a contents list."""
        folder = folder_like(path)
        return FrameKey(folder, edit=False, toc=False), FrameKey(folder, edit=False, toc=True)

    def frame_keys(self) -> frozenset[FrameKey]:
        """Every frame that may be needed."""
        shared = {key for draft in self.drafts if not draft.menu for key in self.shared_frames(draft.path)}
        return frozenset(shared | {self.frame_key(page) for page in self.menu.values()} | {self.model_frame})


def gather(place: Place, facts: Facts, tell: Tell) -> Gathered:
    """Read what is new of a hub.

    Args:
        place: Where it lies.
        facts: What the site's configuration says.
        tell: Told what is done, how much of it, and how much there is to do.

    Raises:
        UsageError: There is no such cards folder.
    """
    soil = Soil(
        root=str(place.root.resolve()),
        records=str((place.root / place.config.records).resolve()),
        max_age=place.config.verify.max_age,
        now=now().isoformat(timespec="seconds"),
        links=Links(facts.directory_urls),
        code=fingerprint(),
    )
    keep_compiled(place.cache / "templates")
    history, problems = read_history(place.root / place.config.records)
    with LeafStore(place.cache) as store:
        found = harvest(place.root, place.cards, soil, store, place.jobs, tell)
    shelf = _shelf(found, place, history)
    made = tuple(drafts(shelf, place.config.site, soil.links, name=facts.name))
    menu = {draft.path: draft.make() for draft in made if draft.menu}
    troubles = tuple(f"{place.config.records}/{problem}" for problem in problems)
    return Gathered(place, facts, soil, found, shelf, Relations(shelf), made, menu, troubles)


def _shelf(found: Harvest, place: Place, history: tuple[HistoryPoint, ...]) -> Shelf:
    """All models, each with an id of its own, and with what the linter found in its card as it is."""
    identifiers = Unique("#")
    lint = counts_of(read_lint_report(place.root), {path: head.card_sha256 for path, head in found.heads.items()})
    listings = [
        replace(head.listing, id=identifiers(head.listing.id), lint=lint.get(path))
        for path, head in found.heads.items()
    ]
    unread = tuple(
        (file.path, tuple(f"line {line}, {message}" for line, message in file.problems)) for file in found.unread
    )
    return Shelf(tuple(sorted(listings, key=lambda listing: listing.key)), unread, history)
