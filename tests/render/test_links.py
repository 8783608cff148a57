"""Links are relative and lead where they should."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.links import HOME, Links, list_path, model_path


@pytest.mark.parametrize(
    ("here", "there", "link"),
    [
        (HOME, list_path(1), "models/"),
        (HOME, model_path("ner_en"), "models/ner_en/"),
        (list_path(1), model_path("ner_en"), "ner_en/"),
        (list_path(3), model_path("ner_en"), "../../ner_en/"),
        (list_path(3), list_path(1), "../../"),
        (list_path(2), list_path(2), "./"),
        (model_path("ner_en"), list_path(1), "../"),
        (list_path(1), model_path("نموذج"), "%D9%86%D9%85%D9%88%D8%B0%D8%AC/"),
    ],
)
def test_links_between_folders(here: str, there: str, link: str) -> None:
    assert Links().between(here, there) == link


@given(st.sampled_from([HOME, list_path(1), list_path(7), model_path("a")]), st.text(alphabet="ab.-_é", min_size=1))
def test_with_and_without_folders_a_link_arrives(here: str, url: str) -> None:
    there = model_path(f"x{url}")
    base = "https://example.org/sub/"
    to_file = urljoin(base + here, Links(directory_urls=False).between(here, there))
    assert unquote(to_file) == base + there
    to_folder = urljoin(base + posixpath.dirname(here) + "/", Links().between(here, there))
    assert urljoin(to_folder, "index.html") in (to_file, to_file.replace("/sub//", "/sub/"))
