"""A model is cited with what its card says, in forms that other programs read."""

from __future__ import annotations

import html
import re

import yaml
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from msgspec import structs

from generator.card import Card
from generator.read import read_card
from generator.render.citation import Citation, addressed, citation, tex

ADDRESS = "https://hub.example/x/models/a/?a&b"


def card(front: str, body: str = "") -> Card:
    found = read_card(f"---\n{front}---\n{body}".encode(), path="cards/a.md", key="a").card
    assert found is not None
    return found


def cited(card: Card, address: str = ADDRESS) -> Citation:
    """As a reader copies it from the page."""
    made = citation(card)
    page = Markup("<p>\n</p><code>{}</code><code>{}</code>").format(made.bibtex, made.cff)
    bibtex, cff = re.findall("(?s)<code>(.*?)</code>", addressed(page, address))
    return Citation(html.unescape(bibtex), html.unescape(cff))


FULL = card(
    "name: ner_dl\ntitle: 'Names & places: 100 % of #1'\nauthor: John Snow Labs\ndate: 2021-03-05\n"
    "edition: Spark NLP 3.0.0\n",
    "## Model Information\n\n{:.table-model}\n|---|---|\n|License:|Apache-2.0|\n",
)


def test_an_entry_of_bibtex() -> None:
    assert cited(FULL).bibtex == (
        "@misc{ner_dl,\n"
        "  author = {{John Snow Labs}},\n"
        "  title  = {{Names \\& places: 100 \\% of \\#1}},\n"
        "  year   = {2021},\n"
        "  month  = mar,\n"
        "  note   = {Model ner\\_dl, Spark NLP 3.0.0},\n"
        "  url    = {https://hub.example/x/models/a/?a&b},\n"
        "}\n"
    )


def test_a_citation_file() -> None:
    assert yaml.safe_load(cited(FULL).cff) == {
        "cff-version": "1.2.0",
        "message": "If you use this model, please cite it as below.",
        "type": "software",
        "title": "Names & places: 100 % of #1",
        "authors": [{"name": "John Snow Labs"}],
        "date-released": "2021-03-05",
        "abstract": "Model ner_dl for Spark NLP 3.0.0.",
        "license": "Apache-2.0",
        "url": ADDRESS,
    }


def test_an_author_that_the_card_does_not_name_is_not_made_up() -> None:
    found = cited(card("name: a\n"))
    assert "author" not in found.bibtex
    assert found.cff == ""


def test_a_licence_that_is_no_identifier_stays_out() -> None:
    body = "## Model Information\n\n{:.table-model}\n|---|---|\n|License:|Open Source|\n"
    assert "license" not in cited(card("name: a\nauthor: b\n", body)).cff


def test_where_the_site_has_no_address_the_download_s_is_taken() -> None:
    body = "[Download](https://models.example/a.zip){:.button}\n"
    assert "url    = {https://models.example/a.zip}" in cited(card("name: a\n", body), "").bibtex
    assert "url" not in cited(card("name: a\n"), "").bibtex


def test_a_card_with_nothing_in_it_is_cited_by_its_key() -> None:
    assert cited(card("tags: [x]\n"), "").bibtex == ("@misc{a,\n  title  = {{a}},\n  note   = {Model a},\n}\n")


texts = st.text(st.characters(codec="utf-8"))


@given(texts, texts, texts)
def test_any_text_gives_one_well_formed_entry_and_file(name: str, title: str, author: str) -> None:
    blank = card("name: a\n")
    facts = type(blank.facts)(name=name, title=title, author=author)
    found = cited(structs.replace(blank, facts=facts))
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


def test_a_page_without_a_citation_is_left_alone() -> None:
    assert addressed(Markup("<p>x</p>\n"), ADDRESS) == "<p>x</p>\n"
