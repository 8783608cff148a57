"""The home page and the list of models."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

from generator.hub import STATUSES, Status
from generator.listing import Listing, Shelf
from generator.render.draft import Draft
from generator.render.environment import render_template
from generator.render.facets import ALL_FACETS, LANGUAGES, TASKS, facet_path
from generator.render.links import HOME, Links, list_path
from generator.render.listed import Paging, row_of
from generator.render.page import Page

#: Verified models on the home page.
_EXAMPLES = 6
#: Tasks and languages that the home page shows before it folds the rest away.
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class StatusCount:
    """How many models have a status; ``share`` is that of all models, from 0 to 1."""

    status: Status
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Group:
    """How many models share a task or a language, and how many of those are verified."""

    name: str
    models: int
    verified: int


def home_page(shelf: Shelf, name: str, links: Links) -> Draft:
    """What this hub holds, and how much of it is verified."""
    listings = shelf.listings
    total = len(listings)
    statuses = Counter(listing.status for listing in listings)
    counts = tuple(StatusCount(status, statuses[status], statuses[status] / (total or 1)) for status in STATUSES)
    examples = tuple(islice((listing for listing in listings if listing.status == "verified"), _EXAMPLES))
    tasks = _groups(listings, lambda listing: listing.tasks)
    languages = _groups(listings, lambda listing: listing.languages)

    def make() -> Page:
        html = render_template(
            "home",
            name=name,
            total=total,
            verified=statuses["verified"],
            counts=counts,
            examples=tuple(row_of(listing, HOME, links) for listing in examples),
            tasks=tasks,
            languages=languages,
            shown=_SHOWN,
            list_link=links.between(HOME, list_path(1)),
            tasks_link=links.between(HOME, facet_path(TASKS)),
            languages_link=links.between(HOME, facet_path(LANGUAGES)),
            unread=shelf.unread,
        )
        description = f"{total:,} models, {statuses['verified']:,} of them run and found to agree with their cards."
        return Page(HOME, name, description, html, search=html)

    return Draft(HOME, (name, links, counts, examples, tasks, languages, shelf.unread), make, menu=name)


def list_pages(shelf: Shelf, page_size: int, links: Links) -> Iterator[Draft]:
    """The list of all models by name, cut into pages; one empty page for an empty hub."""
    listings = sorted(shelf.listings, key=lambda listing: (listing.name.casefold(), listing.key))
    for number in range(1, Paging(1, page_size, len(listings)).count + 1):
        paging = Paging(number, page_size, len(listings))
        shown = paging.cut(listings)
        make = partial(_list_page, shown, paging, links)
        yield Draft(list_path(number), (links, paging, shown), make, menu="Models" if number == 1 else "")


def _list_page(shown: Sequence[Listing], paging: Paging, links: Links) -> Page:
    path = list_path(paging.number)
    html = render_template(
        "list",
        rows=tuple(row_of(listing, path, links) for listing in shown),
        paging=paging,
        steps=paging.steps(path, list_path, links),
        facets_link=links.between(path, ALL_FACETS),
    )
    title = "Models" if paging.number == 1 else f"Models, page {paging.number}"
    return Page(path, title, f"Models of this hub, page {paging.number} of {paging.count}.", html)


def _groups(listings: Sequence[Listing], names: Callable[[Listing], Sequence[str]]) -> tuple[Group, ...]:
    """Biggest first."""
    models = Counter(name for listing in listings for name in names(listing))
    verified = Counter(name for listing in listings if listing.status == "verified" for name in names(listing))
    return tuple(Group(name, models[name], verified[name]) for name in sorted(models, key=lambda n: (-models[n], n)))
