"""The page for those who look after a hub: what is verified, what is not and why, and how that went over time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from generator.hub import Status
from generator.listing import Shelf
from generator.render.draft import Draft
from generator.render.environment import render_template
from generator.render.history_plot import history_plot
from generator.render.links import COMPARE, HEALTH, LEADERBOARDS, Links, list_path, model_path
from generator.render.page import Page
from generator.report.health import NAMED, Health, health_of

_LINT_WORDS = {
    "errors": "With errors",
    "warnings": "With warnings, no errors",
    "infos": "With remarks only",
    "nothing": "Nothing found",
    "unseen": "Not linted as they are now",
}


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a bar.

    Attributes:
        status: What it is the share of.
        count: In models.
        start: Where it begins, in percent of the bar.
        width: In percent of the bar.
    """

    status: Status
    count: int
    start: float
    width: float


def health_page(shelf: Shelf, links: Links) -> Draft:
    """The health of the hub."""
    health = health_of(shelf)
    return Draft(HEALTH, (links, health), partial(_page, health, links), menu="Health")


def shares_of(health: Health) -> tuple[Share, ...]:
    """The bar of the statuses, those without a model left out."""
    shares, start = [], 0.0
    for status, count in health.statuses:
        width = 100 * count / (health.total or 1)
        if count:
            shares.append(Share(status, count, round(start, 3), round(width, 3)))
        start += width
    return tuple(shares)


def _page(health: Health, links: Links) -> Page:
    html = render_template(
        "health",
        health=health,
        shares=shares_of(health),
        lint=[(_LINT_WORDS[state], count) for state, count in health.lint],
        linted=any(count for state, count in health.lint if state != "unseen"),
        plot=history_plot(health.history),
        named=NAMED,
        link=lambda url: links.between(HEALTH, model_path(url)),
        list_link=links.between(HEALTH, list_path(1)),
        leaderboards_link=links.between(HEALTH, LEADERBOARDS),
        compare_link=links.between(HEALTH, COMPARE),
    )
    description = "How much of this hub is verified, what stands in the way of the rest, and how that changed."
    return Page(HEALTH, "Health of the hub", description, html)
