"""The head tells previews and other forms, and nothing of a card gets out of an attribute."""

from __future__ import annotations

from html.parser import HTMLParser

from generator.render.social import Alternate, head_html


class Head(HTMLParser):
    """Elements with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def properties(self) -> dict[str | None, str | None]:
        return {values["property"]: values["content"] for _, values in self.found if "property" in values}


def test_a_link_to_the_page_can_be_previewed() -> None:
    head = Head(head_html("News\n topics", "What it does.", "https://hub.example/a/", "Our hub"))
    assert head.properties() == {
        "og:type": "website",
        "og:site_name": "Our hub",
        "og:title": "News topics",
        "og:description": "What it does.",
        "og:url": "https://hub.example/a/",
    }


def test_what_is_not_known_is_left_out() -> None:
    assert set(Head(head_html("a", "", "", "b")).properties()) == {"og:type", "og:site_name", "og:title"}


def test_a_picture_is_shown_where_there_is_one() -> None:
    head = Head(head_html("a", "b", "", "c", image="https://hub.example/a.png"))
    assert head.properties()["og:image"] == "https://hub.example/a.png"
    assert {"name": "twitter:card", "content": "summary_large_image"} in [values for _, values in head.found]


def test_a_long_description_is_cut_at_a_word() -> None:
    shown = Head(head_html("a", "word " * 100, "", "b")).properties()["og:description"]
    assert shown is not None
    assert len(shown) <= 202
    assert shown.endswith("word …")


def test_other_forms_are_linked() -> None:
    forms = [
        Alternate("application/json", "model.json"),
        Alternate("application/atom+xml", "../feed.xml", "New models"),
    ]
    links = [values for tag, values in Head(head_html("a", "b", "", "c", forms)).found if tag == "link"]
    assert all(str(values.pop("rel")).split() == ["alternate", "related"] for values in links)
    assert links == [
        {"type": "application/json", "href": "model.json"},
        {"type": "application/atom+xml", "href": "../feed.xml", "title": "New models"},
    ]


def test_an_attack_is_text() -> None:
    attack = '"><script>alert(1)</script>'
    head = Head(head_html(attack, attack, attack, attack, [Alternate(attack, attack, attack)]))
    assert {tag for tag, _ in head.found} == {"meta", "link"}
    assert head.properties()["og:title"] == attack
