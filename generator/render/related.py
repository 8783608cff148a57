"""What a model page says of its place in the hub: versions, similar models, what the linter found.

It depends on other cards, so it is made apart from the page and set into it where the page has its two slots.
"""

from __future__ import annotations

import shlex
from collections.abc import Hashable, Iterator, Sequence
from functools import lru_cache

from markupsafe import Markup
from msgspec import Struct

from generator.hub import STATUSES
from generator.listing import LintCount, Listing, Shelf
from generator.render.citation import addressed
from generator.render.environment import render_template
from generator.render.links import HOME, Links, model_path

#: Where it goes. Nothing of a card can hold a comment: text is escaped, and Markdown loses its comments.
SLOT = Markup("<!-- modelhub:related -->")
#: The same near the top of the page, for the newer version alone.
HEAD_SLOT = Markup("<!-- modelhub:newer -->")
#: Similar models on a page, and versions beside the page's own.
_SIMILAR = 6
_VERSIONS = 12
#: Models whose lines are kept, at most.
_SHOWN = 4096
_RANKS = {status: rank for rank, status in enumerate(STATUSES)}


class Neighbour(Struct, frozen=True, array_like=True):
    """Another model, as far as a page names it.

    Attributes:
        why: What it has in common with the page's model; empty for a version of it.
        expires: When its status becomes ``stale``: UTC, ISO 8601; empty for never.
        this: Whether it is the page's own model.
    """

    url: str
    name: str
    title: str
    edition: str
    date: str
    status: str
    expires: str = ""
    why: str = ""
    this: bool = False


class Related(Struct, frozen=True, array_like=True):
    """A model's place in the hub.

    Attributes:
        card_path: The card, relative to the hub's root.
        versions: The same model of all releases, this one among them, newest first; empty where it is the only one.
        more_versions: Older ones that are not listed.
        newer: The newest version, where that is another one.
        similar: Other models: those for the same task and language first, and of these the verified ones.
        lint: What the linter last found in the card.
    """

    card_path: str
    versions: tuple[Neighbour, ...]
    more_versions: int
    newer: Neighbour | None
    similar: tuple[Neighbour, ...]
    lint: LintCount | None


class Relations:
    """Who is related to whom in a hub. Of all that are alike the best are kept, so asking for a model takes no time."""

    def __init__(self, shelf: Shelf) -> None:
        self._families: dict[Hashable, list[Listing]] = {}
        self._kin: dict[Hashable, list[tuple[Hashable, Neighbour]]] = {}
        for listing in sorted(shelf.listings, key=_age, reverse=True):
            self._families.setdefault(_family(listing), []).append(listing)
        # Of several versions the newest stands for all.
        newest = [(family, versions[0]) for family, versions in self._families.items()]
        for family, listing in sorted(newest, key=lambda item: _rank(item[1])):
            for why, group in _groups(listing):
                if len(head := self._kin.setdefault(group, [])) <= _SIMILAR:
                    head.append((family, _neighbour(listing, why=why)))

    def of(self, listing: Listing) -> Related:
        """The place of one model."""
        family = _family(listing)
        versions = self._families[family]
        shown: Sequence[Listing] = ()
        if len(versions) > 1:
            shown = versions[:_VERSIONS]
            if all(other.key != listing.key for other in shown):
                shown = [*shown[:-1], listing]
        return Related(
            listing.card_path,
            tuple(_neighbour(other, this=other.key == listing.key) for other in shown),
            len(versions) - len(shown) if shown else 0,
            _neighbour(versions[0]) if versions[0].date > listing.date else None,
            tuple(self._similar(family, listing)),
            listing.lint,
        )

    def _similar(self, own: Hashable, listing: Listing) -> Iterator[Neighbour]:
        seen = {own}
        for _, group in _groups(listing):
            for family, neighbour in self._kin.get(group, ()):
                if family not in seen:
                    seen.add(family)
                    yield neighbour
                if len(seen) > _SIMILAR:
                    return


def related_html(related: Related, here: str, links: Links) -> Markup:
    """What goes into ``SLOT`` of the page at ``here``."""

    def link(model: Neighbour) -> str:
        return links.between(here, model_path(model.url))

    return render_template(
        "related",
        related=related,
        versions=[_version(model, link(model), model is related.versions[0]) for model in related.versions],
        similar=[_similar(model, link(model)) for model in related.similar],
        command=f"modelhub lint {shlex.quote(related.card_path)}",
    )


# The best of a group of models stand on the pages of all others of it.
@lru_cache(maxsize=_SHOWN)
def _version(model: Neighbour, link: str, newest: bool) -> Markup:  # noqa: FBT001 - as ``lru_cache`` has it
    return render_template("version", model=model, link=link, newest=newest)


@lru_cache(maxsize=_SHOWN)
def _similar(model: Neighbour, link: str) -> Markup:
    return render_template("similar", model=model, link=link)


def newer_html(related: Related, here: str, links: Links) -> Markup:
    """What goes into ``HEAD_SLOT``; empty where the page is of the newest version."""
    if related.newer is None:
        return Markup("")
    return render_template("newer", newer=related.newer, link=links.between(here, model_path(related.newer.url)))


def placed(html: Markup, related: Related, here: str, links: Links, site: str = "") -> Markup:
    """A model's page as it stands in its site.

    Args:
        html: The page as it is made from its card.
        related: The model's place in the hub.
        here: Where the page lies.
        links: How pages are linked.
        site: The site's address; empty where it is not known.
    """
    text = str(html).replace(HEAD_SLOT, newer_html(related, here, links), 1)
    text = text.replace(SLOT, related_html(related, here, links), 1)
    # Safe HTML, set into safe HTML.
    return addressed(Markup(text), f"{site.rstrip('/')}/{links.between(HOME, here)}" if site else "")  # noqa: S704


def _family(listing: Listing) -> Hashable:
    """What all versions of a model have in common."""
    return listing.name, listing.languages


def _groups(listing: Listing) -> list[tuple[str, Hashable]]:
    """What makes others similar, closest first."""
    tasks, architecture = listing.tasks, listing.architecture
    groups: list[tuple[str, Hashable]] = []
    if tasks:
        groups += [("same task and language", (tasks, listing.languages)), ("same task", tasks)]
    if architecture:
        groups.append(("same architecture", architecture))
    return groups


def _age(listing: Listing) -> tuple[str, str]:
    return listing.date, listing.key


def _rank(listing: Listing) -> tuple[bool, int]:
    return listing.deprecated, _RANKS[listing.status]


def _neighbour(listing: Listing, *, why: str = "", this: bool = False) -> Neighbour:
    return Neighbour(
        listing.url,
        listing.name,
        listing.title if listing.title != listing.name else "",
        listing.edition,
        listing.date,
        listing.status,
        "" if listing.status == "stale" else listing.expires,
        why,
        this,
    )
