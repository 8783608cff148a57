from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from site_maker import make_hub

from generator.listing import Listing, Shelf
from generator.publish import catalog_csv, shelf_of
from generator.publish.table import COLUMNS
from generator.store import load_config, load_hub


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    root = make_hub(tmp_path_factory.mktemp("hub") / "hub")
    return shelf_of(load_hub(root, load_config(root)))


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True))


def test_a_row_a_model_with_facts_status_and_the_first_figure(shelf: Shelf) -> None:
    table = {row["name"]: row for row in rows(catalog_csv(shelf))}
    assert list(table["news_en"]) == list(COLUMNS)
    assert len(table) == len(shelf.listings)
    news = table["news_en"]
    assert (news["status"], news["tasks"], news["tags"]) == ("verified", "Text Classification", "en; open_source")
    assert (news["measured_metric"], news["measured_value"], news["measured_unit"]) == (
        "accuracy",
        "0.941667",
        "fraction",
    )
    assert (news["measured_low"], news["measured_high"], news["measured_rows"]) == ("0.9083", "0.9708", "240")
    assert (news["parameters"], news["latency_p50"], news["hardware"]) == ("460804", "0.00351", "Example CPU 9000")
    assert (news["supported"], news["url"]) == ("false", "models/news_en/")
    assert table["broken_en"]["measured_value"] == table["broken_en"]["parameters"] == ""
    assert rows(catalog_csv(shelf, directory_urls=False))[0]["url"].endswith("/index.html")


def test_it_is_sorted_and_ends_lines_as_the_standard_says(shelf: Shelf) -> None:
    data = catalog_csv(shelf)
    assert [row["id"] for row in rows(data)] == sorted(listing.id for listing in shelf.listings)
    assert data.endswith(b"\r\n")
    assert catalog_csv(Shelf(tuple(reversed(shelf.listings)))) == data
    assert catalog_csv(Shelf(())).decode() == ",".join(COLUMNS) + "\r\n"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\uff1d1", '=HYPERLINK("x")'])
def test_no_text_is_a_formula(shelf: Shelf, text: str) -> None:
    (row,) = rows(catalog_csv(Shelf((replace(shelf.listings[0], title=text, tags=(text,)),))))
    assert row["title"] == row["tags"] == f"'{text}"


@settings(max_examples=50)
@given(st.lists(st.text(), min_size=3, max_size=3))
def test_any_text_comes_back(shelf: Shelf, texts: list[str]) -> None:
    title, author, reason = texts
    listing: Listing = replace(shelf.listings[0], title=title, author=author, reason=reason)
    (row,) = rows(catalog_csv(Shelf((listing,))))
    for column, text in (("title", title), ("author", author), ("reason", reason)):
        assert row[column] in {text.replace("\0", ""), f"'{text}".replace("\0", "")}
        assert not row[column].startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_table_is_a_file(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "catalog.csv").write_bytes(catalog_csv(shelf))
    with (tmp_path / "catalog.csv").open(encoding="utf-8", newline="") as file:
        assert sum(1 for _ in csv.reader(file)) == len(shelf.listings) + 1
