from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.card import Button, Card
from generator.diagnostic import Span

Body = Callable[[str], Card]


@pytest.mark.parametrize(
    ("markdown", "links"),
    [
        ("[a](https://x.org)", [("a", "https://x.org")]),
        ('[a b](https://x.org "title") and [c](y)', [("a b", "https://x.org"), ("c", "y")]),
        ("[a](https://x.org/b_(c))", [("a", "https://x.org/b_(c)")]),
        ("[Health [H]](https://x.org)", [("Health [H]", "https://x.org")]),
        ("[a](<https://x.org>)", [("a", "https://x.org")]),
        ("[https://x.org](https://x.org)", [("https://x.org", "https://x.org")]),
        ("see https://x.org/a.", [("https://x.org/a", "https://x.org/a")]),
        ("(see https://x.org/a)", [("https://x.org/a", "https://x.org/a")]),
        ("https://x.org/b_(c)", [("https://x.org/b_(c)", "https://x.org/b_(c)")]),
        (
            "(https://x.org/a)[https://x.org/b]",
            [("https://x.org/a", "https://x.org/a"), ("https://x.org/b", "https://x.org/b")],
        ),
        ("<https://x.org>", [("https://x.org", "https://x.org")]),
        ('<a href="https://x.org" target=_blank>a</a>', [("a", "https://x.org")]),
        ("<a href=https://x.org>a</a>", [("a", "https://x.org")]),
        ("`https://x.org` ``[a](b)``", []),
        ("![picture](https://x.org/a.png)", []),
        ("```\nhttps://x.org\n```", []),
        ("[not](closed", []),
    ],
)
def test_links(body: Body, markdown: str, links: list[tuple[str, str]]) -> None:
    assert [(link.text, link.url) for link in body(markdown).links if not link.url.endswith(".png")] == links


def test_links_know_their_place(body: Body) -> None:
    (first, second) = body("## References\n- [a](https://x.org)\n- https://y.org.\n").links
    assert (first.span, second.span) == (Span(7, 3, 7, 21), Span(8, 3, 8, 16))


def test_buttons(body: Body) -> None:
    card = body(
        '<button class="button button-orange" disabled>Live Demo</button>\n'
        "[Open in Colab](https://c.org/a.ipynb){:.button.button-orange}\n"
        '<a class="button" href="https://d.org/a.zip">Download</a>\n'
        "[Copy S3 URI](s3://d.org/a.zip){:.button.button-copy-s3}\n"
        "[no button](https://e.org)\n"
    )
    assert [(button.label, button.url, button.enabled) for button in card.buttons] == [
        ("Live Demo", "", False),
        ("Open in Colab", "https://c.org/a.ipynb", True),
        ("Download", "https://d.org/a.zip", True),
        ("Copy S3 URI", "s3://d.org/a.zip", True),
    ]
    assert card.buttons[0] == Button("Live Demo", "", enabled=False, span=Span(6, 1, 6, 64))
    assert len(card.links) == 4
