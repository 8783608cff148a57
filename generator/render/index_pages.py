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
from generator.render.links import HOME, Links, list_path, model_path
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


@dataclass(frozen=True, slots=True)
class Row:
    """A model in a list."""

    listing: Listing
    link: str

    @property
    def title(self) -> str:
        """What stands under the name; empty where it says the same."""
        return self.listing.title if self.listing.title != self.listing.name else ""

    @property
    def accuracy(self) -> float | None:
        """What was measured on evaluation data."""
        return next((score.value for score in self.listing.measured if score.metric == "accuracy"), None)


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
            examples=tuple(_row(listing, HOME, links) for listing in examples),
            tasks=tasks,
            languages=languages,
            shown=_SHOWN,
            list_link=links.between(HOME, list_path(1)),
            unread=shelf.unread,
        )
        description = f"{total:,} models, {statuses['verified']:,} of them run and found to agree with their cards."
        return Page(HOME, name, description, html, search=html)

    return Draft(HOME, (name, links, counts, examples, tasks, languages, shelf.unread), make, menu=name)


def list_pages(shelf: Shelf, page_size: int, links: Links) -> Iterator[Draft]:
    """The list of all models by name, cut into pages; one empty page for an empty hub."""
    total = len(shelf.listings)
    count = max(1, -(-total // page_size))
    listings = sorted(shelf.listings, key=lambda listing: (listing.name.casefold(), listing.key))
    for number in range(1, count + 1):
        shown = listings[(number - 1) * page_size : number * page_size]
        make = partial(_list_page, shown, number, count, total, page_size, links)
        of = (links, number, count, total, shown)
        yield Draft(list_path(number), of, make, menu="Models" if number == 1 else "")


def _list_page(shown: Sequence[Listing], number: int, count: int, total: int, page_size: int, links: Links) -> Page:
    path = list_path(number)
    html = render_template(
        "list",
        rows=tuple(_row(listing, path, links) for listing in shown),
        first=(number - 1) * page_size + 1,
        total=total,
        number=number,
        count=count,
        pages=[(other, links.between(path, list_path(other))) if other else None for other in _near(number, count)],
        previous=links.between(path, list_path(number - 1)) if number > 1 else "",
        next=links.between(path, list_path(number + 1)) if number < count else "",
    )
    title = "Models" if number == 1 else f"Models, page {number}"
    return Page(path, title, f"Models of this hub, page {number} of {count}.", html)


def _row(listing: Listing, here: str, links: Links) -> Row:
    return Row(listing, links.between(here, model_path(listing.url)))


def _groups(listings: Sequence[Listing], names: Callable[[Listing], Sequence[str]]) -> tuple[Group, ...]:
    """Biggest first."""
    models = Counter(name for listing in listings for name in names(listing))
    verified = Counter(name for listing in listings if listing.status == "verified" for name in names(listing))
    return tuple(Group(name, models[name], verified[name]) for name in sorted(models, key=lambda n: (-models[n], n)))


def _near(number: int, count: int) -> Iterator[int]:
    """Page numbers to offer: the ends and the neighbours; 0 stands for a gap."""
    offered = sorted({1, count, *range(max(1, number - 2), min(count, number + 2) + 1)})
    for position, page in enumerate(offered):
        if position and page - offered[position - 1] > 1:
            yield 0
        yield page
