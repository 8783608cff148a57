"""How a hub is doing, for those who look after it: counted from listings alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from heapq import nsmallest
from typing import Literal

from msgspec import Struct

from generator.hub import STATUSES, Status
from generator.listing import HistoryPoint, LintCount, Listing, Shelf
from generator.report.causes import cause_of

#: Models, or files, that a list names.
NAMED = 20
#: Models that a cause names.
EXAMPLES = 3
#: Days of the history that are shown: a year.
DAYS = 366

#: By the worst that was found in a card; ``unseen``: the linter did not look at the card as it is.
LintState = Literal["errors", "warnings", "infos", "nothing", "unseen"]
LINT_STATES: tuple[LintState, ...] = ("errors", "warnings", "infos", "nothing", "unseen")


class Named(Struct, frozen=True, array_like=True):
    """A model that the page names. ``when``: a time in ISO 8601, where one matters."""

    url: str
    name: str
    status: Status
    when: str = ""
    lint: LintCount | None = None


class Group(Struct, frozen=True, array_like=True):
    """Models that have something in common: how many, and the first of them."""

    count: int = 0
    models: tuple[Named, ...] = ()


class Cause(Struct, frozen=True, array_like=True):
    """Why models have a status, as ``cause_of`` says; with the reason of one of them in full."""

    status: Status
    cause: str
    models: Group
    reason: str


class Health(Struct, frozen=True, array_like=True):
    """The whole page.

    Attributes:
        total: All models.
        statuses: How many have each status, best first.
        causes: Why others failed, differ, were not run or are stale: those of most models first.
        oldest: Models that were run, those longest ago first.
        expiring: Models whose records still count but will expire, the next first.
        expired: Models whose records expired.
        lint: How many cards are in each ``LintState``.
        worst: Cards with findings, those with most errors first.
        unmeasured: Models that were run, but on no evaluation data.
        unpinned: Models that were fetched at a revision that may move.
        unread: Files that are no cards, with their problems, and how many there are.
        history: The last days.
        days: How many days the history has.
    """

    total: int
    statuses: tuple[tuple[Status, int], ...]
    causes: tuple[Cause, ...]
    oldest: Group
    expiring: Group
    expired: Group
    lint: tuple[tuple[LintState, int], ...]
    worst: Group
    unmeasured: Group
    unpinned: Group
    unread: tuple[tuple[str, tuple[str, ...]], ...]
    unread_count: int
    history: tuple[HistoryPoint, ...]
    days: int


def health_of(shelf: Shelf) -> Health:
    """Count and choose."""
    listings = shelf.listings
    statuses = Counter(listing.status for listing in listings)
    lint = Counter(map(_lint_state, listings))
    run = [listing for listing in listings if listing.observed_at]
    lasting = [listing for listing in run if listing.expires]
    linted = [listing for listing in listings if listing.lint and any((listing.lint.errors, listing.lint.warnings))]
    answered = [listing for listing in run if listing.status in {"verified", "measured", "mismatch"}]
    return Health(
        total=len(listings),
        statuses=tuple((status, statuses[status]) for status in STATUSES),
        causes=_causes(listings),
        oldest=_first(run, lambda item: item.observed_at, lambda item: item.observed_at),
        expiring=_first(
            [item for item in lasting if item.status != "stale"], lambda item: item.expires, lambda item: item.expires
        ),
        expired=_first(
            [item for item in lasting if item.status == "stale"], lambda item: item.expires, lambda item: item.expires
        ),
        lint=tuple((state, lint[state]) for state in LINT_STATES),
        worst=_first(linted, _badness),
        unmeasured=_first([item for item in answered if not item.measured], lambda item: item.name.casefold()),
        unpinned=_first([item for item in listings if item.unpinned], lambda item: item.name.casefold()),
        unread=shelf.unread[:NAMED],
        unread_count=len(shelf.unread),
        history=shelf.history[-DAYS:],
        days=len(shelf.history),
    )


def _causes(listings: Iterable[Listing]) -> tuple[Cause, ...]:
    found: defaultdict[tuple[Status, str], list[Listing]] = defaultdict(list)
    for listing in listings:
        if cause := cause_of(listing.status, listing.reason):
            found[listing.status, cause].append(listing)
    causes = [
        Cause(status, cause, Group(len(models), tuple(_named(model) for model in models[:EXAMPLES])), models[0].reason)
        for (status, cause), models in found.items()
    ]
    # What failed or differs is a fault; the rest may be as it should be.
    faults: Sequence[Status] = ("failed", "mismatch", "stale", "not-run")
    return tuple(sorted(causes, key=lambda cause: (faults.index(cause.status), -cause.models.count, cause.cause)))


def _first(
    listings: Sequence[Listing],
    order: Callable[[Listing], object],
    when: Callable[[Listing], str] = lambda _: "",
) -> Group:
    """How many, and the first in an order; those that are equal in it by their keys."""
    first = nsmallest(NAMED, listings, key=lambda item: (order(item), item.key))
    return Group(len(listings), tuple(_named(item, when(item)) for item in first))


def _named(listing: Listing, when: str = "") -> Named:
    return Named(listing.url, listing.name, listing.status, when, listing.lint)


def _badness(listing: Listing) -> tuple[int, int]:
    lint = listing.lint
    return (-lint.errors, -lint.warnings) if lint else (0, 0)


def _lint_state(listing: Listing) -> LintState:
    lint = listing.lint
    if lint is None:
        return "unseen"
    if lint.errors:
        return "errors"
    if lint.warnings:
        return "warnings"
    return "infos" if lint.infos else "nothing"
