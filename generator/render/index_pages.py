"""The home page and the list of models."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from generator.hub import STATUSES, Entry, Hub, Status
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

    entry: Entry
    link: str

    @property
    def title(self) -> str:
        """What stands under the name; empty where it says the same."""
        facts = self.entry.card.facts
        return facts.title if facts.title != facts.name else ""

    @property
    def accuracy(self) -> float | None:
        """What was measured on evaluation data."""
        record = self.entry.record
        return record.benchmark.accuracy if record and record.benchmark else None


def home_page(hub: Hub, name: str, links: Links) -> Page:
    """What this hub holds, and how much of it is verified."""
    total = len(hub.entries)
    counts = hub.counts()
    verified = (entry for entry in hub.entries if entry.status == "verified")
    html = render_template(
        "home",
        name=name,
        total=total,
        verified=counts["verified"],
        counts=tuple(StatusCount(status, counts[status], counts[status] / (total or 1)) for status in STATUSES),
        examples=tuple(_row(entry, HOME, links) for entry in islice(verified, _EXAMPLES)),
        tasks=_groups(hub, lambda entry: entry.card.facts.tasks),
        languages=_groups(hub, lambda entry: entry.card.facts.languages),
        shown=_SHOWN,
        list_link=links.between(HOME, list_path(1)),
        unread=hub.unread,
    )
    description = f"{total:,} models, {counts['verified']:,} of them run and found to agree with their cards."
    return Page(HOME, name, description, html, search=html, in_menu=True)


def list_pages(hub: Hub, page_size: int, links: Links) -> Iterator[Page]:
    """The list of all models by name, cut into pages; one empty page for an empty hub."""
    count = max(1, -(-len(hub.entries) // page_size))
    entries = sorted(hub.entries, key=lambda entry: (entry.card.facts.name.casefold(), entry.id))
    for number in range(1, count + 1):
        path = list_path(number)
        shown = entries[(number - 1) * page_size : number * page_size]
        html = render_template(
            "list",
            rows=tuple(_row(entry, path, links) for entry in shown),
            first=(number - 1) * page_size + 1,
            total=len(hub.entries),
            number=number,
            count=count,
            pages=[(other, links.between(path, list_path(other))) if other else None for other in _near(number, count)],
            previous=links.between(path, list_path(number - 1)) if number > 1 else "",
            next=links.between(path, list_path(number + 1)) if number < count else "",
        )
        title = "Models" if number == 1 else f"Models, page {number}"
        yield Page(path, title, f"Models of this hub, page {number} of {count}.", html, in_menu=number == 1)


def _row(entry: Entry, here: str, links: Links) -> Row:
    return Row(entry, links.between(here, model_path(entry.url)))


def _groups(hub: Hub, names: Callable[[Entry], Sequence[str]]) -> tuple[Group, ...]:
    """Biggest first."""
    models = Counter(name for entry in hub.entries for name in names(entry))
    verified = Counter(name for entry in hub.entries if entry.status == "verified" for name in names(entry))
    return tuple(Group(name, models[name], verified[name]) for name in sorted(models, key=lambda n: (-models[n], n)))


def _near(number: int, count: int) -> Iterator[int]:
    """Page numbers to offer: the ends and the neighbours; 0 stands for a gap."""
    offered = sorted({1, count, *range(max(1, number - 2), min(count, number + 2) + 1)})
    for position, page in enumerate(offered):
        if position and page - offered[position - 1] > 1:
            yield 0
        yield page
