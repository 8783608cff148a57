from __future__ import annotations

import re
from datetime import datetime
from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace
from site_maker import make_hub

from generator.listing import Shelf
from generator.publish import feed_xml, shelf_of
from generator.store import load_config, load_hub

SITE = "https://hub.example/models-of-ours"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    root = make_hub(tmp_path_factory.mktemp("hub") / "hub")
    return shelf_of(load_hub(root, load_config(root)))


def parsed(data: bytes) -> ET.Element:
    return ET.fromstring(data)  # noqa: S314  our own


def text(element: ET.Element, name: str) -> str:
    found = element.find(f"{ATOM}{name}")
    assert found is not None, name
    assert found.text, name
    return found.text


def assert_valid(feed: ET.Element) -> None:
    """What RFC 4287 wants of a feed and of its entries (4.1.1, 4.1.2, 4.2.6, 4.2.7, 3.3)."""
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    for element in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
        assert re.match(r"https://[!-~]+$", text(element, "id"))
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", text(element, "updated"))
        datetime.fromisoformat(text(element, "updated"))
        relations = [link.get("rel") for link in element.findall(f"{ATOM}link")]
        assert relations.count("alternate") == 1
        assert all((link.get("href") or "").startswith(SITE) for link in element.findall(f"{ATOM}link"))
    author = feed.find(f"{ATOM}author")
    assert author is not None
    assert text(author, "name")
    assert [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"] == [
        f"{SITE}/feed.xml"
    ]
    ids = [text(entry, "id") for entry in entries]
    assert len(set(ids)) == len(ids)
    assert all(len(entry.findall(f"{ATOM}summary")) == 1 for entry in entries)


def test_new_models_and_new_runs_newest_first(shelf: Shelf) -> None:
    feed = parsed(feed_xml(shelf, SITE, "Our hub"))
    assert_valid(feed)
    assert text(feed, "title") == "Our hub"
    entries = feed.findall(f"{ATOM}entry")
    times = [text(entry, "updated") for entry in entries]
    assert times == sorted(times, reverse=True)
    assert text(feed, "updated") == times[0] == "2026-01-03T10:15:30Z"
    titles = [text(entry, "title") for entry in entries]
    assert "Verified: News topics" in titles
    assert "New: News topics" in titles
    assert "Mismatch: A card that is wrong" in titles
    assert len(entries) == 9 + 5
    assert f"{SITE}/models/news_en/#observed-20260103T101530Z" in {text(entry, "id") for entry in entries}


def test_the_same_models_give_the_same_feed(shelf: Shelf) -> None:
    assert feed_xml(shelf, SITE, "x") == feed_xml(Shelf(tuple(reversed(shelf.listings))), f"{SITE}/", "x")


def test_at_most_fifty(shelf: Shelf) -> None:
    many = Shelf(
        tuple(
            replace(shelf.listings[0], key=f"k{number}", url=f"u{number}", date=f"2020-01-{number % 28 + 1:02}")
            for number in range(200)
        )
    )
    feed = parsed(feed_xml(many, SITE, "x"))
    assert_valid(feed)
    assert len(feed.findall(f"{ATOM}entry")) == 50


def test_any_text_is_only_text(shelf: Shelf) -> None:
    hostile = '<script>alert(1)</script> & "x" ]]> \x00\x0b\x1b\ufffe {{ 7*7 }} 中'
    listing = replace(shelf.listings[0], title=hostile, author=hostile, summary=hostile, tasks=(hostile,), url="中 x")
    data = feed_xml(Shelf((listing,)), SITE, hostile)
    feed = parsed(data)
    assert_valid(feed)
    assert [child.tag for child in feed.iter() if "script" in child.tag] == []
    entry = feed.findall(f"{ATOM}entry")[0]
    assert text(entry, "title").endswith('<script>alert(1)</script> & "x" ]]>  {{ 7*7 }} 中')
    assert "/models/%E4%B8%AD%20x/" in text(entry, "id")


@pytest.mark.parametrize("date", ["", "soon", "2026-13-45"])
def test_a_model_without_a_date_is_no_news(shelf: Shelf, date: str) -> None:
    listing = replace(shelf.listings[0], date=date, observed_at=date)
    feed = parsed(feed_xml(Shelf((listing,)), SITE, "x", directory_urls=False))
    assert_valid(feed)
    assert feed.findall(f"{ATOM}entry") == []
    assert text(feed, "updated") == "1970-01-01T00:00:00Z"
