"""Everyone reads the site: WCAG 2.2 AA by axe-core, by keyboard, without motion or scripts, in any direction."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from page_opener import Open
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

#: A page of each kind.
KINDS = [
    "",
    "models/",
    "models/page/2/",
    *(f"models/{name}/" for name in ("news_en", "pos_en", "ner_en", "others_en", "wrong_en", "hostile_en")),
    "browse/",
    "browse/languages/",
    "browse/languages/en/",
    "leaderboards/",
    "leaderboards/text-classification/",
    "health/",
    "compare/?model=news_en&model=wrong_en",
    "404.html",
]
STANDARD: dict[str, Any] = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"],
}
#: The rules that the colour scheme has a part in.
COLOURS: dict[str, Any] = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
WIDE: dict[str, Any] = {"width": 1280, "height": 900}


def violations(page: Page, only: dict[str, Any] = STANDARD) -> list[str]:
    """What axe-core finds, with everything unfolded: a line each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
        page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
    options = {"runOnly": only, "resultTypes": ["violations"]}
    found = page.evaluate("async options => (await axe.run(document, options)).violations", options)
    return [f"{item['id']}: {node['target']} {node['html'][:120]}" for item in found for node in item["nodes"]]


def test_axe_finds_nothing_on_any_kind_of_page(open_page: Open, address: str) -> None:
    page = open_page(viewport=WIDE, reduced_motion="reduce")  # Colours change at once.
    found = []
    for path in KINDS:
        page.emulate_media(color_scheme="light")
        page.goto(address + path)
        found += [f"{path}: {line}" for line in violations(page)]
        page.emulate_media(color_scheme="dark")
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        found += [f"{path}, dark: {line}" for line in violations(page, COLOURS)]
    assert not found


def test_axe_finds_nothing_whatever_a_card_says(open_attacked: Open, attacked: str) -> None:
    page = open_attacked()
    for name in ("attack_en", "arabic_ar", "japanese_ja"):
        page.goto(f"{attacked}models/{name}/")
        assert not violations(page), name


#: Whether the focused element shows that it is: by an outline, or as the theme's fields and tabs do.
SHOWS_FOCUS = """
() => {
  const element = document.activeElement
  window.wanted.delete(element)
  if (element === document.body) return null
  const label = element.matches(".md-option") ? element.nextElementSibling : element.labels?.[0]
  const shown = element.matches("input[type=radio]") ? label : element
  const style = getComputedStyle(shown)
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0
  const field = shown.matches("input[type=text], input[type=search]")
  return { what: element.outerHTML.slice(0, 100), ring: ring || field || style.boxShadow !== "none" }
}
"""


@pytest.mark.parametrize("path", ["models/news_en/", "browse/", "404.html"])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(open_page: Open, path: str) -> None:
    page = open_page(path, viewport=WIDE)
    page.evaluate(
        "window.wanted = new Set([...document.querySelectorAll("
        "'.md-content :is(a[href], button, input, summary, [tabindex=\"0\"])')]"
        ".filter(element => element.checkVisibility({ visibilityProperty: true }) && !element.disabled"
        " && element.tabIndex >= 0 && (element.type !== 'radio' || element.checked)))"
    )
    reached: list[dict[str, Any]] = []
    for _ in range(300):
        page.keyboard.press("Tab")
        at = page.evaluate(SHOWS_FOCUS)
        if reached and at == reached[0]:
            break  # Once around
        if at:  # The theme's search lets go of the focus before the next element gets it.
            reached.append(at)
    assert not [at["what"] for at in reached if not at["ring"]]
    assert not page.evaluate("[...window.wanted].map(element => element.outerHTML.slice(0, 200))")


def test_nothing_moves_for_those_who_ask_for_it(open_page: Open) -> None:
    page = open_page("models/news_en/", reduced_motion="reduce")
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter(element => {"
        " const style = getComputedStyle(element);"
        " return [style.transitionDuration, style.animationDuration]"
        ".some(times => times.split(', ').some(time => parseFloat(time) > 0.001)) }).length"
    )
    assert moving == 0


def test_a_text_runs_in_its_own_direction(open_attacked: Open) -> None:
    page = open_attacked("models/arabic_ar/", viewport=WIDE)
    ends = page.get_by_text("وقد دُرِّب على").evaluate(
        "paragraph => { const range = document.createRange(); range.selectNodeContents(paragraph);"
        " const text = range.getBoundingClientRect(), around = paragraph.getBoundingClientRect();"
        " return [text.left - around.left, around.right - text.right] }"
    )
    assert ends[1] < 2 < ends[0]


@pytest.mark.parametrize("name", ["arabic_ar", "japanese_ja", "attack_en"])
def test_no_script_and_no_letter_makes_a_phone_scroll_sideways(open_attacked: Open, name: str) -> None:
    page = open_attacked(f"models/{name}/", viewport={"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_models_are_found_without_scripts(open_page: Open) -> None:
    page = open_page("browse/", scripts=False)
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Models for English")
    page.get_by_role("link", name="Next", exact=True).click()
    page.get_by_role("link", name="news_en").or_(page.get_by_role("link", name="wrong_en")).first.click()
    expect(page.locator(".mh-name")).to_be_visible()


def test_a_lost_reader_finds_a_search_for_what_the_address_says(browser: Browser, address: str) -> None:
    page = browser.new_page()
    lost = f"{address}models/2021-11-01-news_topic_en/"
    with page.expect_request("**/assets/not_found.js"):
        page.route(lost, lambda route: route.fulfill(path=None, response=page.request.get(f"{address}404.html")))
        page.goto(lost)
    field = page.get_by_label("Search the models")
    expect(field).to_have_value("news topic en")
    field.press("Enter")
    page.wait_for_url(f"{address}models/?query=news+topic+en")
    page.close()
