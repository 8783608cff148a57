"""Comparing models in the browser: what stands side by side, the state in the address, and what cannot be shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from page_opener import Open
from playwright.sync_api import Page, expect
from site_maker import LONG_NAME, make_hub

from generator import publish, store
from generator.publish import finder

pytestmark = pytest.mark.browser

BOTH = "compare/?model=news_en&model=wrong_en"


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What models are found by, by the names of the files in the folder of the index."""
    root: Path = make_hub(tmp_path_factory.mktemp("found"))
    hub = store.load_hub(root, store.load_config(root))
    documents = {entry.card.key: finder.document(entry) for entry in hub.entries}
    files = finder.files(publish.shelf_of(hub), documents)
    return {path.removeprefix("finder/"): data for path, data in files.items()}


def row(page: Page, table: str, name: str) -> str:
    """A row of a table as text."""
    found = page.get_by_role("table", name=table).locator("tr", has=page.get_by_role("rowheader", name=name))
    found.scroll_into_view_if_needed()  # What is far from the screen is not rendered.
    return " ".join(found.inner_text().split())


def test_two_models_stand_side_by_side(open_page: Open) -> None:
    page = open_page(BOTH)
    expect(page.get_by_role("status")).to_have_text("2 models side by side.")
    facts = "Facts, as the cards have them where nothing else is said"
    assert row(page, facts, "Title").startswith("Title differs News topics A card that is wrong")
    assert row(page, facts, "Language") == "Language English English"
    assert "Verified" in row(page, facts, "Status")
    assert "Mismatch" in row(page, facts, "Status")
    expect(page.get_by_text("In all of them, 2:")).to_be_visible()
    assert row(page, "Answers by sample", "The final was close.").startswith(
        "The final was close. Sports Sports 0.9712"
    )
    measured = "Measured on data/test.jsonl, 240 rows"
    assert row(page, measured, "Accuracy") == (
        "Accuracy the intervals overlap: not clearly different 0.9417 0.9083–0.9708 0.9417 0.9083–0.9708"  # noqa: RUF001
    )
    expect(
        page.get_by_text("news_en was timed on Example CPU 9000, cpu, 1 thread, and no other of them")
    ).to_be_visible()
    expect(page.get_by_text("Not timed: wrong_en.")).to_be_visible()
    page.get_by_role("table", name=facts).get_by_role("link", name="wrong_en").click()
    expect(page).to_have_url(page.url.partition("models/")[0] + "models/wrong_en/")


def test_only_differences_and_the_whole_state_stand_in_the_address(open_page: Open) -> None:
    page = open_page(BOTH)
    language = page.get_by_role("rowheader", name="Language")
    expect(language).to_be_visible()
    page.get_by_label("Only differences").check()
    expect(language).to_be_hidden()
    expect(page.get_by_role("rowheader", name="Title")).to_be_visible()
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("status")).to_contain_text("copied")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.endswith("?model=news_en&model=wrong_en&only=differences")
    page.goto(link)
    expect(page.get_by_label("Only differences")).to_be_checked()
    expect(page.get_by_role("rowheader", name="Language")).to_be_hidden()


def test_models_are_added_and_removed_by_keyboard_and_back_works(open_page: Open, index: dict[str, bytes]) -> None:
    page = open_page()
    files = re.compile(r"(?<!assets)/finder/(.*)")
    page.route(files, lambda route: route.fulfill(body=index[route.request.url.partition("/finder/")[2]]))
    page.goto(page.url + "compare/?model=news_en")
    status = page.get_by_role("status")
    expect(status).to_have_text("Add another model to compare it with.")
    field = page.get_by_role("combobox", name="Add a model")
    field.focus()
    field.press_sequentially("broken")
    expect(page.get_by_role("option").first).to_be_visible()
    field.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "mh-compare-option-0")
    field.press("Enter")
    expect(status).to_have_text("2 models side by side.")
    page.wait_for_url(lambda address: address.endswith("?model=news_en&model=broken_en"))
    page.go_back()
    expect(status).to_have_text("Add another model to compare it with.")
    page.go_forward()
    page.get_by_role("button", name="Remove news_en").press("Enter")
    expect(page.get_by_role("status")).to_have_text("Add another model to compare it with.")
    page.wait_for_url(lambda address: address.endswith("?model=broken_en"))
    expect(field).to_be_focused()


