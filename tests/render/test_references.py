"""A link whose text is its address gets a title; all else stays as the author wrote it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from generator.render.prose import prose
from generator.render.references import title_of, titled


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("https://huggingface.co/dslim/bert-base-NER", "dslim/bert-base-NER on Hugging Face"),
        ("https://huggingface.co/dslim/bert-base-NER/tree/main", "dslim/bert-base-NER on Hugging Face"),
        ("https://huggingface.co/datasets/conll2003", "conll2003, data on Hugging Face"),
        ("https://arxiv.org/abs/1810.04805", "arXiv:1810.04805"),
        ("http://arxiv.org/pdf/1810.04805v2.pdf", "arXiv:1810.04805v2"),
        ("https://doi.org/10.1093/nar/gkh061", "doi:10.1093/nar/gkh061"),
        ("https://github.com/google-research/bert", "google-research/bert on GitHub"),
        ("https://github.com/a/b/tree/main/some/folder", "a/b on GitHub: some/folder"),
        ("https://www.aclanthology.org/D19-1410.pdf", "ACL Anthology D19-1410"),
        ("https://www.clips.uantwerpen.be/conll2002/ner/data/", "clips.uantwerpen.be/conll2002/ner/data"),
        ("https://example.org/a?b=c", "example.org/a?b=c"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("http://[", "http://["),
    ],
)
def test_titles(address: str, title: str) -> None:
    assert title_of(address) == title


def test_a_long_address_is_cut() -> None:
    title = title_of(f"https://example.org/{'x' * 500}")
    assert len(title) == 72
    assert title.endswith(" …")


def test_bare_links_of_a_card_get_titles_and_named_ones_keep_theirs() -> None:
    html = titled(prose("- https://arxiv.org/abs/1810.04805\n- [BERT](https://arxiv.org/abs/1810.04805)\n"))
    assert 'href="https://arxiv.org/abs/1810.04805" rel="nofollow noopener noreferrer">arXiv:1810.04805</a>' in html
    assert ">BERT</a>" in html


def test_an_address_with_characters_of_html_stays_escaped() -> None:
    html = titled(prose("<https://example.org/a?b=1&c=%3Cscript%3E>"))
    assert ">example.org/a?b=1&amp;c=%3Cscript%3E</a>" in html
    assert "<script" not in html


@given(st.text(max_size=200))
def test_no_text_of_a_card_becomes_html(text: str) -> None:
    address = f"https://example.org/{text}"
    link = Markup('<a href="{}">{}</a>').format(address, address)
    inside = titled(link).removeprefix(f'<a href="{escape(address)}">').removesuffix("</a>")
    assert "<" not in inside
    assert ">" not in inside
