"""Listings and documents for tests of the finder's index, and an index that answers without a browser."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace

from generator.hub import STATUSES, hub_of
from generator.listing import Listing, Score, Shelf
from generator.publish.finder import Document, document
from generator.publish.listing import listing_of
from generator.read import read_card

CARD = """\
---
layout: model
title: {title}
name: {name}
date: {date}
tags: [{tags}]
task: {task}
language: {language}
edition: {edition}
annotator: {annotator}
---

## Description

{description}

## Predicted Entities

{labels}
"""


def make_model(key: str, **changes: str) -> tuple[Listing, Document]:
    """A model by its card; ``changes`` fill in the card's gaps."""
    values = {
        "title": "A model", "name": key, "date": "2026-01-02", "tags": "open_source", "task": "Embeddings",
        "language": "en", "edition": "Spark NLP 3.1.0", "annotator": "BertEmbeddings", "description": "It is small.",
        "labels": "",
    }  # fmt: skip
    text = CARD.format(**(values | changes))
    entry = hub_of([read_card(text.encode(), path=f"cards/{key}.md", key=key)]).entries[0]
    return listing_of(entry), document(entry)


def make_listing(key: str, **changes: Any) -> Listing:
    """A listing without a card."""
    return replace(_PLAIN, key=key, url=key, name=changes.pop("name", key), **changes)


_PLAIN = make_model("plain")[0]

WORDS = st.sampled_from(
    [*"abcdefghij", "bert", "berta", "ner", "größe", "中文", "文本", "\U0001f600x", "\uffeex", "a_b", "b*"]
) | st.text("abcdef", min_size=1, max_size=4)
DOCUMENTS = st.builds(
    lambda text, words: Document(
        text, tuple(" ".join(sorted(word for word in words if words[word] == level)) for level in range(1, 10))
    ),
    st.text(max_size=20),
    st.dictionaries(WORDS, st.integers(1, 9), min_size=1, max_size=12),
)
SCORES = st.lists(st.builds(Score, st.sampled_from(["accuracy", "wer"]), st.floats(0, 1)), max_size=2).map(tuple)
CHANGES: dict[str, st.SearchStrategy[Any]] = {
    "title": st.sampled_from(["One", "Two"]),
    "tasks": st.lists(st.sampled_from(["NER", "POS"]), max_size=2).map(tuple),
    "languages": st.lists(st.sampled_from(["en", "de", "xx", "zz"]), max_size=2).map(tuple),
    "edition": st.sampled_from(["Spark NLP 3.0.0", "Spark NLP 3.1", "Spark NLP 2.7.1", "Other 3.0", "odd", ""]),
    "license": st.sampled_from(["Open Source", "open source ", "Licensed", ""]),
    "labels": st.lists(st.sampled_from(["PER", "per", "LOC"]), max_size=2).map(tuple),
    "supported": st.booleans(),
    "bytes": st.sampled_from([0, 1, 10**7, 10**11]),
    "latency": st.sampled_from([0.0, 0.001, 2.5]),
    "measured": SCORES,
    "claimed": SCORES,
}
#: These also change in which order models stand.
MOVES: dict[str, st.SearchStrategy[Any]] = {
    "name": st.sampled_from(["x", "Y", "z"]),
    "date": st.sampled_from(["", "2020-01-01", "2026-01-02"]),
    "deprecated": st.booleans(),
    "recommended": st.booleans(),
    "status": st.sampled_from(STATUSES),
}


@st.composite
def hubs(draw: st.DrawFn, *, least: int = 0, most: int = 16) -> tuple[Shelf, dict[str, Document]]:
    """A hub of a few models, as the index sees it."""
    count = draw(st.integers(least, most))
    listings = tuple(
        make_listing(f"key{number:02}", **draw(st.fixed_dictionaries(CHANGES | MOVES))) for number in range(count)
    )
    return Shelf(listings), {listing.key: draw(DOCUMENTS) for listing in listings}
