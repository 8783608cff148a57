"""The health page says how a hub is doing, in words and tables behind each drawing."""

from __future__ import annotations

import re

from board_maker import accuracy, listing, run

from generator.listing import HistoryPoint, LintCount, Shelf
from generator.render.health import health_page
from generator.render.links import Links
from generator.render.prose import plain

SHELF = Shelf(
    (
        run("good", accuracy(0.9), lint=LintCount(0, 0, 0), expires="2027-01-01T00:00:00Z"),
        run("slow", status="failed", reason="took longer than 60 s and was stopped", lint=LintCount(3, 1, 0)),
        listing("<b>new</b>", reason="not run yet"),
        run("loose", unpinned=True),
    ),
    unread=(("cards/bad.md", ("line 1, no front matter",)),),
    history=(HistoryPoint("2026-01-01", 3, 1, not_run=2), HistoryPoint("2026-01-05", 4, 2, not_run=2, modelhub="1.0")),
)


def test_statuses_are_counted_in_a_bar_and_a_table() -> None:
    html = health_page(SHELF, Links()).make().html
    assert 'aria-label="Models by status: Verified 2, Failed 1, Not run 1"' in html
    assert re.findall(r'<rect class="mh-status--([\w-]+)" x="([\d.]+)%" width="([\d.]+)%"', html) == [
        ("verified", "0.0", "50.0"),
        ("failed", "50.0", "25.0"),
        ("not-run", "75.0", "25.0"),
    ]
    assert "Verified 2 50.0%" in plain(html)


def test_what_stands_in_the_way_is_told_with_an_example() -> None:
    text = plain(health_page(SHELF, Links()).make().html)
    assert "The model took too long Failed 1 slow “took longer than 60 s and was stopped”" in text
    assert "Not run yet Not run 1 <b>new</b> “not run yet”" in text
    assert "With errors 1 25.0%" in text
    assert "Nothing found 1 25.0%" in text
    assert "Not linted as they are now 2 50.0%" in text
    assert "slow 3 1 0" in text
    assert "Fetched at a revision that may move Model Status loose Verified" in text
    assert "cards/bad.md: line 1, no front matter" in text
    assert "good Verified 2027-01-01 00:00 UTC" in text


def test_history_is_drawn_with_a_table_behind() -> None:
    html = health_page(SHELF, Links()).make().html
    text = plain(html)
    assert "Models by status over time From 2026-01-01 to 2026-01-05" in text
    assert "2026-01-05 2 0 0 0 0 2 4 1.0 2026-01-01 1 0 0 0 0 2 3" in text
    assert "<title>Verified</title>" in html


def test_a_hub_of_which_nothing_is_known_says_what_to_do() -> None:
    text = plain(health_page(Shelf((listing("a"),)), Links()).make().html)
    assert "modelhub verify makes records" in text
    assert "modelhub lint does" in text
    assert "There is no history yet" in text
    assert "What stands in the way" not in plain(health_page(Shelf(()), Links()).make().html)


def test_no_part_of_it_breaks_a_strict_policy() -> None:
    html = health_page(SHELF, Links()).make().html
    assert "<b>new</b>" not in html
    assert not re.search(r"<[^>]*\s(?:style|on\w+)=", html)


def test_what_decides_the_page_is_what_it_shows() -> None:
    page = health_page(SHELF, Links())
    assert page.of == health_page(Shelf(SHELF.listings, SHELF.unread, SHELF.history), Links()).of
    changed = Shelf((*SHELF.listings, listing("another")), SHELF.unread, SHELF.history)
    assert page.of != health_page(changed, Links()).of
    assert page.menu
