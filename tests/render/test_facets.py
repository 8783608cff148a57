"""What models can be looked up by, and the folder of each value."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from listing_maker import listing

from generator.render.facets import LABELS, LANGUAGES, LARGEST, LICENCES, TASKS, label_key, slugs_of, values_of


def test_spellings_of_one_value_are_one_under_the_usual_spelling() -> None:
    models = [
        listing(key, license=text)
        for key, text in {"a": "open source", "b": "Open Source", "c": "Open Source", "d": "", "e": "Licensed"}.items()
    ]
    found = {value.spelling: [model.key for model in value.models] for value in values_of(LICENCES, models)}
    assert found == {"Open Source": ["a", "b", "c"], "Licensed": ["e"]}


def test_a_model_counts_once_for_a_family_of_labels() -> None:
    models = [listing("a", labels=("B-PER", "I-PER", "O", "1")), listing("b", labels=("per", "B-LOC", "1"))]
    (family,) = values_of(LABELS, models)
    assert family.slug == "per"
    assert [model.key for model in family.models] == ["a", "b"]


def test_a_label_of_one_model_and_one_that_tells_nothing_have_no_page() -> None:
    assert not values_of(LABELS, [listing("a", labels=("PER", "0", "O")), listing("b", labels=("LOC", "0", "O"))])
    assert label_key("B-") == "b"
    assert label_key("E-Mail") == "mail"
    assert label_key("🙂") == ""


def test_only_the_largest_have_pages() -> None:
    models = [listing(f"{number:05}", tasks=("Common", f"Task {number}")) for number in range(LARGEST + 50)]
    found = values_of(TASKS, models)
    assert len(found) == LARGEST
    assert found[0].slug == "common"


def test_folders_are_readable_and_safe() -> None:
    slugs = slugs_of(["named-entity-recognition", "aux", "人名", "épreuve", "ocr-&-more", "x" * 200, "..", "a/../../b"])
    assert slugs["named-entity-recognition"] == "named-entity-recognition"
    assert re.fullmatch(r"aux-[0-9a-f]{8}", slugs["aux"])
    assert re.fullmatch(r"[0-9a-f]{8}", slugs["人名"])
    assert re.fullmatch(r"epreuve-[0-9a-f]{8}", slugs["épreuve"])
    assert re.fullmatch(r"a-b-[0-9a-f]{8}", slugs["a/../../b"])


def test_nobody_takes_the_folder_of_another() -> None:
    (taken,) = slugs_of(["人名"]).values()
    slugs = slugs_of(["人名", taken])
    assert len(set(slugs.values())) == 2


@given(st.sets(st.text(min_size=1), max_size=30))
def test_every_key_has_a_folder_of_its_own_on_any_system(keys: set[str]) -> None:
    slugs = slugs_of(keys)
    assert set(slugs) == keys
    assert len(set(slugs.values())) == len(keys)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) and len(slug) <= 125 for slug in slugs.values())


@given(st.text(), st.text())
def test_keys_do_not_depend_on_other_models(first: str, second: str) -> None:
    def slugs(*languages: str) -> set[str]:
        models = [listing(str(number), languages=(code,)) for number, code in enumerate(languages)]
        return {value.slug for value in values_of(LANGUAGES, models)}

    assert slugs(first) | slugs(second) == slugs(first, second)
