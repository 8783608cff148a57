"""Finding models by the header's search, in Chromium."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from catalogue_maker import COUNT, made, make_catalogue
from page_opener import Open, opener, served
from playwright.sync_api import Browser, Locator, Page, expect

from generator.plugin import build_site

pytestmark = pytest.mark.browser

MKDOCS = """\
site_name: Another hub
site_url: https://hub.example/
theme: {{name: material, font: false, features: [{features}]}}
plugins: [{plugins}]
"""


def test_a_mistyped_word_is_found_from_a_model_page_by_keyboard(open_catalogue: Open) -> None:
    page = open_catalogue("models/clinical_notes_en/")
    page.keyboard.press("/")
    page.keyboard.type("clincal leters", delay=15)
    found = page.locator(".mh-found")
    expect(found.get_by_role("status")).to_have_text("1 model")
    expect(found.locator("mark").first).to_have_text("clinical")
    expect(found.get_by_role("link")).to_contain_text("Not run")
    page.keyboard.press("ArrowDown")
    expect(found.get_by_role("link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Find diseases in letters")


def test_enter_opens_the_first_model_however_fast(open_catalogue: Open) -> None:
    page = open_catalogue("wheat/")
    page.keyboard.press("/")
    page.keyboard.type("clinical_letters_de")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Find diseases in letters")


def test_enter_is_for_all_that_was_typed_and_not_for_what_was_found_of_a_part_of_it(open_catalogue: Open) -> None:
    page = open_catalogue("wheat/")
    with page.expect_response("**/finder/meta*"):
        page.keyboard.press("/")
    page.route("**/finder/**", lambda _: None)  # What a search takes is held back.
    with page.expect_request("**/finder/**"):
        page.keyboard.type("clinical")
    page.locator(".md-search__input").evaluate(
        """field => {
            field.value += "_letters_de";
            field.dispatchEvent(new InputEvent("input", { bubbles: true }));
            field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
        }"""
    )
    page.unroute("**/finder/**")  # Now it comes.
    expect(page.locator("h1")).to_have_text("Find diseases in letters")


@pytest.mark.parametrize("how", ["click", "type"])
def test_the_search_opens_again_where_the_theme_closed_it_under_the_reader(open_catalogue: Open, how: str) -> None:
    """As it does a moment after each change of page, and the field keeps the focus."""
    page = open_catalogue("wheat/", viewport={"width": 1280, "height": 900})
    field, is_open = page.locator(".md-search__input"), page.locator("[data-md-toggle=search]")
    field.click()
    page.keyboard.type("clinical")
    found = page.locator(".mh-found__list a").first
    expect(found).to_be_visible()
    is_open.evaluate("toggle => toggle.click()")
    expect(is_open).not_to_be_checked()
    expect(field).to_be_focused()
    if how == "click":
        field.click()
    else:
        page.keyboard.type(" letters")
    expect(is_open).to_be_checked()
    page.locator(".mh-found__list a", has_text="Find diseases in letters").click()
    expect(page.locator("h1")).to_have_text("Find diseases in letters")


TYPED = "(field, text) => { field.value = text; field.dispatchEvent(new Event('input', { bubbles: true })); }"
#: Milliseconds after which what was typed is searched and shown, by far.
SHOWN = 700


def press(page: Page, link: Locator) -> str:
    """Press a link without letting go; its address."""
    link.hover()
    page.mouse.down()
    return str(link.evaluate("link => link.href"))


def test_a_model_that_is_being_pressed_stays_until_it_is_opened(open_catalogue: Open) -> None:
    page = open_catalogue("wheat/")
    field, status = page.locator(".md-search__input"), page.locator(".mh-found").get_by_role("status")
    field.press_sequentially("number", delay=15)
    expect(status).to_have_text(f"{COUNT - 2} models")
    address = press(page, page.locator(".mh-found__list a").nth(2))
    field.evaluate(TYPED, "clinical")
    page.wait_for_timeout(SHOWN)
    page.mouse.up()
    page.wait_for_url(address)


def test_a_press_that_opens_nothing_holds_up_no_search(open_catalogue: Open) -> None:
    page = open_catalogue("wheat/")
    field, status = page.locator(".md-search__input"), page.locator(".mh-found").get_by_role("status")
    field.press_sequentially("number", delay=15)
    expect(status).to_have_text(f"{COUNT - 2} models")
    press(page, page.locator(".mh-found__list a").nth(2))
    field.evaluate(TYPED, "clinical")
    page.mouse.move(5, 5)
    page.mouse.up()
    expect(status).to_have_text("2 models")


def test_all_that_was_found_is_on_the_browse_page(open_catalogue: Open) -> None:
    page = open_catalogue("")
    page.locator(".md-search__input").fill("number")
    page.get_by_role("link", name=re.compile(rf"All {COUNT - 2} models for “number”")).click()
    expect(page.locator("[data-mh=query]")).to_have_value("number")
    expect(page.locator("[data-mh=count]")).to_contain_text(f"{COUNT - 2} of {COUNT} models")
    # There it changes the view without loading the page.
    page.evaluate("window.same = true")
    page.locator(".md-search__input").fill("translation")
    page.get_by_role("link", name=re.compile("All .* models for “translation”")).click()
    expect(page.locator("[data-mh=query]")).to_have_value("translation")
    assert page.evaluate("window.same")


def test_the_guide_is_found_below_the_models(open_catalogue: Open) -> None:
    page = open_catalogue("models/")
    field = page.locator(".md-search__input")
    field.press_sequentially("wheat", delay=15)
    guide = page.locator(".md-search-result__item")
    expect(guide).to_contain_text("How to glean wheat")
    expect(page.locator(".mh-found").get_by_role("status")).to_have_text("No models")
    field.fill("")
    field.press_sequentially("clinical", delay=15)
    expect(page.locator(".mh-found").get_by_role("status")).to_have_text("2 models")
    expect(guide).to_have_count(0)
    expect(page.locator(".md-search-result__meta")).to_be_hidden()
    field.press("Escape")
    expect(page.locator("#__search")).not_to_be_checked()


def test_the_pages_index_holds_no_models(open_catalogue: Open) -> None:
    page = open_catalogue("")
    index = page.evaluate("fetch('search/search_index.json').then(answer => answer.text())")
    assert "wheat" in index
    assert not [model.name for model in made() if model.name in index]


@contextmanager
def another(browser: Browser, tmp_path_factory: pytest.TempPathFactory, **settings: str) -> Iterator[Open]:
    root = make_catalogue(tmp_path_factory.mktemp("another"), config=MKDOCS.format(**settings))
    with served(build_site(root).folder) as address, opener(browser, address) as start:
        yield start


def test_with_pages_that_are_replaced_without_loading(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    settings = {"features": "navigation.instant", "plugins": "search, modelhub"}
    with another(browser, tmp_path_factory, **settings) as start:
        page = start("wheat/")
        page.evaluate("window.same = true")
        page.locator(".md-search__input").fill("number")
        page.get_by_role("link", name=re.compile("All .* models for “number”")).click()
        count = page.locator("[data-mh=count]")
        expect(count).to_contain_text(f"{COUNT - 2} of {COUNT} models")
        page.locator(".mh-facet[data-facet=language]").get_by_label("English").check()
        expect(page.locator(".mh-chips")).to_contain_text("English")
        page.locator(".mh-card__name a").first.click()
        expect(page.locator("h1")).to_contain_text("number")
        page.go_back()
        expect(page.locator(".mh-chips")).to_contain_text("English")
        page.go_back()
        expect(count).to_contain_text(f"{COUNT - 2} of {COUNT} models")


def test_without_the_themes_search_a_slash_leads_to_the_browse_page(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with another(browser, tmp_path_factory, features="", plugins="modelhub") as start:
        page = start("wheat/")
        page.keyboard.press("/")
        expect(page.locator("[data-mh=query]")).to_be_focused()
        page.keyboard.type("clinical")
        expect(page.locator("[data-mh=count]")).to_contain_text("2 of")
