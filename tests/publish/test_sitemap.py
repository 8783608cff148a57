"""The sitemap names every page once, with a day that the clock has no part in."""

from __future__ import annotations

import gzip
from xml.etree import ElementTree as ET

import pytest
from listing_maker import listing

from generator.publish.sitemap import last_change, robots, sitemap

SITE = "https://hub.example/sub"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def entries(data: bytes) -> list[tuple[str, str]]:
    """Addresses and days of a sitemap or of an index of sitemaps."""
    return [(item.findtext("s:loc", "", NAMES), item.findtext("s:lastmod", "", NAMES)) for item in ET.fromstring(data)]  # noqa: S314 - our own


def test_it_names_whole_addresses_in_order() -> None:
    files = sitemap([("models/b/", "2026-01-03"), ("./", ""), ("models/a&b/", "2026-01-02")], SITE)
    assert entries(files["sitemap.xml"]) == [
        (f"{SITE}/", ""),
        (f"{SITE}/models/a&b/", "2026-01-02"),
        (f"{SITE}/models/b/", "2026-01-03"),
    ]
    assert gzip.decompress(files["sitemap.xml.gz"]) == files["sitemap.xml"]


def test_a_large_one_is_an_index_of_parts() -> None:
    pages = [(f"models/{number}/", f"2026-01-0{number}") for number in range(1, 6)]
    files = sitemap(pages, f"{SITE}/", largest=2)
    parts = entries(files["sitemap.xml"])
    assert parts == [
        (f"{SITE}/sitemap-1.xml", "2026-01-02"),
        (f"{SITE}/sitemap-2.xml", "2026-01-04"),
        (f"{SITE}/sitemap-3.xml", "2026-01-05"),
    ]
    named = [entry for address, _ in parts for entry in entries(files[address.removeprefix(f"{SITE}/")])]
    assert named == [(f"{SITE}/{url}", day) for url, day in pages]


def test_the_same_pages_give_the_same_bytes() -> None:
    pages = [("a/", "2026-01-01"), ("b/", "")]
    assert sitemap(pages, SITE) == sitemap(reversed(pages), SITE)


def test_a_site_whose_address_is_unknown_names_nothing() -> None:
    assert entries(sitemap([("a/", "")], "")["sitemap.xml"]) == []


def test_a_page_changed_when_the_newest_of_its_models_did() -> None:
    models = [listing("a", date="2026-02-01"), listing("b", date="2026-01-01", observed_at="2026-03-04T10:00:00Z")]
    assert last_change(models[:1]) == "2026-02-01"
    assert last_change(models) == "2026-03-04"
    assert last_change([]) == ""


@pytest.mark.parametrize("url", ["", SITE, "/hub/"])
def test_robots_are_told_nothing_where_they_do_not_look(url: str) -> None:
    assert robots(url) == {}


def test_robots_are_told_where_the_sitemap_is() -> None:
    assert robots("https://hub.example/")["robots.txt"].endswith(b"\nSitemap: https://hub.example/sitemap.xml\n")
