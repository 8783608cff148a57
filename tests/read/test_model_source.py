from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.card import Card, Reading
from generator.diagnostic import Span
from generator.read import read_card
from generator.read.model_source import hub_repository


@pytest.mark.parametrize(
    ("url", "repository"),
    [
        ("https://huggingface.co/owner/name", ("owner/name", "")),
        ("http://www.huggingface.co/owner/name/", ("owner/name", "")),
        ("https://hf.co/owner/name?x=1#usage", ("owner/name", "")),
        ("https://huggingface.co/owner/name/tree/main", ("owner/name", "")),
        ("https://huggingface.co/owner/name/tree/v1.0", ("owner/name", "v1.0")),
        ("https://huggingface.co/owner/name/blob/0a1b2c/README.md", ("owner/name", "0a1b2c")),
        ("https://huggingface.co/owner/name/discussions/3", ("owner/name", "")),
        ("https://huggingface.co/bert-base-uncased", ("google-bert/bert-base-uncased", "")),
        ("https://huggingface.co/xlm-roberta-base/tree/main", ("FacebookAI/xlm-roberta-base", "")),
        ("https://huggingface.co/distilroberta-base", ("distilbert/distilroberta-base", "")),
        ("https://huggingface.co/t5-small", ("google-t5/t5-small", "")),
        ("https://huggingface.co/datasets/owner/name", None),
        ("https://huggingface.co/datasets/imdb", None),
        ("https://huggingface.co/spaces/owner/name", None),
        ("https://huggingface.co/docs/transformers/index", None),
        ("https://huggingface.co/transformers/model_doc/bert.html", None),
        ("https://huggingface.co/models?filter=bert", None),
        ("https://huggingface.co/blog/an-article", None),
        ("https://huggingface.co/owner", None),
        ("https://huggingface.co", None),
        ("https://huggingface.co/owner/..", None),
        ("https://huggingface.co/owner/%2e%2e/x", None),
        ("https://example.org/owner/name", None),
        ("https://huggingface.co.example.org/owner/name", None),
        ("https://[broken/owner/name", None),
        ("hf:owner/name", None),
    ],
)
def test_addresses(url: str, repository: tuple[str, str] | None) -> None:
    assert hub_repository(url) == repository


def test_the_one_repository_that_is_linked_to(body: Callable[[str], Card]) -> None:
    source = body(
        "## Description\nSee https://huggingface.co/not/this\n"
        "## References\n- https://huggingface.co/owner/name/tree/v2\n- https://huggingface.co/Owner/Name\n"
        "## Data Source\nhttps://huggingface.co/datasets/owner/data\n"
    ).source
    assert (source.uri, source.revision, source.origin, source.problem) == ("hf:owner/name", "v2", "inferred", "")
    assert source.candidates == ("owner/name",)
    assert source.span == Span(9, 3, 9, 44)


def test_none_and_several_are_recorded(body: Callable[[str], Card]) -> None:
    none = body("## References\n- https://huggingface.co/datasets/owner/data\n").source
    assert (none.uri, none.origin, none.candidates, none.span.line) == ("", "none", (), 6)
    assert none.problem == "References and Data Source link to no model repository on the Hugging Face Hub"
    several = body(
        "## References\n[b](https://huggingface.co/x/b)\n## Data Source\nhttps://huggingface.co/x/a\n"
    ).source
    assert (several.uri, several.origin, several.candidates) == ("", "none", ("x/b", "x/a"))
    assert several.problem == "References and Data Source link to 2 model repositories: x/b, x/a"


def test_the_verify_block_says_it(own_cards: Path) -> None:
    card = read_card((own_cards / "verify_block.md").read_bytes(), path="a.md", key="a").card
    assert card is not None
    assert (card.source.uri, card.source.origin) == ("path:models/mood", "verify")
    assert card.source.candidates == ("example-authors/another-model",)
    assert card.source.span.line == 13


def test_a_pinned_revision(reading: Callable[[str], Reading]) -> None:
    card = reading("---\nverify:\n  source: hf:owner/name\n  revision: 0a1b2c\n---\n").card
    assert card is not None
    assert (card.source.uri, card.source.revision) == ("hf:owner/name", "0a1b2c")


def test_an_invalid_verify_block_is_not_replaced_by_a_guess(own_cards: Path) -> None:
    card = read_card((own_cards / "broken" / "invalid_verify.md").read_bytes(), path="a.md", key="a").card
    assert card is not None
    assert (card.source.uri, card.source.origin) == ("", "none")
    assert "invalid" in card.source.problem
