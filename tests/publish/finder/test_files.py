from __future__ import annotations

import random
from typing import Any

import msgspec
import pytest
from finder_maker import hubs, make_listing
from hypothesis import given, settings

from generator.listing import Listing, Score, Shelf
from generator.publish.finder import Document, files, shards
from generator.publish.finder.index import Meta, names_in
from generator.publish.finder.packing import META, path_of, unpacked
from generator.publish.finder.rows import DIGEST
from generator.publish.finder.shards import browser_order, decoded
from generator.render.order import column, default_order


@given(hubs())
@settings(max_examples=30)
def test_every_word_of_a_model_finds_it(hub: tuple[Shelf, dict[str, Document]]) -> None:
    shelf, documents = hub
    index = files(shelf, documents)
    meta = msgspec.convert(unpacked(index[META]), Meta)
    words = [entry for name in names_in(meta.shards) for entry in decoded(index[path_of("words", name)])]
    assert [word for word, _ in words] == sorted((word for word, _ in words), key=browser_order)
    found = {(word, posting // 10, posting % 10) for word, postings in words for posting in postings}
    assert found == {
        (word, number, level)
        for number, listing in enumerate(default_order(shelf.listings))
        for level, row in enumerate(documents[listing.key].levels, 1)
        for word in row.split()
    }


@given(hubs())
@settings(max_examples=15)
def test_same_models_same_bytes(hub: tuple[Shelf, dict[str, Document]]) -> None:
    shelf, documents = hub
    shuffled = sorted(documents.items(), key=lambda item: item[1].text)
    assert files(Shelf(shelf.listings[::-1]), dict(shuffled)) == files(shelf, documents)


@given(hubs())
@settings(max_examples=15)
def test_the_first_file_names_all_others(hub: tuple[Shelf, dict[str, Document]]) -> None:
    index = files(*hub)
    meta = msgspec.convert(unpacked(index[META]), Meta)
    named = {META, path_of("words", f"vocabulary-{meta.vocabulary}")}
    named |= {path_of("words", name) for name in names_in(meta.shards)}
    named |= {path_of("models", f"{number}-{name}") for number, name in enumerate(names_in(meta.models, DIGEST))}
    named |= {path_of("orders", f"{order}-{name}") for order, name in meta.orders.items()}
    named |= {path_of("facets", f"{facet.key}-{facet.hash}") for facet in meta.facets}
    assert named == index.keys()
    assert meta.total == len(hub[0].listings)


def test_files_of_words_are_of_one_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "_LEAST", 2000)
    monkeypatch.setattr(shards, "_MOST", 5000)
    choose = random.Random(1)  # noqa: S311 - nothing is secret here
    words = (f"w{int(choose.paretovariate(0.7))}" for _ in range(20_000))
    postings: dict[str, list[int]] = {}
    for number, word in enumerate(words):
        postings.setdefault(word, []).append(number * 10 + 1)
    files_of_words = list(shards.shards_of(postings))
    sizes = [[len(word) + 4 + 3 * len(numbers) for word, numbers in shard] for shard in files_of_words]
    assert len(sizes) > 10
    assert all(sum(size) >= 2000 for size in sizes[:-1])
    assert all(sum(size[:-1]) < 5000 for size in sizes)


def order_of(*listings: Listing) -> list[str]:
    return [listing.key for listing in default_order(listings)]


def test_default_order() -> None:
    facts: list[dict[str, Any]] = [
        {"recommended": True}, {"status": "verified", "date": "2020-01-01"}, {"status": "measured"},
        {"date": "2026-05-05"}, {"date": "2026-01-01", "name": "a"}, {"date": "2026-01-01", "name": "b"}, {"date": ""},
        {"status": "failed"}, {"deprecated": True, "status": "verified"},
    ]  # fmt: skip
    listings = [make_listing(f"{number}", **values) for number, values in enumerate(facts)]
    assert order_of(*reversed(listings)) == [listing.key for listing in listings]


def test_sorting_by_score_keeps_measured_and_claimed_apart() -> None:
    listings = [
        make_listing("a", measured=(Score("f1 micro", 0.2),), claimed=(Score("accuracy", 1),)),
        make_listing("b", claimed=(Score("accuracy", 0.99),)),
        make_listing("c", measured=(Score("wer", 0.01),)),
        make_listing("d", measured=(Score("bleu", 30, "percent"), Score("accuracy", 0.9))),
    ]
    ranks = column("score", listings)
    assert ranks[3] < ranks[0] < ranks[1]
    assert ranks[2] == -1
