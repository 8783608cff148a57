"""A page names other versions of its model, similar models, and what the linter found, without looking at all cards."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from generator.hub import Entry
from generator.listing import LintCount, Listing, Shelf
from generator.render.links import Links
from generator.render.model_page import model_page
from generator.render.prose import plain
from generator.render.related import HEAD_SLOT, SLOT, Related, Relations, placed, related_html

DEFAULTS: dict[str, Any] = {
    "id": "", "tasks": ("Text Classification",), "languages": ("en",), "edition": "Spark NLP 5.0",
    "spark_version": "3.4", "kind": "model", "annotator": "BertForSequenceClassification", "architecture": "Bert",
    "license": "", "tags": (), "labels": (), "author": "", "date": "2025-01-01", "supported": False,
    "deprecated": False, "recommended": False, "status": "not-run", "reason": "", "expires": "", "observed_at": "",
    "task": "", "parameters": 0, "bytes": 0, "latency": 0.0, "hardware": "", "measured": (), "claimed": (),
    "summary": "",
}  # fmt: skip


def listing(key: str, **changes: Any) -> Listing:
    values = DEFAULTS | {"key": key, "card_path": f"cards/{key}.md", "url": key, "name": key, "title": key} | changes
    return Listing(**values)


def relations(*listings: Listing) -> Relations:
    return Relations(Shelf(listings))


def similar(of: Listing, *others: Listing) -> list[str]:
    return [other.url for other in relations(of, *others).of(of).similar]


OLD = listing("a1", name="a", date="2024-01-01", edition="Spark NLP 4.0")
NEW = listing("a2", name="a", date="2025-06-01", edition="Spark NLP 5.0")


def test_versions_stand_newest_first_with_the_page_s_own_among_them() -> None:
    found = relations(OLD, NEW, listing("b")).of(OLD)
    assert [(other.url, other.this) for other in found.versions] == [("a2", False), ("a1", True)]
    assert found.newer is not None
    assert found.newer.url == "a2"


def test_the_newest_version_has_no_newer_one_and_a_single_one_no_versions() -> None:
    assert relations(OLD, NEW).of(NEW).newer is None
    assert relations(NEW, listing("b")).of(NEW).versions == ()


def test_the_same_name_in_another_language_is_no_version() -> None:
    other = listing("a3", name="a", languages=("fr",), date="2026-01-01")
    assert relations(NEW, other).of(NEW).newer is None


def test_of_many_versions_the_newest_are_listed_with_the_page_s_own() -> None:
    many = [listing(f"a{i:03}", name="a", date=f"2{i:03}-01-01") for i in range(100)]
    found = relations(*many).of(many[0])
    assert [other.url for other in found.versions[:2]] == ["a099", "a098"]
    assert found.versions[-1].this
    assert len(found.versions) + found.more_versions == 100


def test_similar_models_are_those_of_the_same_task_and_language_then_task_then_architecture() -> None:
    here = listing("here")
    assert similar(
        here,
        listing("architecture", tasks=("Summarization",)),
        listing("task", languages=("fr",), architecture="Roberta"),
        listing("both", architecture="Roberta"),
        listing("neither", tasks=("Summarization",), architecture="Bart"),
    ) == ["both", "task", "architecture"]


def test_verified_ones_come_first_then_newer_ones_and_deprecated_ones_last() -> None:
    assert similar(
        listing("here"),
        listing("deprecated", status="verified", deprecated=True),
        listing("older", date="2020-01-01"),
        listing("newer", date="2024-01-01"),
        listing("failed", status="failed"),
        listing("verified", status="verified", date="2019-01-01"),
    ) == ["verified", "failed", "newer", "older", "deprecated"]


def test_of_several_versions_only_the_newest_is_similar_and_never_the_own_ones() -> None:
    here = listing("here")
    assert similar(here, OLD, NEW, listing("here2", name="here")) == ["a2"]


def test_no_more_than_six_are_similar_whatever_else_there_is() -> None:
    here = listing("here")
    others = [listing(f"m{i}") for i in range(30)]
    assert similar(here, *others) == similar(here, *reversed(others))
    assert len(similar(here, *others)) == 6


def test_a_model_without_a_task_is_not_similar_to_others_without_one() -> None:
    here = listing("here", tasks=(), architecture="")
    assert similar(here, listing("other", tasks=(), architecture="")) == []


def test_what_decides_is_data() -> None:
    found = relations(OLD, NEW, listing("b", lint=LintCount(0, 2, 0))).of(OLD)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(found), type=Related) == found


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (None, "The linter has not looked at this card as it is."),
        (LintCount(0, 0, 0), "The linter finds nothing to mend in this card."),
        (LintCount(0, 2, 0), "The linter finds 2 warnings in this card; modelhub lint cards/b.md shows where."),
        (LintCount(1, 2, 3), "The linter finds 1 error, 2 warnings and 3 infos in this card; modelhub"),
    ],
)
def test_what_the_linter_found_is_said(count: LintCount | None, said: str) -> None:
    found = relations(one := listing("b", lint=count)).of(one)
    assert said in plain(related_html(found, "models/b/index.html", Links()))


def test_both_slots_are_filled_and_links_lead_from_the_page() -> None:
    page = placed(HEAD_SLOT + SLOT, relations(OLD, NEW).of(OLD), "models/a1/index.html", Links())
    assert "modelhub:" not in page
    newer, _, rest = page.partition("<h3")
    assert 'There is a newer version:</strong>\n  <a href="../a2/">a, Spark NLP 5.0</a>, released 2025-06-01.' in newer
    assert "a this page Spark NLP 4.0 2024-01-01" in plain(type(page)(rest))
    assert placed(HEAD_SLOT, relations(OLD, NEW).of(NEW), "models/a2/index.html", Links()) == ""


def test_the_page_s_own_address_is_put_in(entry: Callable[[str], Entry]) -> None:
    page, here = model_page(entry("news_en"), Links()), relations(one := listing("news_en")).of(one)
    made = placed(page.html, here, page.path, Links(), "https://hub.example/x/")
    assert "url    = {https://hub.example/x/models/news_en/}," in made
    assert "url: &#34;https://hub.example/x/models/news_en/&#34;" in made
    assert "url    = {https://models.example/news_en.zip}," in placed(page.html, here, page.path, Links())


def test_time_grows_with_the_listings_and_no_faster() -> None:
    def seconds(count: int) -> float:
        listings = [listing(f"m{i}", name=f"m{i % 50}", date=f"20{i % 90 + 10}-01-01") for i in range(count)]
        start = time.process_time()
        found = relations(*listings)
        for one in listings:
            found.of(one)
        return time.process_time() - start

    seconds(500)
    # 4 times the listings. Another process may take the caches for a moment, but not again and again.
    assert not all(seconds(8000) > 10 * max(seconds(2000), 0.01) for _ in range(4))
