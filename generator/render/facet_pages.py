"""Pages that list models by task, language, licence and label: plain links, for readers without scripts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from markupsafe import Markup
from msgspec import Struct

from generator.listing import Listing, Shelf
from generator.render.draft import Draft
from generator.render.environment import render_template
from generator.render.facets import ALL_FACETS, FACETS, FOLDER, Facet, Value, facet_path, values_of
from generator.render.languages import language_name
from generator.render.links import Links, model_path
from generator.render.listed import Paging
from generator.render.page import Page
from generator.render.social import shortened

#: Values of a facet that the page of all facets shows.
_SHOWN = 12
#: Models that the description of a page names.
_NAMED = 3
#: Rows that are remembered: each model stands on the pages of its task, its languages, its licence and its labels.
_ROWS = 8192


@dataclass(frozen=True, slots=True)
class Choice:
    """A link to the models of one value."""

    name: str
    spelling: str
    count: int
    link: str

    @property
    def code(self) -> str:
        """What the card writes, where readers are shown something else."""
        return self.spelling if self.name != self.spelling else ""


@dataclass(frozen=True, slots=True)
class FacetView:
    """A facet on the page of all: its largest values, and the link to the page with every one."""

    facet: Facet
    total: int
    choices: Sequence[Choice]
    link: str


class Told(Struct, frozen=True, array_like=True, gc=False):
    """What a row says of a model."""

    url: str
    name: str
    title: str
    tasks: tuple[str, ...]
    languages: tuple[str, ...]
    status: str
    expires: str
    date: str


#: A value without its models, as pages that only count them need it: slug, spelling, number of models.
Counted = tuple[str, str, int]


def facet_pages(shelf: Shelf, page_size: int, links: Links) -> Iterator[Draft]:
    """The page of all facets, a page a facet, and the pages of each value.

    Args:
        shelf: All models, in short.
        page_size: Models a page.
        links: How pages are linked.
    """
    listings = sorted(shelf.listings, key=lambda listing: (listing.name.casefold(), listing.key))
    found = [(facet, values_of(facet, listings)) for facet in FACETS]
    counted = [
        (facet, tuple((value.slug, value.spelling, len(value.models)) for value in values)) for facet, values in found
    ]
    of_all = [(facet.slug, values) for facet, values in counted]
    yield Draft(ALL_FACETS, (links, len(listings), of_all), partial(_all_page, counted, len(listings), links))
    told = {id(listing): _told(listing) for listing in listings}
    for (facet, values), (_, counts) in zip(found, counted, strict=True):
        if not values:
            continue
        yield Draft(facet_path(facet), (links, counts), partial(_facet_page, facet, counts, links))
        for value in values:
            yield from _value_drafts(facet, value, page_size, links, told)


def value_path(facet: Facet, slug: str, number: int = 1) -> str:
    """Where a page of a value lies, counted from 1."""
    folder = f"{FOLDER}/{facet.slug}/{slug}"
    return f"{folder}/index.html" if number == 1 else f"{folder}/page/{number}/index.html"


def _value_drafts(facet: Facet, value: Value, page_size: int, links: Links, told: dict[int, Told]) -> Iterator[Draft]:
    total = len(value.models)
    for number in range(1, -(-total // page_size) + 1):
        paging = Paging(number, page_size, total)
        shown = paging.cut(value.models)
        path = value_path(facet, value.slug, number)
        models = [told[id(listing)] for listing in shown]
        of = (links, value.spelling, number, page_size, total, models)
        yield Draft(path, of, partial(_value_page, facet, value, models, paging, links))


def _told(listing: Listing) -> Told:
    return Told(
        listing.url,
        listing.name,
        listing.title,
        listing.tasks,
        listing.languages,
        listing.status,
        listing.expires,
        listing.date,
    )


def _all_page(counted: Sequence[tuple[Facet, Sequence[Counted]]], total: int, links: Links) -> Page:
    views = [
        FacetView(
            facet,
            len(values),
            _choices(facet, values, ALL_FACETS, links)[:_SHOWN],
            links.between(ALL_FACETS, facet_path(facet)),
        )
        for facet, values in counted
        if values
    ]
    html = render_template("facets", views=views, total=total)
    description = f"All {total:,} models of this hub by task, language, licence and predicted label."
    return Page(ALL_FACETS, "Models by task, language, licence and label", description, html)


def _facet_page(facet: Facet, values: Sequence[Counted], links: Links) -> Page:
    path = facet_path(facet)
    html = render_template(
        "facet", facet=facet, choices=_choices(facet, values, path, links), up=links.between(path, ALL_FACETS)
    )
    return Page(
        path,
        f"Models by {facet.noun}",
        f"The models of this hub by {facet.noun}: {len(values):,} to choose from.",
        html,
    )


def _value_page(facet: Facet, value: Value, shown: Sequence[Told], paging: Paging, links: Links) -> Page:
    path = value_path(facet, value.slug, paging.number)
    name = facet.name(value.spelling)
    html = render_template(
        "facet_value",
        facet=facet,
        name=name,
        code=value.spelling if name != value.spelling else "",
        rows=[_row(model, links.between(path, model_path(model.url))) for model in shown],
        paging=paging,
        steps=paging.steps(path, lambda number: value_path(facet, value.slug, number), links),
        up=links.between(path, ALL_FACETS),
        all_values=links.between(path, facet_path(facet)),
    )
    heading = facet.heading.format(name)
    page = f", page {paging.number} of {paging.count}" if paging.count > 1 else ""
    some = "One model" if paging.total == 1 else f"{paging.total:,} models"
    names = ", ".join(model.name for model in shown[:_NAMED])
    more = " …" if len(shown) > _NAMED else ""
    description = shortened(f"{some}, {facet.noun} {name}{page}: {names}{more}")
    return Page(path, f"{heading}{page}", description, html)


@lru_cache(maxsize=_ROWS)
def _row(model: Told, link: str) -> Markup:
    return render_template(
        "row",
        model=model,
        title=model.title if model.title != model.name else "",
        languages=[language_name(code) for code in model.languages],
        link=link,
    )


def _choices(facet: Facet, values: Sequence[Counted], here: str, links: Links) -> list[Choice]:
    """Those with most models first."""
    choices = [
        Choice(facet.name(spelling), spelling, count, links.between(here, value_path(facet, slug)))
        for slug, spelling, count in values
    ]
    return sorted(choices, key=lambda choice: (-choice.count, choice.name.casefold(), choice.spelling))
