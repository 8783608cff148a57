"""The browse page: the first page of the list of models, and what scripts search and filter in its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.listing import Listing, Score
from generator.render.environment import render_template
from generator.render.facets import ALL_FACETS
from generator.render.languages import language_name
from generator.render.links import Links, list_path, model_path
from generator.render.listed import Paging
from generator.render.order import headline
from generator.render.page import Page
from generator.render.units import amount, duration, short

#: Orders of the results, by the engine's names, with what the reader is offered.
SORTS = (
    ("relevance", "Relevance"),
    ("recommended", "Recommended first"),
    ("date", "Newest first"),
    ("name", "Name"),
    ("score", "Best score"),
    ("size", "Smallest"),
    ("speed", "Fastest"),
)
#: Models on a page of results: two files of the engine's index hold them, where they stand in its own order.
_RESULTS = 32
#: Languages on a card, where there are more than four.
_LANGUAGES = 3
_LARGE = ((1_000_000_000, "B"), (1_000_000, "M"), (1_000, "K"))


@dataclass(frozen=True, slots=True)
class Card:
    """A model as a card.

    Attributes:
        listing: The model.
        link: To its page.
        languages: By name; where there are many, some and how many more.
        measured: The one figure to show; ``None`` where nothing was measured.
        claimed: The same of what the card claims.
        size: Its parameters and bytes in words, as far as they are known.
        speed: Its latency in words; empty where it is not known.
    """

    listing: Listing
    link: str
    languages: tuple[str, ...]
    measured: Score | None
    claimed: Score | None
    size: tuple[str, ...]
    speed: str


def browse_page(shown: Sequence[Listing], paging: Paging, links: Links) -> Page:
    """The browse page, which holds the first page of the list.

    Args:
        shown: The models of that page.
        paging: How the list is cut.
        links: How pages are linked.
    """
    path = list_path(1)
    html = render_template(
        "browse",
        cards=cards_of(shown, path, links),
        total=paging.total,
        sorts=SORTS,
        size=_RESULTS,
        ending="" if links.directory_urls else "index.html",
        paging=paging,
        steps=paging.steps(path, list_path, links),
        facets_link=links.between(path, ALL_FACETS),
    )
    return Page(path, "Models", f"Search and filter all {paging.total:,} models of this hub.", html)


def cards_of(shown: Sequence[Listing], here: str, links: Links) -> tuple[Card, ...]:
    """The cards of models on the page at ``here``."""
    return tuple(_card(listing, links.between(here, model_path(listing.url))) for listing in shown)


def _card(listing: Listing, link: str) -> Card:
    sizes = [_parameters(listing.parameters)] if listing.parameters else []
    sizes += [amount(listing.bytes)] if listing.bytes else []
    speed = f"{duration(listing.latency)} an answer" if listing.latency else ""
    return Card(
        listing, link, _languages(listing), headline(listing.measured), headline(listing.claimed), tuple(sizes), speed
    )


def _languages(listing: Listing) -> tuple[str, ...]:
    names = tuple(language_name(code) for code in listing.languages)
    if len(names) <= _LANGUAGES + 1:
        return names
    return (*names[:_LANGUAGES], f"{len(names) - _LANGUAGES} more languages")


def _parameters(number: int) -> str:
    """Learned numbers: ``110M parameters``."""
    for size, unit in _LARGE:
        if number >= size:
            return f"{short(number / size)}{unit} parameters"
    return f"{number} parameters"
