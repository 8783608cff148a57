"""What a model page says of its place in the hub: other versions, similar models, what the linter found.

It depends on other cards, so it is made apart from the page and set into it where the page has its ``SLOT``.
"""

from __future__ import annotations

from collections import defaultdict

from markupsafe import Markup
from msgspec import Struct

from generator.listing import LintCount, Listing, Shelf
from generator.render.environment import render_template
from generator.render.links import Links, model_path

#: Where it goes. Nothing of a card can hold a comment: text is escaped, and Markdown loses its comments.
SLOT = Markup("<!-- modelhub:related -->")
#: Similar models on a page.
_SIMILAR = 6


class Neighbour(Struct, frozen=True, array_like=True):
    """Another model, as far as a page names it."""

    url: str
    name: str
    title: str
    edition: str
    date: str
    status: str


class Related(Struct, frozen=True, array_like=True):
    """A model's place in the hub.

    Attributes:
        versions: The same model of other releases, newest first.
        similar: Other models for the same tasks and languages, those that were verified first.
        lint: What the linter last found in the card.
    """

    versions: tuple[Neighbour, ...]
    similar: tuple[Neighbour, ...]
    lint: LintCount | None


class Relations:
    """Who is related to whom in a hub."""

    def __init__(self, shelf: Shelf) -> None:
        self._versions: dict[tuple[str, tuple[str, ...]], list[Listing]] = defaultdict(list)
        self._similar: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Listing]] = defaultdict(list)
        for listing in sorted(shelf.listings, key=lambda listing: (listing.date, listing.key), reverse=True):
            self._versions[listing.name, listing.languages].append(listing)
            self._similar[listing.tasks, listing.languages].append(listing)

    def of(self, listing: Listing) -> Related:
        """The place of one model."""
        versions = self._versions[listing.name, listing.languages]
        kin = self._similar[listing.tasks, listing.languages]
        others = [other for other in kin[: _SIMILAR + len(versions)] if other.name != listing.name]
        return Related(
            tuple(_neighbour(other) for other in versions if other.key != listing.key),
            tuple(_neighbour(other) for other in others[:_SIMILAR]),
            listing.lint,
        )


def related_html(related: Related, here: str, links: Links) -> Markup:
    """What goes into the slot of the page at ``here``."""
    if not (related.versions or related.similar or related.lint):
        return Markup("")
    return render_template("related", related=related, link=lambda url: links.between(here, model_path(url)))


def _neighbour(listing: Listing) -> Neighbour:
    return Neighbour(listing.url, listing.name, listing.title, listing.edition, listing.date, listing.status)
