"""A model is cited with what its card says, in forms that other programs read."""

from __future__ import annotations

import re

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from generator.card import Card
from generator.read import read_card
from generator.render.citation import citation, tex
from generator.render.links import Links

PATH = "models/a/index.html"
SITE = Links(site_url="https://hub.example/x/")


def card(front: str, body: str = "") -> Card:
    found = read_card(f"---\n{front}---\n{body}".encode(), path="cards/a.md", key="a").card
    assert found is not None
    return found


FULL = card(
    "name: ner_dl\ntitle: 'Names & places: 100 % of #1'\nauthor: John Snow Labs\ndate: 2021-03-05\n"
    "edition: Spark NLP 3.0.0\n",
    "## Model Information\n\n{:.table-model}\n|---|---|\n|License:|Apache-2.0|\n",
)


def test_an_entry_of_bibtex() -> None:
    assert citation(FULL, PATH, SITE).bibtex == (
        "@misc{ner_dl,\n"
        "  author = {{John Snow Labs}},\n"
        "  title  = {{Names \\& places: 100 \\% of \\#1}},\n"
        "  year   = {2021},\n"
        "  month  = mar,\n"
        "  note   = {Model ner\\_dl, Spark NLP 3.0.0},\n"
        "  url    = {https://hub.example/x/models/a/},\n"
        "}\n"
    )


def test_a_citation_file() -> None:
    assert yaml.safe_load(citation(FULL, PATH, SITE).cff) == {
        "cff-version": "1.2.0",
        "message": "If you use this model, please cite it as below.",
        "type": "software",
        "title": "Names & places: 100 % of #1",
        "authors": [{"name": "John Snow Labs"}],
        "date-released": "2021-03-05",
        "abstract": "Model ner_dl for Spark NLP 3.0.0.",
        "license": "Apache-2.0",
        "url": "https://hub.example/x/models/a/",
    }


def test_an_author_that_the_card_does_not_name_is_not_made_up() -> None:
    found = citation(card("name: a\n"), PATH, SITE)
    assert "author" not in found.bibtex
    assert found.cff == ""


def test_a_licence_that_is_no_identifier_stays_out() -> None:
    body = "## Model Information\n\n{:.table-model}\n|---|---|\n|License:|Open Source|\n"
    assert "license" not in citation(card("name: a\nauthor: b\n", body), PATH, SITE).cff


def test_where_the_site_has_no_address_the_download_s_is_taken() -> None:
    body = "[Download](https://models.example/a.zip){:.button}\n"
    assert "url    = {https://models.example/a.zip}" in citation(card("name: a\n", body), PATH, Links()).bibtex
    assert "url" not in citation(card("name: a\n"), PATH, Links()).bibtex


def test_a_card_with_nothing_in_it_is_cited_by_its_key() -> None:
    assert citation(card("tags: [x]\n"), PATH, Links()).bibtex == (
        "@misc{a,\n  title  = {{a}},\n  note   = {Model a},\n}\n"
    )


texts = st.text(st.characters(codec="utf-8"))


@settings(deadline=None)
@given(texts, texts, texts)
def test_any_text_gives_one_well_formed_entry_and_file(name: str, title: str, author: str) -> None:
    blank = card("name: a\n")
    facts = type(blank.facts)(name=name, title=title, author=author)
    found = citation(structs.replace(blank, facts=facts), PATH, SITE)
    assert re.match(r"@misc\{[A-Za-z0-9_.:+-]+,\n", found.bibtex)
    assert balanced(found.bibtex)
    if found.cff:
        read = yaml.safe_load(found.cff)
        assert read["authors"] == [{"name": " ".join(kept(author).split())}]
        assert read["title"]


def kept(text: str) -> str:
    return "".join(c for c in text if c.isprintable() or c.isspace() or c in "\u200c\u200d")


def balanced(bibtex: str) -> bool:
    """Whether braces pair up, as BibTeX counts them: those behind a backslash too."""
    depth = 0
    for brace in re.findall("[{}]", bibtex):
        depth += 1 if brace == "{" else -1
        assert depth >= 0
    return depth == 0


def test_braces_and_backslashes() -> None:
    assert (
        tex("a_b {c} \\d~^\n e")
        == r"a\_b \textbraceleft{}c\textbraceright{} \textbackslash{}d\textasciitilde{}\textasciicircum{} e"
    )
