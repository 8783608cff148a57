"""The page that compares models in the browser: one for all of them, since what it shows stands in its address."""

from __future__ import annotations

from functools import partial

from generator.render.draft import Draft
from generator.render.environment import render_template
from generator.render.links import COMPARE, HEALTH, LEADERBOARDS, Links, list_path
from generator.render.metric import LOWER_IS_BETTER, METRIC_NAMES
from generator.render.page import Page
from generator.render.status import STATUS_TEXTS

_SCRIPT = "assets/compare/compare.js"


def compare_page(links: Links) -> Draft:
    """The page; the script fetches what the site has of the models as ``models/<url>/model.json``."""
    return Draft(COMPARE, links, partial(_page, links), menu="Compare")


def _page(links: Links) -> Page:
    words = {
        "statuses": {status: text.word for status, text in STATUS_TEXTS.items()},
        "metrics": dict(METRIC_NAMES),
        "lower": sorted(LOWER_IS_BETTER),
    }
    html = render_template(
        "compare",
        words=words,
        root="../",
        page="" if links.directory_urls else "index.html",
        script=links.between(COMPARE, _SCRIPT),
        list_link=links.between(COMPARE, list_path(1)),
        leaderboards_link=links.between(COMPARE, LEADERBOARDS),
        health_link=links.between(COMPARE, HEALTH),
    )
    description = "Models of this hub side by side: facts, labels, answers, figures and speed."
    return Page(COMPARE, "Compare models", description, html)