def test_without_the_index_the_address_of_a_page_is_taken(open_page: Open) -> None:
    page = open_page()
    page.route("**/finder/meta.json.gz", lambda route: route.fulfill(status=200, body="no index"))
    page.goto(page.url + "compare/")
    field = page.get_by_label("Add a model")
    field.click()
    expect(page.get_by_text("The address of its page, such as models/…/")).to_be_visible()
    for name in ("pos_en", "models/ner_en/"):
        field.fill(name)
        field.press("Enter")
    expect(page.get_by_role("status")).to_have_text("2 models side by side.")
    expect(page.get_by_text("They were run on different samples")).to_be_visible()
    field.fill("pos_en")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("status")).to_have_text("pos_en is here already.")


def test_what_cannot_be_shown_is_said(open_page: Open) -> None:
    page = open_page("compare/?model=..%2Fx&model=news_en&model=%3Cb%3E")
    expect(page.get_by_role("status")).to_have_text("2 of 3 cannot be shown.")
    chosen = page.get_by_role("list", name="Models that are compared")
    expect(chosen).to_contain_text("../x: that is not how the address of a model looks")
    expect(chosen).to_contain_text("<b>: that is not how the address of a model looks")
    expect(page.get_by_role("heading", name="Facts")).to_be_visible()


def test_a_model_that_the_hub_does_not_have(open_page: Open) -> None:
    page = open_page("compare/")
    expect(page.get_by_role("status")).to_have_text("No model is chosen yet.")
    # A missing file would be an error on the console, which no other page may have.
    page.route("**/models/nobody/model.json", lambda route: route.fulfill(status=200, body="<!doctype html>"))
    page.goto(page.url + "?model=nobody")
    expect(page.get_by_text("nobody: what the site has of it cannot be read")).to_be_visible()
    expect(page.get_by_role("button", name="Copy link")).to_be_hidden()


def test_every_kind_of_answer_and_hostile_cards_are_shown_as_text(open_page: Open) -> None:
    page = open_page("compare/?model=others_en&model=hostile_en&model=old_en&model=ner_en&model=news_en")
    expect(page.get_by_role("status")).to_have_text("1 more was asked for; 4 at most are shown.")
    facts = page.get_by_role("table", name="Facts, as the cards")
    expect(facts).to_contain_text('<script>alert("title")</script></title>')
    expect(page.get_by_text("Of an earlier card or model: old_en.")).to_be_visible()
    page.goto(page.url.partition("?")[0] + "?model=others_en")
    answers = page.get_by_role("table", name="Answers by sample")
    for text in ("Ada lives in <London>.", "stopped at the most tokens", "london 0.8000", "stars 4.25", "2 numbers",
                 "in London 0.7500", "cat 0.9000", "ADA <LIVES>", "language: en", "nothing heard"):  # fmt: skip
        expect(answers).to_contain_text(text)


def test_a_phone_scrolls_tables_and_not_the_page(open_page: Open) -> None:
    page = open_page(f"{BOTH}&model={LONG_NAME}", viewport={"width": 390, "height": 844})
    expect(page.get_by_role("status")).to_have_text("3 models side by side.")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    small = page.evaluate(
        """() => [...document.querySelectorAll(".mh-compare :is(button, input)")].filter(element => {
            const box = element.getBoundingClientRect()
            return box.width && (box.height < 24 && !element.closest("label")?.getBoundingClientRect().height >= 24)
        }).map(element => element.outerHTML)"""
    )
    assert not small


def test_without_scripts_the_page_says_where_to_go(open_page: Open) -> None:
    page = open_page("compare/", scripts=False)
    expect(page.locator("noscript a").first).to_be_visible()  # Playwright finds no text in such an element.
    expect(page.get_by_role("textbox", name="Add a model")).to_be_hidden()
    expect(page.locator("noscript a")).to_have_count(2)


def test_leaderboards_and_health_are_drawn_and_lead_to_models(open_page: Open) -> None:
    page = open_page("leaderboards/text-classification/")
    expect(page.get_by_role("img", name="Accuracy against")).to_have_count(0)  # One model alone was sized.
    page.get_by_role("link", name="Compare the best side by side").click()
    expect(page.get_by_role("status")).to_have_text("2 models side by side.")
    page.goto(page.url.partition("compare/")[0] + "health/")
    expect(page.get_by_role("img", name="Models by status")).to_be_visible()
    expect(page.get_by_role("table", name="Models by status, in the order of the bar")).to_contain_text("Verified")
