"""The theme and the pages of the site's author work under the policy: nothing that they do is kept from them."""

from __future__ import annotations

import pytest
from page_opener import Open, copied
from patience import SOON, until
from playwright.sync_api import Browser, Error, Page, expect

pytestmark = pytest.mark.browser

#: For how long colours fade now.
FADING = "getComputedStyle(document.querySelector('.md-nav__link')).transitionDuration"


def test_the_scheme_is_chosen_and_stays(open_page: Open) -> None:
    page = open_page("models/news_en/", viewport={"width": 1280, "height": 900}, color_scheme="light")
    page.get_by_title("Use the light scheme").click()
    page.get_by_title("Use the dark scheme").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


@pytest.mark.parametrize(("reader", "scheme"), [("light", "default"), ("dark", "slate")])
def test_the_first_visit_begins_in_the_reader_s_scheme(open_page: Open, reader: str, scheme: str) -> None:
    """Before the theme's last script, which would have the page change its colours before the reader's eyes."""
    page = open_page(alone=True)
    page.route("**/bundle.*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.emulate_media(color_scheme=reader)  # type: ignore[arg-type] - Playwright has no name for these
    page.goto(f"{page.url}models/news_en/")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)
    expect(page.locator("body")).to_have_attribute("data-md-color-media", f"(prefers-color-scheme: {reader})")


def test_colours_do_not_fade_while_the_scheme_is_changed(open_page: Open) -> None:
    page = open_page("models/news_en/", viewport={"width": 1280, "height": 900}, color_scheme="light")
    assert page.evaluate(FADING) != "0s"
    page.evaluate(f"""() => new MutationObserver(() => {{
        if (document.body.hasAttribute("data-md-color-switching")) window.fading = {FADING};
    }}).observe(document.body, {{ attributes: true }})""")
    page.get_by_title("Use the light scheme").click()
    until(lambda: page.evaluate("window.fading") == "0s")
    page.get_by_title("Use the dark scheme").click()
    expect(page.locator("body")).not_to_have_attribute("data-md-color-switching", "")
    assert page.evaluate(FADING) != "0s"


def test_what_the_policy_forbids_is_forbidden(browser: Browser, address: str) -> None:
    """The other tests find nothing wrong under it; this one sees that it is there."""
    page = browser.new_page()
    page.goto(f"{address}models/news_en/")
    ran = page.evaluate(
        """async () => {
          const violated = new Promise(resolve => addEventListener("securitypolicyviolation", resolve, { once: true }))
          const script = document.createElement("script")
          script.textContent = "window.ran = true"
          document.body.append(script)
          return [window.ran === true, (await violated).effectiveDirective]
        }"""
    )
    page.close()
    assert ran == [False, "script-src-elem"]


def test_pages_that_are_replaced_without_loading_work_too(open_instant: Open) -> None:
    page = open_instant()
    page.evaluate("window.kept = true")
    page.get_by_role("link", name="Browse all models").click()
    page.locator("main").get_by_role("link", name="news_en", exact=True).click()
    expect(page.locator("h1")).to_have_text("News topics")
    page.locator(".tabbed-labels label", has_text="Scala").click()
    expect(page.locator("[data-tab=scala]")).to_be_visible()
    page.locator("[data-tab=scala] .highlight").hover()
    page.locator("[data-tab=scala] .md-code__button[data-md-type=copy]").click()
    until(lambda: "pretrained" in copied(page))
    page.locator(".md-tabs, .md-nav--primary").get_by_role("link", name="Mine").first.click()
    expect(page.locator("#said")).to_have_text("It ran")
    expect(page.locator("#said")).to_have_css("color", "rgb(1, 2, 3)")
    expect(page.locator("td", has_text="2")).to_have_css("text-align", "right")
    assert page.evaluate("window.kept") is True
    assert page.locator("meta[http-equiv=Content-Security-Policy]").count() == 1
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially("Mine", delay=20)
    expect(page.locator(".md-search-result__link", has_text="Mine").first).to_be_visible()


def _search_and_open(page: Page, query: str) -> None:
    """Search, and open the first model, from a page that is no model's.

    Material closes its search a moment after going back: one asks again.
    """

    def opened() -> bool:
        page.locator(".md-search__input").click()
        page.locator(".md-search__input").fill("")
        page.locator(".md-search__input").press_sequentially(query, delay=20)
        try:
            page.locator(".mh-found__list a").first.click(timeout=SOON * 1000)
            page.wait_for_url("**/models/*/", timeout=SOON * 1000)
        except Error:
            return False
        return True

    until(opened)


def test_comparing_and_searching_go_on_where_pages_are_replaced(open_instant: Open) -> None:
    page = open_instant("mine/", viewport={"width": 1280, "height": 900})
    page.evaluate("window.kept = true")
    page.locator(".md-tabs, .md-nav--primary").get_by_role("link", name="Models").first.click()
    for name in ("news_en", "mail_en"):
        page.get_by_role("checkbox", name=f"Compare {name}").check()
    page.get_by_role("link", name="Compare 2 models").click()
    table = page.get_by_role("table", name="Facts, as the cards have them")
    expect(table.get_by_role("columnheader")).to_have_text(["news_en", "mail_en"])
    page.get_by_role("button", name="Remove mail_en").click()
    expect(table.get_by_role("columnheader")).to_have_text(["news_en"])
    page.get_by_label("Add a model").press_sequentially("mail", delay=20)
    page.get_by_role("option", name="mail_en").click()
    expect(table.get_by_role("columnheader")).to_have_text(["news_en", "mail_en"])
    page.get_by_role("button", name="Copy link to this comparison").click()
    until(lambda: copied(page) == page.url)
    table.get_by_role("link", name="mail_en").click()
    expect(page.locator("h1")).to_have_text("Mail topics")
    page.go_back()
    expect(table.get_by_role("columnheader")).to_have_text(["news_en", "mail_en"])
    _search_and_open(page, "news")
    expect(page.locator("h1")).to_have_text("News topics")
    page.keyboard.press("/")
    expect(page.locator(".md-search__input")).to_be_focused()
    assert page.evaluate("window.kept") is True
