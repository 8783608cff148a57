"""Which links of a card lead into the web, and where their addresses stand."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from patience import SOON

from generator.card import Card
from generator.hub import Hub
from generator.lint.web_links import web_links

A = "https://example.org/a"


@pytest.fixture
def card_with(card_text: Callable[..., str], as_hub: Callable[..., Hub]) -> Callable[..., Card]:
    """The sound card with this text in the place of its references, or these keys."""

    def make(text: str = "", **parts: str) -> Card:
        whole = card_text(markdown=f"## References\n\n{text}\n", **parts)
        return as_hub({"a.md": whole}).entries[0].card

    return make


@pytest.mark.parametrize(
    ("text", "expected", "column"),
    [
        (f"[a]({A})", [A], 5),
        (f'[a](<{A}> "title")', [A], 6),
        (f"[{A}]({A})", [A], 2),
        (f"[see {A}]({A})", [A], 29),
        (f"see {A}.", [A], 5),
        (f"<{A}>", [A], 2),
        (f"![a]({A})", [A], 6),
        (f"[a]: {A}", [A], 6),
        (f'<a href="{A}">a</a>', [A], 10),
        (f"<a href='{A}'>a</a>", [A], 10),
        (f'<img src="{A}">', [A], 11),
        (f"[a]({A}){{:.button .button-orange}}", [A], 5),
        (f"[a]({A}#part)", [A], 5),
        (f"[a]({A}?b=1&amp;c=2)", [f"{A}?b=1&c=2"], 5),
        ("[a](HTTPS://example.org/A)", ["HTTPS://example.org/A"], 5),
        (f"[![b](https://example.org/b.svg)]({A})", [A, "https://example.org/b.svg"], 35),
        ("[a](http://[::1/b#c)", ["http://[::1/b"], 5),
        (f"`{A}`", [], 0),
        (f"```bash\nwget {A}\n```", [], 0),
        (f"<!-- {A} -->", [], 0),
        (f"<!--\n[a]({A})\n-->", [], 0),
        ("[a](mailto:a@example.org) [b](/b) [c](#d) [e](s3://bucket/key)", [], 0),
    ],
)
def test_links(text: str, expected: list[str], column: int, card_with: Callable[..., Card]) -> None:
    links = list(web_links(card_with(text)))
    assert [link.address for link in links] == expected
    for link in links[:1]:
        assert link.written[0].column == column


def test_front_matter(card_with: Callable[..., Card]) -> None:
    (link,) = web_links(card_with(yaml=f'demo: "{A}#b"\nnote: see {A}'))
    assert (link.address, link.fragment) == (A, "b")
    assert [(span.column, span.end_column) for span in link.written] == [(8, 8 + len(f"{A}#b"))]


@pytest.mark.parametrize("piece", ["<!---->", "<!-- ", f"<!----> {A} ", "![", "[![a](", f"{A}\n\n<!-- {A} -->\n\n"])
def test_a_card_of_many_comments_and_links_takes_no_time(piece: str, card_with: Callable[..., Card]) -> None:
    card = card_with(piece * (500_000 // len(piece)))
    begin = time.process_time()
    web_links(card)
    assert time.process_time() - begin < SOON


def test_a_comment_that_does_not_end_hides_what_follows(card_with: Callable[..., Card]) -> None:
    assert web_links(card_with(f"<!-- {A}")) == ()
