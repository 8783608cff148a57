"""The pages of cards that were just edited, made before everything else: an author waits for these."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from generator.listing import Listing
from generator.render.links import model_path
from generator.site.frame import Frame, FrameKey
from generator.site.gather import Gathered
from generator.site.grow import Seed, grow, is_leaf
from generator.site.leaf import Body, Leaf
from generator.site.press import ModelTask, Press
from generator.store import card_files, write_atomically


@dataclass(frozen=True, slots=True)
class _Known:
    gathered: Gathered
    press: Press
    frame: Frame
    listings: Mapping[str, Listing]


class Glance:
    """Shows a card as it is now in the site as it was: what else it changes, the next build sees to.

    Args:
        site: The site's folder.
    """

    def __init__(self, site: Path) -> None:
        self._site = site
        self._known: _Known | None = None

    def learn(self, gathered: Gathered, frames: Mapping[FrameKey, Frame]) -> None:
        """Take a finished build for the site as it was; one whose pages stand in no frames cannot be."""
        self._known = None
        if frame := frames.get(gathered.model_frame):
            root = gathered.place.root
            listings = {os.path.realpath(root / listing.card_path): listing for listing in gathered.shelf.listings}
            press = Press(gathered.facts, dict(frames), str(self._site), str(gathered.place.cache), gathered.links)
            self._known = _Known(gathered, press, frame, listings)

    def until(self, build: Callable[[], object]) -> Callable[[], object]:
        """A build after which the site as it was is not known any more."""

        def run() -> None:
            self._known = None
            build()

        return run

    def show(self, files: Iterable[str]) -> bool:
        """Write the pages of the cards among these files; whether there was one."""
        if self._known is None:
            return False
        listings = self._known.listings
        cards = {path: listings[path] for file in files if (path := os.path.realpath(file)) in listings}
        written = [self._write(self._known, Path(path), listing) for path, listing in sorted(cards.items())]
        return any(written)

    def _write(self, known: _Known, card: Path, listing: Listing) -> bool:
        place = known.gathered.place
        seeds = [Seed(file, listing.url) for file in card_files(place.root, place.cards.resolve(), [card])]
        path = model_path(listing.url)
        if not seeds or not (self._site / path).is_file():
            return False
        (data,) = grow(seeds, known.gathered.soil)
        if not is_leaf(data):
            return False
        body = msgspec.msgpack.decode(msgspec.msgpack.decode(data[1:], type=Leaf).body, type=Body)
        task = ModelTask(listing.card_path, listing.key, path, listing.id, known.gathered.relations.of(listing), ())
        write_atomically(self._site / path, known.press.model(body, task, known.frame))
        return True
