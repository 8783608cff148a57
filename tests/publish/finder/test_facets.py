from __future__ import annotations

import pytest
from finder_maker import make_listing

from generator.listing import Listing, Score
from generator.publish.finder.classes import LATENCIES, SCORES, SIZES
from generator.publish.finder.editions import compatible
from generator.publish.finder.facets import FACETS, Row, compatible_rows, rows_of, turning_rows
from generator.render.languages import language_name


def rows(key: str, *listings: Listing) -> list[Row]:
    return rows_of(next(facet for facet in FACETS if facet.key == key), listings)


def test_the_most_frequent_value_comes_first() -> None:
    listings = [make_listing(str(number), tasks=tasks) for number, tasks in enumerate([("NER",), ("POS", "NER"), ()])]
    assert rows("task", *listings) == [("NER", "NER", [0, 1]), ("POS", "POS", [1])]


def test_a_licence_is_called_what_it_is_mostly_called() -> None:
    listings = [
        make_listing(str(n), license=text) for n, text in enumerate(["open source", " Open  Source", "Open Source", ""])
    ]
    assert rows("license", *listings) == [("open source", "Open Source", [0, 1, 1])]


def test_statuses_keep_their_order() -> None:
    listings = [
        make_listing("a", status="not-run"),
        make_listing("b", status="not-run"),
        make_listing("c", status="verified"),
    ]
    assert [label for _, label, _ in rows("status", *listings)] == ["Verified", "Not run"]


def test_statuses_that_turn_say_when() -> None:
    listings = [
        make_listing("a", status="verified", expires="1970-01-01T10:00:00+00:00"),
        make_listing("b", status="verified"),
        make_listing("c", status="failed", expires="1970-01-01T09:59:01+00:00"),
        make_listing("d", status="verified", expires="1970-01-01T10:00:01+00:00"),
        make_listing("e"),
    ]
    (facet,) = (facet for facet in FACETS if facet.turns)
    assert turning_rows(facet, rows_of(facet, listings), listings) == [
        ("verified", "Verified", [0, 1, 2], [10, -10, 11]),
        ("stale", "Stale", [], []),
        ("failed", "Failed", [2], [10]),
        ("not-run", "Not run", [4], []),
    ]
    never = [
        make_listing("a", status="verified"),
        make_listing("b", status="stale", expires="1970-01-01T10:00:00+00:00"),
    ]
    assert turning_rows(facet, rows_of(facet, never), never) is None


def test_support() -> None:
    listing = make_listing("a", supported=True, deprecated=True, recommended=True)
    assert [value for value, _, _ in rows("support", listing)] == ["recommended", "supported", "deprecated"]
    assert rows("support", make_listing("b")) == []


def test_what_was_not_measured_has_no_class() -> None:
    listing = make_listing("a", claimed=(Score("accuracy", 0.9),), measured=(Score("wer", 0.1),))
    assert rows("score", listing) == rows("size", listing) == rows("speed", listing) == []


@pytest.mark.parametrize(
    ("classes", "number", "value"),
    [
        (SIZES, 1, "under-10mb"), (SIZES, 10**7, "10mb-100mb"), (SIZES, 10**12, "over-10gb"), (SCORES, 0.95, "over-95"),
        (SCORES, 0.9499, "90-95"), (SCORES, 0, "under-50"),
        (LATENCIES, 0.0099, "under-10ms"), (LATENCIES, 60, "over-1s"),
    ],
)  # fmt: skip
def test_classes(classes: object, number: float, value: str) -> None:
    assert classes.of(number) == value  # type: ignore[attr-defined]


def test_compatible_editions() -> None:
    editions = [
        "Spark NLP 3.0.0", "Spark NLP 3.1", "Spark NLP 2.7.1", "Spark NLP for Healthcare 3.0.0", "odd", "Spark NLP 3.0",
    ]  # fmt: skip
    assert compatible(editions) == {
        "Spark NLP 2.7.1": ["Spark NLP 2.7.1"],
        "Spark NLP 3.0": ["Spark NLP 3.0", "Spark NLP 3.0.0"],
        "Spark NLP 3.0.0": ["Spark NLP 3.0", "Spark NLP 3.0.0"],
        "Spark NLP 3.1": ["Spark NLP 3.0", "Spark NLP 3.0.0", "Spark NLP 3.1"],
        "Spark NLP for Healthcare 3.0.0": ["Spark NLP for Healthcare 3.0.0"],
    }
    counted = compatible_rows([("Spark NLP 3.0.0", "", [0, 1]), ("Spark NLP 3.1", "", [2])])
    assert [row[:3] for row in counted] == [
        ("Spark NLP 3.1", "Spark NLP 3.1", 3),
        ("Spark NLP 3.0.0", "Spark NLP 3.0.0", 2),
    ]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("de", "German"),
        ("xx", "Multilingual"),
        ("zzz", "zzz"),
        ("pt-BR", "Portuguese (Brazil)"),
        ("??", "??"),
        ("", ""),
    ],
)
def test_languages(code: str, name: str) -> None:
    assert language_name(code) == name
