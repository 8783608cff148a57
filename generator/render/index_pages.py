"""The home page and the list of models."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

from generator.hub import STATUSES, Status
from generator.listing import Listing, Shelf
from generator.render.browse import browse_page, cards_of
from generator.render.draft import Draft
from generator.render.environment import render_template
from generator.render.facets import ALL_FACETS, LANGUAGES, TASKS, facet_path
from generator.render.languages import language_name
from generator.render.links import HOME, Links, list_path
from generator.render.listed import Paging
from generator.render.order import default_order
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
    """How many models share a task or a language, and how many of those are verified.

    Attributes:
        value: As the browse page knows it.
        name: As readers do.
    """

    value: str
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
    tasks = _groups(listings, lambda listing: [" ".join(task.split()) for task in listing.tasks])
    languages = _groups(listings, lambda listing: [code.lower() for code in listing.languages], language_name)

    def make() -> Page:
        html = render_template(
            "home",
            name=name,
            total=total,
            verified=statuses["verified"],
            counts=counts,
            examples=cards_of(examples, HOME, links),
            tasks=tasks,
            languages=languages,
            shown=_SHOWN,
            browse_link=links.between(HOME, list_path(1)),
            facets_link=links.between(HOME, ALL_FACETS),
            tasks_link=links.between(HOME, facet_path(TASKS)),
            languages_link=links.between(HOME, facet_path(LANGUAGES)),
            unread=shelf.unread,
        )
        description = f"{total:,} models, {statuses['verified']:,} of them run and found to agree with their cards."
        return Page(HOME, name, description, html)

    return Draft(HOME, (name, links, counts, examples, tasks, languages, shelf.unread), make, menu=name)


def list_pages(shelf: Shelf, page_size: int, links: Links) -> Iterator[Draft]:
    """The list of all models, cut into pages; the first is the browse page. One empty page for an empty hub."""
    listings = default_order(shelf.listings)
    for number in range(1, Paging(1, page_size, len(listings)).count + 1):
        paging = Paging(number, page_size, len(listings))
        shown = paging.cut(listings)
        make = partial(browse_page if number == 1 else _list_page, shown, paging, links)
        yield Draft(list_path(number), (links, paging, shown), make, menu="Models" if number == 1 else "")


def _list_page(shown: Sequence[Listing], paging: Paging, links: Links) -> Page:
    path = list_path(paging.number)
    html = render_template(
        "list",
        cards=cards_of(shown, path, links),
        paging=paging,
        steps=paging.steps(path, list_path, links),
        browse_link=links.between(path, list_path(1)),
        facets_link=links.between(path, ALL_FACETS),
    )
    description = f"Models of this hub, page {paging.number} of {paging.count}."
    return Page(path, f"Models, page {paging.number}", description, html)


def _groups(
    listings: Sequence[Listing], values: Callable[[Listing], Sequence[str]], name: Callable[[str], str] = str
) -> tuple[Group, ...]:
    """Biggest first."""
    models = Counter(value for listing in listings for value in values(listing))
    verified = Counter(value for listing in listings if listing.status == "verified" for value in values(listing))
    order = sorted(models, key=lambda value: (-models[value], value))
    return tuple(Group(value, name(value), models[value], verified[value]) for value in order)
