"""Searching and filtering on the browse page, in Chromium."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from catalogue_maker import COUNT, LANGUAGES, TASKS, made
from page_opener import Open
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser

MODELS = made()
NER, CLASSIFICATION, TRANSLATION = TASKS


def count(task: str = "", *languages: str) -> int:
    """How many models there are for a task in any of the languages."""
    return sum((not task or m.task == task) and (not languages or m.language in languages) for m in MODELS)


def facet(page: Page, name: str) -> Locator:
    return page.locator(f".mh-facet[data-facet={name}]")


def names(page: Page) -> list[str]:
    return page.locator(".mh-card__name").all_text_contents()


def expect_address(page: Page, *pairs: tuple[str, str]) -> None:
    """Wait until the address says just this: it may follow what is seen."""
    page.wait_for_url(lambda address: parse_qsl(urlsplit(address).query) == list(pairs))


def total(page: Page, text: str | int) -> None:
    expect(page.locator(".mh-browse--live")).to_be_attached()
    expect(page.locator("[data-mh=count]")).to_have_text(re.compile(rf"^{text}\b"))


def test_facets_combine_and_back_undoes_each_step(open_catalogue: Open) -> None:
    page = open_catalogue("models/")
    total(page, f"{COUNT} models, page 1 of 2")
    facet(page, "task").get_by_label(NER).check()
    total(page, count(NER))
    facet(page, "language").get_by_label("English").check()
    total(page, count(NER, "en"))
    expect(facet(page, "task").get_by_label(CLASSIFICATION)).to_have_accessible_name(
        re.compile(rf"\b{count(CLASSIFICATION, 'en')} models?$")
    )
    facet(page, "language").get_by_label("German").check()
    total(page, count(NER, "en", "de"))
    expect_address(page, ("language", "en"), ("language", "de"), ("task", NER))
    page.go_back()
    total(page, count(NER, "en"))
    expect(facet(page, "language").get_by_label("German")).not_to_be_checked()
    page.go_back()
    page.go_back()
    total(page, COUNT)
    expect_address(page)
    page.go_forward()
    total(page, count(NER))


def test_an_address_shows_what_it_says_and_chips_take_it_away(open_catalogue: Open) -> None:
    page = open_catalogue("models/?query=number&task=Translation&language=tr&sort=name&view=table&unknown=x")
    total(page, count("Translation", "tr"))
    expect(page.locator("[data-mh=query]")).to_have_value("number")
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.get_by_label("Sort")).to_have_value("name")
    chips = page.locator(".mh-chips")
    expect(chips.get_by_role("button")).to_have_text(
        ["Remove words: “number”", "Remove filter: Translation", "Remove filter: Turkish", "Clear all"]
    )
    chips.get_by_text("Turkish").click()
    total(page, count("Translation"))
    chips.get_by_text("Clear all").click()
    total(page, COUNT)
    expect(chips.get_by_role("button")).to_have_count(0)
    expect_address(page, ("sort", "name"), ("view", "table"))
    expect(page.get_by_role("heading", name="Results")).to_be_focused()


def test_words_with_mistakes_are_found_and_marked(open_catalogue: Open) -> None:
    page = open_catalogue("models/")
    field = page.locator("[data-mh=query]")
    field.press_sequentially("clincal deseases", delay=15)
    total(page, 2)
    expect(page.locator(".mh-card__title mark")).to_have_text(["diseases", "clinical", "diseases"])
    expect(page.get_by_label("Sort")).to_have_value("relevance")
    page.get_by_label("Sort").select_option("date")
    expect(page.locator(".mh-card__name").first).to_have_text("clinical_notes_en")
    expect_address(page, ("query", "clincal deseases"), ("sort", "date"))
    page.go_back()
    page.go_back()  # However many letters the words have, they are one step.
    total(page, COUNT)
    expect(field).to_have_value("")


def test_a_model_that_is_being_pressed_stays_until_it_is_opened(open_catalogue: Open) -> None:
    page = open_catalogue("models/")
    total(page, COUNT)
    link = page.locator(".mh-card__name a, a.mh-card__name").nth(3)
    link.hover()
    page.mouse.down()
    address = str(link.evaluate("link => link.href"))
    page.locator("[data-mh=query]").evaluate(
        "field => { field.value = 'clinical'; field.dispatchEvent(new Event('input', { bubbles: true })); }"
    )
    page.wait_for_timeout(700)  # By far as long as searching takes.
    page.mouse.up()
    page.wait_for_url(address)


def test_orders_views_and_a_link_to_copy(open_catalogue: Open) -> None:
    page = open_catalogue("models/")
    page.get_by_label("Sort").select_option("name")
    expect(page.locator(".mh-card__name").first).to_have_text("clinical_letters_de")
    page.get_by_role("button", name="Table").click()
    expect(page.get_by_role("columnheader", name="Model")).to_have_attribute("aria-sort", "ascending")
    page.get_by_role("button", name="Released").click()
    expect(page.get_by_role("columnheader", name="Released")).to_have_attribute("aria-sort", "descending")
    expect(page.get_by_role("rowheader").first).to_contain_text("clinical_notes_en")
    expect(page.get_by_role("button", name="Released")).to_be_focused()
    page.get_by_role("button", name="Copy link to this view").click()
    expect(page.get_by_text("Link copied.")).to_be_attached()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert parse_qsl(urlsplit(copied).query) == [("sort", "date"), ("view", "table")]
    page.wait_for_url(lambda address: address == copied)


def test_a_long_facet_is_searched_and_shown_whole(open_catalogue: Open) -> None:
    language = facet(open_catalogue("models/"), "language")
    expect(language.get_by_role("checkbox")).to_have_count(6)
    language.get_by_role("button", name="Show all 12").click()
    expect(language.get_by_role("checkbox")).to_have_count(len(LANGUAGES))
    language.get_by_label("Search in Language").fill("finn")
    expect(language.get_by_role("checkbox")).to_have_count(1)
    language.get_by_label("Finnish").check()
    expect(language.page.locator(".mh-chips")).to_contain_text("Finnish")
    language.get_by_label("Search in Language").fill("klingon")
    expect(language).to_contain_text("None is called so.")


def test_pages_of_results(open_catalogue: Open) -> None:
    page = open_catalogue("models/?sort=name")
    total(page, f"{COUNT} models, page 1 of 2")
    first = names(page)
    page.get_by_role("link", name="Page 2").click()
    total(page, f"{COUNT} models, page 2 of 2")
    expect(page.get_by_role("heading", name="Results")).to_be_focused()
    assert sorted([*first, *names(page)]) == sorted(model.name for model in MODELS)
    page.go_back()
    expect(page.locator(".mh-card__name").first).to_have_text(first[0])
    expect_address(page, ("sort", "name"))
    page.goto(f"{page.url}&page=99")
    total(page, f"{COUNT} models, page 2 of 2")
    expect_address(page, ("sort", "name"), ("page", "2"))


def test_where_nothing_is_found_there_is_a_way_on(open_catalogue: Open) -> None:
    page = open_catalogue(f"models/?query=clinical&task={CLASSIFICATION}")
    total(page, f"0 of {COUNT} models")
    page.get_by_role("button", name=f"2 models without {CLASSIFICATION}").click()
    total(page, 2)


def test_two_to_four_models_are_picked_for_comparison(open_catalogue: Open) -> None:
    page = open_catalogue("models/?query=clinical")
    page.get_by_label("Compare clinical_notes_en").check()
    bar = page.get_by_role("region", name="Comparison")
    expect(bar).to_contain_text("Choose another one")
    page.get_by_label("Compare clinical_letters_de").check()
    page.goto(page.url.replace("?query=clinical", "?view=table"))  # They stay picked on other pages of results.
    picks = page.get_by_role("checkbox", name=re.compile("^Compare model_"))
    picks.nth(0).check()
    picks.nth(1).check()
    expect(picks.nth(2)).to_be_disabled()
    link = bar.get_by_role("link", name="Compare 4 models")
    given = parse_qsl(urlsplit(link.get_attribute("href") or "").query)
    assert given[:2] == [("model", "clinical_notes_en"), ("model", "clinical_letters_de")]
    assert len(given) == 4
    bar.get_by_role("button", name="Do not compare clinical_notes_en").click()
    expect(bar.get_by_role("link", name="Compare 3 models")).to_be_visible()
    bar.get_by_role("button", name="Clear").click()
    expect(bar).to_be_hidden()


def test_filters_on_a_phone(open_catalogue: Open) -> None:
    page = open_catalogue("models/", viewport={"width": 390, "height": 844}, color_scheme="dark")
    total(page, COUNT)
    boxes = [card.bounding_box() for card in page.locator(".mh-card").all()[:2]]
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert boxes[0]["x"] == boxes[1]["x"]
    page.get_by_role("button", name="Filters").click()
    drawer = page.get_by_role("dialog", name="Filters")
    drawer.get_by_label(NER).check()
    drawer.get_by_role("button", name=f"Show {count(NER)} models").click()
    expect(drawer).to_be_hidden()
    expect(page.get_by_role("button", name="Filters (1)")).to_be_focused()
    total(page, count(NER))
    page.get_by_role("button", name="Table").click()
    expect(page.get_by_role("table")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_without_scripts_there_is_a_list(open_catalogue: Open) -> None:
    page = open_catalogue("models/", scripts=False)
    assert len(names(page)) == 15
    expect(page.locator(".mh-card").first).to_contain_text("Not run")
    for control in ("query", "sort", "side", "filters"):
        expect(page.locator(f"[data-mh={control}]")).to_be_hidden()
    seen = names(page)
    page.get_by_role("link", name="Next", exact=True).click()
    page.wait_for_url("**/models/page/2/")
    seen += names(page)
    page.get_by_role("link", name="Page 3").click()
    page.wait_for_url("**/models/page/3/")
    assert sorted([*seen, *names(page)]) == sorted(model.name for model in MODELS)
    page.get_by_role("link", name="by task, language, licence and label").click()
    expect(page.get_by_role("link", name="French")).to_be_visible()


def test_scripts_show_the_list_that_came_with_the_page(open_catalogue: Open) -> None:
    before = names(open_catalogue("models/", scripts=False))
    page = open_catalogue("models/")
    expect(page.locator(".mh-browse--live")).to_be_visible()
    assert names(page)[:15] == before


def test_by_keyboard_alone(open_catalogue: Open) -> None:
    page = open_catalogue("models/")
    total(page, COUNT)
    expect(facet(page, "task").get_by_label(NER)).to_be_visible()
    page.keyboard.press("/")
    expect(page.locator("[data-mh=query]")).to_be_focused()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") == NER:
            break
    page.keyboard.press("Space")
    total(page, count(NER))
    expect(facet(page, "task").get_by_label(NER)).to_be_focused()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect_address(page, ("task", NER), ("task", TRANSLATION))
    expect(facet(page, "task").get_by_label(TRANSLATION)).to_be_focused()


def test_where_the_index_cannot_be_read_the_list_stays(browser: Browser, catalogue: str) -> None:
    page = browser.new_page()
    page.route("**/finder/meta*", lambda route: route.abort())
    page.goto(f"{catalogue}models/?task=Translation")
    expect(page.get_by_role("alert")).to_contain_text("index could not be read")
    assert len(names(page)) == 15
    expect(page.get_by_role("link", name="Next", exact=True)).to_be_visible()
    expect(page.get_by_label("Sort")).to_be_hidden()
    page.unroute("**/finder/meta*")
    page.get_by_role("button", name="Try again").click()
    total(page, count("Translation"))
    expect(page.get_by_role("alert")).to_have_count(0)
    page.close()


def test_from_the_home_page_to_a_view(open_catalogue: Open) -> None:
    page = open_catalogue("")
    page.get_by_label("Search models", exact=True).fill("clinical letters")
    page.keyboard.press("Enter")
    expect(page.locator(".mh-card__name").first).to_have_text("clinical_letters_de")
    page.goto(page.url.split("models/")[0])
    page.get_by_role("row", name="Turkish").get_by_role("link").click()
    total(page, count("", "tr"))
