"""A whole site as Markdown, for renderers that know nothing of modelhub: every page but those of single models."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from generator.hub import STATUSES
from generator.listing import Listing, Shelf
from generator.render.languages import language_name
from generator.render.links import HOME, Links, list_path, model_path
from generator.render.markdown.environment import render_file, render_markdown

_INDEX = "index.html"
_LONGEST_SLUG = 80


@dataclass(frozen=True, slots=True)
class PageLinks(Links):
    """Links from one source of a page to another, which renderers check, and turn into addresses."""

    def between(self, here: str, there: str) -> str:
        """The link from the page at ``here`` to the page or file at ``there``."""
        return quote(posixpath.relpath(source_path(there), posixpath.dirname(here) or "."))


@dataclass(frozen=True, slots=True)
class _Row:
    """A model in a list."""

    listing: Listing
    link: str

    @property
    def title(self) -> str:
        """What the name does not say already."""
        return self.listing.title if self.listing.title != self.listing.name else ""

    @property
    def languages(self) -> tuple[str, ...]:
        """By name."""
        return tuple(map(language_name, self.listing.languages))


@dataclass(frozen=True, slots=True)
class _Group:
    """Models that share a task or a language. ``folder`` is where their list lies."""

    name: str
    folder: str
    listings: Sequence[Listing]

    @property
    def verified(self) -> int:
        """How many of them are verified."""
        return sum(listing.status == "verified" for listing in self.listings)


def source_path(path: str) -> str:
    """Where the source of a page lies: ``models/x/index.md`` for ``models/x/index.html``; other files as they are."""
    return f"{path.removesuffix('.html')}.md" if path.endswith(_INDEX) else path


def site_file(name: str, site_url: str = "") -> str:
    """``mkdocs.yml``: for MkDocs with Material and for Zensical, with nothing but what both have of their own."""
    return render_file("mkdocs.yml", name=name, site_url=site_url)


def markdown_pages(shelf: Shelf, page_size: int, name: str) -> Iterator[tuple[str, str]]:
    """Home, the list of models, and the lists of tasks and of languages: each with the path of its source.

    Args:
        shelf: All models, in short.
        page_size: Models a page of a list.
        name: The site's name.
    """
    listings = sorted(shelf.listings, key=lambda listing: (listing.name.casefold(), listing.key))
    yield source_path(HOME), _home(shelf, name)
    yield from _lists("Models", listings, list_path, page_size)
    for title, what, folder, values, name_of in (
        ("Tasks", "Task", "tasks", lambda listing: listing.tasks, str),
        ("Languages", "Language", "languages", lambda listing: listing.languages, language_name),
    ):
        groups = list(_groups(folder, listings, values, name_of))
        here = f"{folder}/{_INDEX}"
        rows = [(group, PageLinks().between(here, f"{group.folder}/{_INDEX}")) for group in groups]
        yield source_path(here), render_markdown("groups", title=title, what=what, rows=rows)
        for group in groups:
            yield from _lists(f"{what}: {group.name}", group.listings, _pages_in(group.folder), page_size)


def _home(shelf: Shelf, name: str) -> str:
    counts = dict.fromkeys(STATUSES, 0)
    for listing in shelf.listings:
        counts[listing.status] += 1
    places = {"Models": list_path(1), "Tasks": f"tasks/{_INDEX}", "Languages": f"languages/{_INDEX}"}
    links = {title: PageLinks().between(HOME, path) for title, path in places.items()}
    return render_markdown(
        "home", name=name, total=len(shelf.listings), counts=counts, links=links, unread=shelf.unread
    )


def _lists(
    title: str, listings: Sequence[Listing], place: Callable[[int], str], size: int
) -> Iterator[tuple[str, str]]:
    """A list, cut into pages; one empty page for no models."""
    count, links = max(1, -(-len(listings) // size)), PageLinks()
    for number in range(1, count + 1):
        here = place(number)
        shown = listings[(number - 1) * size : number * size]
        text = render_markdown(
            "list",
            title=title,
            total=len(listings),
            number=number,
            count=count,
            rows=[_Row(listing, links.between(here, model_path(listing.url))) for listing in shown],
            previous=links.between(here, place(number - 1)) if number > 1 else "",
            next=links.between(here, place(number + 1)) if number < count else "",
        )
        yield source_path(here), text


def _pages_in(folder: str) -> Callable[[int], str]:
    return lambda number: f"{folder}/{_INDEX}" if number == 1 else f"{folder}/page/{number}/{_INDEX}"


def _groups(
    folder: str, listings: Sequence[Listing], values: Callable[[Listing], Sequence[str]], name_of: Callable[[str], str]
) -> Iterator[_Group]:
    """Biggest first."""
    found: defaultdict[str, list[Listing]] = defaultdict(list)
    for listing in listings:
        for value in dict.fromkeys(values(listing)):
            found[value].append(listing)
    taken: set[str] = set()
    for value in sorted(found, key=lambda value: (-len(found[value]), value)):
        yield _Group(name_of(value), f"{folder}/{_slug(value, taken)}", found[value])


def _slug(name: str, taken: set[str]) -> str:
    """A folder's name, unlike all that are taken, whatever their case."""
    base = re.sub(r"[^\w.-]+", "-", name.casefold())[:_LONGEST_SLUG].strip(".-") or "other"
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    taken.add(slug)
    return slug
