"""Home says what the hub holds, and the list holds every model once."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from site_maker import LONG_NAME, MODELS

from generator.hub import STATUSES, Hub
from generator.listing import Shelf
from generator.publish import shelf_of
from generator.render.draft import Draft
from generator.render.index_pages import home_page, list_pages
from generator.render.links import Links
from generator.render.order import default_order
from generator.render.page import Page
from generator.render.prose import plain
from generator.render.status import STATUS_TEXTS


def made(drafts: Iterable[Draft]) -> list[Page]:
    return [draft.make() for draft in drafts]


def test_home_counts_every_status_and_says_what_it_means(hub: Hub) -> None:
    page = home_page(shelf_of(hub), "Our hub", Links()).make()
    text = plain(page.html)
    assert page.path == "index.html"
    assert "<h1>Our hub</h1>" in page.html
    assert "9 models. 2 of them were run here and agree with what their cards claim." in text
    for status in STATUSES:
        assert STATUS_TEXTS[status].meaning in text
    assert re.search(r"Verified.*? 2 22\.2% .*Not run.*? 2 22\.2%", text)


def test_home_shows_verified_models_with_figures_that_were_observed(hub: Hub) -> None:
    examples = home_page(shelf_of(hub), "x", Links()).make().html.partition("Verified models")[2].partition("<h2")[0]
    assert re.findall(r'href="([^"]*)"', examples) == ["models/news_en/", "models/pos_en/"]
    assert "Accuracy 0.942 measured" in plain(examples)


def test_home_of_an_empty_hub_and_of_one_with_unreadable_files() -> None:
    assert "0 models. None of them has been verified" in plain(home_page(Shelf(()), "x", Links()).make().html)
    page = home_page(Shelf((), (("cards/a.md", ()),)), "x", Links()).make()
    assert "cards/a.md" in page.html
    (empty,) = made(list_pages(Shelf(()), 10, Links()))
    assert "This hub has no cards yet." in empty.html


def test_home_leads_to_views_of_the_browse_page(hub: Hub) -> None:
    page = home_page(shelf_of(hub), "x", Links(directory_urls=False)).make().html
    assert 'action="models/index.html"' in page
    assert '<a href="models/index.html?task=Text+Classification">Text Classification</a>' in page
    assert '<a href="models/index.html?language=en">English</a>' in page


@pytest.mark.parametrize("size", [1, 3, 8, 100])
def test_every_model_is_in_the_list_once_best_known_first(hub: Hub, size: int) -> None:
    shelf = shelf_of(hub)
    pages = made(list_pages(shelf, size, Links(directory_urls=False)))
    links = [
        link
        for page in pages
        for link in re.findall(r'<h3 class="mh-card__name"><a href="(?:\.\./)*([^"]*)/index', page.html)
    ]
    assert links == [listing.url for listing in default_order(shelf.listings)]
    assert sorted(links) == sorted([*MODELS, "hostile_en"])
    assert links[:2] == ["news_en", "pos_en"]


def test_a_card_says_the_status_in_words(hub: Hub) -> None:
    (page,) = made(list_pages(shelf_of(hub), 100, Links()))
    seen = re.sub(r"<span[^>]* hidden>.*?</span>", "", page.html)  # What it says once the record has expired.
    cards = [plain(card) for card in seen.split('<li class="mh-card">')]
    said = "Mismatch wrong_en A card that is wrong A small model. It is called wrong_en. Text Classification English"
    assert [card for card in cards if said in card]
    assert [card for card in cards if f"Not run {LONG_NAME}" in card]


def test_pages_lead_to_their_neighbours(hub: Hub) -> None:
    pages = made(list_pages(shelf_of(hub), 1, Links()))
    assert [page.path for page in pages][:2] == ["models/index.html", "models/page/2/index.html"]
    middle = pages[4].html
    assert re.findall(r'aria-label="Page (\d+)" href="([^"]*)"', middle) == [
        ("1", "../../"),
        ("3", "../3/"),
        ("4", "../4/"),
        ("5", "./"),
        ("6", "../6/"),
        ("7", "../7/"),
        ("9", "../9/"),
    ]
    assert 'rel="prev" href="../4/"' in middle
    assert 'rel="next" href="../6/"' in middle
    assert 'rel="prev"' not in pages[0].html
    assert 'rel="next"' not in pages[-1].html
