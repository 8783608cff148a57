"""The head of a page: what the model does, facts, and buttons that say why they do nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from markupsafe import Markup
from site_maker import LONG_NAME

from generator.card import Card
from generator.hub import Entry
from generator.read import read_card
from generator.render.head import ButtonView, button_views, head_facts, lead_and_rest

LONG = f"<p>{'word ' * 300}</p>\n<p>More.</p>"


@pytest.mark.parametrize(
    ("html", "lead", "rest"),
    [
        ("<p>One.</p>\n<p>Two.</p>\n", "<p>One.</p>", "<p>Two.</p>\n"),
        ("<p>One.</p>\n", "<p>One.</p>", ""),
        ("<ul>\n<li>One</li>\n</ul>\n", "<p>In &lt;short&gt;</p>", "<ul>\n<li>One</li>\n</ul>\n"),
        (LONG, "<p>In &lt;short&gt;</p>", LONG),
    ],
)
def test_the_lead_is_the_first_paragraph_or_the_summary(html: str, lead: str, rest: str) -> None:
    assert lead_and_rest(Markup(html), "In <short>") == (lead, rest)  # noqa: S704 - written here


def test_nothing_described_gives_no_lead() -> None:
    assert lead_and_rest(Markup(""), "") == ("", "")


def buttons(body: str) -> list[ButtonView]:
    card: Card | None = read_card(f"---\nname: a\n---\n{body}\n".encode(), path="cards/a.md", key="a").card
    assert card is not None
    return list(button_views(card))


def test_buttons_stand_in_their_usual_order_and_say_why_they_do_nothing() -> None:
    found = buttons(
        '<button class="button" disabled>Open in Colab</button>\n<button class="button" disabled>Other</button>\n'
        "[Live Demo](https://demo.example){:.button}\n[Download](https://models.example/a.zip){:.button}"
    )
    assert found == [
        ButtonView("Download", link="https://models.example/a.zip", primary=True),
        ButtonView("Live Demo", link="https://demo.example"),
        ButtonView("Open in Colab", why="the card has no notebook"),
        ButtonView("Other", why="the card disables it"),
    ]


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("https://s3.amazonaws.com/data.models.example/public/a.zip", "data.models.example/public/a.zip"),
        ("https://s3.eu-west-1.amazonaws.com/bucket/a.zip", "bucket/a.zip"),
        ("https://s3.amazonaws.com.evil.example/bucket/a.zip", ""),
        ("https://models.example/a.zip", ""),
    ],
)  # fmt: skip
def test_a_download_from_s3_can_be_copied_as_an_address_of_s3(address: str, place: str) -> None:
    copied = [button.copied for button in buttons(f"[Download]({address}){{:.button}}") if button.copied]
    assert copied == ([f"s3://{place}"] if place else [])


def test_the_card_s_own_address_of_s3_counts() -> None:
    body = "[Download](https://s3.amazonaws.com/bucket/a.zip){:.button}\n[Copy S3 URI](s3://other/a.zip){:.button}"
    assert [button.copied for button in buttons(body) if button.copied] == ["s3://other/a.zip"]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "models/a.zip", "ftp://a.example/a.zip"]
)
def test_an_address_that_neither_browsers_nor_programs_should_open_is_not_offered(address: str) -> None:
    (button,) = buttons(f"[Live Demo]({address}){{:.button}}")
    assert (button.link, button.copied) == ("", "")
    assert button.why == "its address is neither one of the web nor one of an object store"


def test_elements_that_only_look_like_buttons_are_none_of_the_model() -> None:
    body = '<button class="button">Subscribe</button> <button disabled>Send</button> <button>Download</button>'
    assert [button.label for button in buttons(body)] == ["Download"]


def facts(entry: Entry) -> dict[str, tuple[str, str]]:
    return {fact.name: (fact.value, fact.origin) for fact in head_facts(entry)}


def test_facts_say_which_figures_were_observed(entry: Callable[[str], Entry]) -> None:
    found = facts(entry("news_en"))
    assert found["Language"] == ("English", "")
    assert found["Task"] == ("Text Classification", "")
    assert found["Size"] == ("460,804 parameters, 1.84 MB", "observed")
    assert found["Accuracy"] == ("0.942 (0.908–0.971) on 240 rows", "observed")  # noqa: RUF001  a range
    for name in (LONG_NAME, "old_en", "broken_en"):
        assert not {"Size", "Accuracy"} & facts(entry(name)).keys()
