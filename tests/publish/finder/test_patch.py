from __future__ import annotations

import msgspec
import pytest
from finder_maker import CHANGES, DOCUMENTS, MOVES, hubs, make_listing
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.listing import Shelf
from generator.publish.finder import Document, files, patch, shards
from generator.publish.finder.index import Meta
from generator.publish.finder.packing import META, unpacked


@pytest.fixture(autouse=True)
def _small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of a few words, so that a small hub has many."""
    monkeypatch.setattr(shards, "_LEAST", 30)
    monkeypatch.setattr(shards, "_MOST", 120)


@given(hubs(least=1), st.data())
@settings(max_examples=25)
def test_patched_files_are_those_of_a_new_index(hub: tuple[Shelf, dict[str, Document]], data: st.DataObject) -> None:
    was, documents = hub
    changed = data.draw(st.sets(st.sampled_from([listing.key for listing in was.listings]), min_size=1, max_size=3))
    now = Shelf(
        tuple(replace(listing, **data.draw(CHANGES)) if listing.key in changed else listing for listing in was.listings)
    )
    later = documents | {key: data.draw(DOCUMENTS | st.just(documents[key])) for key in sorted(changed)}
    before = files(was, documents)
    result = patch(was, now, {key: (documents[key], later[key]) for key in changed}, before.__getitem__)
    assert result is not None
    kept = {path: content for path, content in before.items() if path not in result.removed}
    assert kept | result.written == files(now, later)
    assert not result.removed & result.written.keys()


@given(hubs(least=2), st.data())
@settings(max_examples=15)
def test_a_patch_is_right_or_there_is_none(hub: tuple[Shelf, dict[str, Document]], data: st.DataObject) -> None:
    was, documents = hub
    first, *others = was.listings
    now = Shelf((replace(first, **data.draw(MOVES)), *others))
    before = files(was, documents)
    result = patch(was, now, {first.key: (documents[first.key], documents[first.key])}, before.__getitem__)
    if result is not None:
        kept = {path: content for path, content in before.items() if path not in result.removed}
        assert kept | result.written == files(now, documents)


def test_a_model_more_needs_a_new_index() -> None:
    was, now = Shelf((make_listing("a"),)), Shelf((make_listing("a"), make_listing("b")))
    documents = {"a": Document("", ("x",)), "b": Document("", ("y",))}
    before = files(was, documents)
    assert patch(was, now, {}, before.__getitem__) is None


def many() -> tuple[Shelf, dict[str, Document]]:
    listings = tuple(make_listing(f"key{number:03}") for number in range(100))
    documents = {
        listing.key: Document("", (" ".join(f"w{(number * step) % 497:03}" for step in range(1, 12)),))
        for number, listing in enumerate(listings)
    }
    return Shelf(listings), documents


def test_one_changed_word_changes_few_files() -> None:
    shelf, documents = many()
    before = files(shelf, documents)
    assert sum("/words/" in path for path in before) > 25
    later = Document("", (documents["key050"].levels[0].replace("w050", "wnew"),))
    result = patch(shelf, shelf, {"key050": (documents["key050"], later)}, before.__getitem__)
    assert result is not None
    assert sum("/words/" in path for path in result.written) < 8
    assert not any("/facets/" in path or "/orders/" in path for path in result.written)


def test_files_end_elsewhere_where_a_first_word_is_gone() -> None:
    shelf, documents = many()
    before = files(shelf, documents)
    first_words = msgspec.convert(unpacked(before[META]), Meta).words
    assert len(first_words) > 25
    for word in first_words[1::5]:
        later = {
            key: Document("", (" ".join(other for other in document.levels[0].split() if other != word),))
            for key, document in documents.items()
        }
        changed = {key: (documents[key], later[key]) for key in documents if documents[key] != later[key]}
        result = patch(shelf, shelf, changed, before.__getitem__)
        assert result is not None
        kept = {path: content for path, content in before.items() if path not in result.removed}
        assert kept | result.written == files(shelf, later)
