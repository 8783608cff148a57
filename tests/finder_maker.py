"""Listings and documents for tests of the finder's index, and an index that answers without a browser."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
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
    return replace(_PLAIN, **({"key": key, "url": key, "name": key} | changes))


_PLAIN = make_model("plain")[0]

WORDS = st.sampled_from(
    [*"abcdefghij", "bert", "berta", "ner", "größe", "中文", "文本", "\U0001f600x", "\uffeex", "a_b", "b*"]
) | st.text("abcdef", min_size=1, max_size=4)
DOCUMENTS = st.builds(
    lambda text, words: Document(
        text, tuple(" ".join(sorted(word for word in words if words[word] == level)) for level in range(1, 10))
    ),
    st.sampled_from(["", "A text.", "中文"]),
    st.dictionaries(WORDS, st.integers(1, 9), min_size=1, max_size=12),
)
_FACTS: dict[str, Sequence[Any]] = {
    "title": ["One", "Two"],
    "tasks": [(), ("NER",), ("POS", "NER")],
    "languages": [(), ("en",), ("de", "xx"), ("zz",)],
    "edition": ["Spark NLP 3.0.0", "Spark NLP 3.1", "Spark NLP 2.7.1", "Other 3.0", "odd", ""],
    "license": ["Open Source", "open source ", "Licensed", ""],
    "labels": [(), ("PER",), ("per", "LOC")],
    "supported": [True, False],
    "bytes": [0, 1, 10**7, 10**11],
    "latency": [0.0, 0.001, 2.5],
    "measured": [(), (Score("accuracy", 0.9),), (Score("wer", 0.1), Score("f1 micro", 0.4))],
    "claimed": [(), (Score("accuracy", 1),)],
    "expires": ["", "", "2026-01-02T03:04:05+00:00", "2200-01-02T03:04:05+00:00"],
}
#: These also change in which order models stand.
_PLACE: dict[str, Sequence[Any]] = {
    "name": ["x", "Y", "z"],
    "date": ["", "2020-01-01", "2026-01-02"],
    "deprecated": [True, False, False],
    "recommended": [True, False, False],
    "status": STATUSES,
}


def _variants(facts: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    """Combinations of facts: drawing each fact by itself would take hypothesis most of a test's time."""
    choose = random.Random(1)  # noqa: S311 - nothing is secret here
    return [{key: choose.choice(values) for key, values in facts.items()} for _ in range(40)]


CHANGES = st.sampled_from([{}, *_variants(_FACTS)])
MOVES = st.sampled_from([{}, *({key: value} for key, values in _PLACE.items() for value in values)])
_MODELS = st.sampled_from(_variants(_FACTS | _PLACE))


@st.composite
def hubs(draw: st.DrawFn, *, least: int = 0, most: int = 16) -> tuple[Shelf, dict[str, Document]]:
    """A hub of a few models, as the index sees it."""
    made = draw(st.lists(st.tuples(_MODELS, DOCUMENTS), min_size=least, max_size=most))
    listings = tuple(make_listing(f"key{number:02}", **facts) for number, (facts, _) in enumerate(made))
    return Shelf(listings), {listing.key: made[number][1] for number, listing in enumerate(listings)}
