"""A reader's way through the built site, in Chromium."""

from __future__ import annotations

import re

import pytest
from page_opener import Open, copied
from patience import until
from playwright.sync_api import expect
from site_maker import LONG_NAME, classified, make_record

from generator.render.snippet import snippet

pytestmark = pytest.mark.browser

PATHS = [
    "",
    "models/",
    *(f"models/{name}/" for name in ("news_en", "pos_en", "ner_en", "wrong_en", "hostile_en", LONG_NAME)),
]

#: Another day than today. Playwright's own clock takes the timers' place too, and pages' own timers trip over that.
PRETEND = "if (sessionStorage.today) Date.now = () => Date.parse(sessionStorage.today);"


def test_from_home_through_the_list_to_a_verified_result(open_page: Open) -> None:
    page = open_page()
    page.get_by_role("link", name="Browse all models").click()
    page.get_by_role("link", name="news_en").click()
    expect(page.locator("h1")).to_have_text("News topics")
    expect(page.locator("[data-status=verified]")).to_contain_text("agrees with every claim")
    row = page.locator(".mh-scores tr", has_text="Sports")
    expect(row).to_contain_text("0.9712")
    bar = row.locator(".mh-bar").bounding_box()
    cell = row.locator(".mh-bars").bounding_box()
    assert bar is not None
    assert cell is not None
    assert 0.8 < bar["width"] / cell["width"] < 1


@pytest.mark.parametrize("words", ["news_en", "News topics"])
def test_the_search_finds_a_model(open_page: Open, words: str) -> None:
    page = open_page()
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially(words, delay=20)
    page.locator(".md-search-result__link", has_text="News topics").first.click()
    expect(page.locator("h1")).to_have_text("News topics")
    assert page.url.partition("?")[0].endswith("/models/news_en/")


def test_a_code_tab_is_switched_and_its_snippet_copied(open_page: Open) -> None:
    page = open_page("models/news_en/")
    python, scala = page.get_by_text("classifier = Bert").first, page.get_by_text("val").first
    expect(python).to_be_visible()
    expect(scala).to_be_hidden()
    page.locator(".tabbed-labels label", has_text="Scala").click()
    expect(scala).to_be_visible()
    expect(python).to_be_hidden()
    block = page.locator(".tabbed-block:visible .highlight")
    block.hover()
    block.locator("[data-clipboard-target], .md-code__button[data-md-type=copy]").first.click()
    until(lambda: "pretrained" in copied(page))
    assert copied(page).strip() == 'val classifier = BertForSequenceClassification.pretrained("news_en", "en")'


def test_the_script_of_the_run_is_copied_as_it_is(open_page: Open) -> None:
    page = open_page("models/news_en/")
    page.locator(".tabbed-labels label", has_text="Transformers").click()
    block = page.locator("[data-tab=transformers] .highlight")
    expect(block.locator(".k, .kn").first).to_have_text("import")
    block.hover()
    block.locator("[data-clipboard-target], .md-code__button[data-md-type=copy]").first.click()
    until(lambda: "torch" in copied(page))
    assert copied(page).strip() == snippet(make_record("news_en", "verified", **classified())).strip()


def test_the_s3_address_is_copied(open_page: Open) -> None:
    page = open_page("models/news_en/")
    page.get_by_role("button", name="Copy S3 URI").click()
    until(lambda: copied(page) == "s3://models.example/news_en.zip")


def test_the_contents_lead_to_a_section(open_page: Open) -> None:
    page = open_page("models/wrong_en/")
    page.locator(".md-nav--secondary").get_by_text("Benchmark", exact=True).click()
    expect(page.locator("#benchmark")).to_be_in_viewport()


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_overflows_a_phone(open_page: Open, path: str, scheme: str) -> None:
    page = open_page(path, viewport={"width": 390, "height": 844}, color_scheme=scheme)
    for details in page.locator("details").all():
        details.evaluate("element => { element.open = true }")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_contrast(open_page: Open, path: str, scheme: str) -> None:
    page = open_page(path, color_scheme=scheme)
    expect(page.locator("body")).to_have_attribute(
        "data-md-color-scheme", {"light": "default", "dark": "slate"}[scheme]
    )
    assert not page.evaluate(LOW_CONTRAST)


#: Texts of ours whose contrast with what is behind them is below WCAG AA: 4.5 to 1, and 3 to 1 for large text.
LOW_CONTRAST = """
() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true })
  const paint = (...colors) => {
    canvas.clearRect(0, 0, 1, 1)
    for (const color of colors) { canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1) }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)
  }
  const light = color => {
    const [r, g, b] = color.map(x => (x /= 255) <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const behind = element => {
    const colors = []
    for (let at = element; at; at = at.parentElement) colors.unshift(getComputedStyle(at).backgroundColor)
    return ["white", ...colors]
  }
  const low = []
  for (const element of document.querySelectorAll(".md-content [class*=mh-], .md-content [class*=mh-] *")) {
    const texts = [...element.childNodes].filter(node => node.nodeType === 3 && node.data.trim())
    if (!texts.length || !element.checkVisibility() || element.closest(".mh-sr")) continue
    const style = getComputedStyle(element)
    const back = behind(element)
    const [a, b] = [light(paint(...back, style.color)), light(paint(...back))].sort((x, y) => y - x)
    const contrast = (a + 0.05) / (b + 0.05)
    const size = parseFloat(style.fontSize)
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700)
    if (contrast < (large ? 3 : 4.5)) low.push(`${element.className} ${texts[0].data.trim()}: ${contrast.toFixed(2)}`)
  }
  return low
}
"""


def test_a_status_is_told_by_words_and_icons_too(open_page: Open) -> None:
    page = open_page("models/wrong_en/")
    badge = page.locator(".mh-panel .mh-status:visible")
    expect(badge).to_have_text("Mismatch")
    mask = badge.evaluate("element => getComputedStyle(element, '::before').maskImage")
    assert re.match(r'url\("data:image/svg', mask)


def test_the_bar_of_statuses_says_nothing_that_the_table_does_not(open_page: Open) -> None:
    page = open_page()
    expect(page.locator(".mh-stack")).to_have_attribute("aria-hidden", "true")
    expect(page.get_by_role("table", name="Models by status")).to_contain_text("Not run")


def test_the_age_of_an_observation_is_told_and_a_record_expires_while_the_site_stays(open_page: Open) -> None:
    page = open_page("models/news_en/", alone=True)
    page.add_init_script(PRETEND)
    page.evaluate("sessionStorage.setItem('today', '2026-03-05T12:00:00Z')")
    page.reload()
    panel = page.locator(".mh-panel")
    expect(panel).to_contain_text("observed 2026-01-03 10:15 UTC, 2 months ago, with torch 2.13.0")
    expect(panel.get_by_text("Verified", exact=True)).to_be_visible()
    expect(panel.get_by_text("Stale")).to_be_hidden()
    page.evaluate("sessionStorage.setItem('today', '2126-01-03T12:00:00Z')")
    page.reload()
    expect(panel.get_by_text("Verified", exact=True)).to_be_hidden()
    expect(panel.get_by_text("agrees with every claim")).to_be_hidden()
    expect(panel.get_by_text("Stale")).to_be_visible()
    expect(panel.get_by_text("it counted until 2125-12-10 10:15 UTC, 24 days ago")).to_be_visible()
    page.goto(page.url.replace("news_en/", ""))
    card = page.locator(".mh-card", has_text="News topics")
    expect(page.locator(".mh-browse--live")).to_be_visible()
    expect(card.get_by_text("Stale")).to_be_visible()
    expect(card.get_by_text("Verified")).to_be_hidden()
