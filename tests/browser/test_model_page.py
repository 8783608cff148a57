"""A model's page in Chromium: tabs, buttons, charts, citation, print."""

from __future__ import annotations

import re

import pytest
from page_opener import Open, copied
from patience import until
from playwright.sync_api import expect
from site_maker import LONG_NAME

pytestmark = pytest.mark.browser


def test_the_chosen_tab_is_remembered_on_the_next_page(open_page: Open) -> None:
    page = open_page("models/news_en/")
    page.locator(".tabbed-labels label", has_text="Scala").click()
    expect(page.locator("[data-tab=scala]")).to_be_visible()
    page.goto(page.url.replace("news_en", "wrong_en"))
    expect(page.locator("[data-tab=scala]")).to_be_visible()
    expect(page.locator("[data-tab=python]")).to_be_hidden()


def test_tabs_are_changed_by_keyboard(open_page: Open) -> None:
    page = open_page("models/news_en/")
    page.locator("#code-python").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-tab=scala]")).to_be_visible()


def test_a_disabled_button_says_why_to_everybody(open_page: Open) -> None:
    page = open_page("models/news_en/")
    demo = page.get_by_role("button", name="Live Demo")
    expect(demo).to_be_disabled()
    expect(demo).to_have_accessible_description("the card has no demo")
    expect(page.get_by_text("the card has no demo")).to_be_visible()


@pytest.mark.parametrize(("form", "start"), [("BibTeX", "@misc{news_en,"), ("CITATION.cff", "cff-version: 1.2.0")])
def test_a_citation_is_copied(open_page: Open, form: str, start: str) -> None:
    page = open_page("models/news_en/")
    block = page.locator(f"h3:has-text('{form}') + .highlight")
    block.hover()
    block.locator("[data-clipboard-target], .md-code__button[data-md-type=copy]").first.click()
    until(lambda: copied(page).startswith(start))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_charts_have_names_and_keep_to_their_box(open_page: Open, scheme: str) -> None:
    page = open_page("models/news_en/", color_scheme=scheme, viewport={"width": 390, "height": 844})
    charts = page.locator("svg.mh-chart")
    names = [
        "F1 of each label, observed",
        "What was taken for what, in rows",
        "Time for one answer",
        "Samples a second",
    ]
    assert charts.count() == len(names)
    for at, name in enumerate(names):
        expect(charts.nth(at)).to_have_role("img")
        expect(charts.nth(at)).to_have_accessible_name(re.compile(f"^{name}"))
    assert not page.evaluate(INVISIBLE)


#: Texts and shapes of charts that cannot be seen on the page's background.
INVISIBLE = """
() => [...document.querySelectorAll("svg.mh-chart :is(text, .mh-chart__bar, .mh-chart__interval)")].filter(element => {
  const style = getComputedStyle(element)
  const paint = element.matches(".mh-chart__interval") ? style.stroke : style.fill
  return paint === "none" || paint === getComputedStyle(document.body).backgroundColor
}).map(element => element.outerHTML)
"""


def test_a_page_prints_on_paper(open_page: Open) -> None:
    page = open_page(f"models/{LONG_NAME}/", viewport={"width": 700, "height": 900})
    page.emulate_media(media="print")
    expect(page.locator(".mh-buttons")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 700


def test_what_depends_on_other_cards_is_there(open_page: Open) -> None:
    page = open_page("models/news_en/")
    page.locator("#similar + ul a").first.click()
    expect(page.locator("h1")).to_be_visible()
    assert "modelhub:" not in page.content()
