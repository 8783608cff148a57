"""Markdown of a stranger comes out as text, structure and plain links, and as nothing else."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from generator.render.prose import plain, prose


class Reader(HTMLParser):
    """Collects what a browser would see."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*a* **b** `c`", "<p><em>a</em> <strong>b</strong> <code>c</code></p>\n"),
        ("~~gone~~", "<p><s>gone</s></p>\n"),
        ("1 < 2 & 3", "<p>1 &lt; 2 &amp; 3</p>\n"),
        ("ner_dl_en is one_word", "<p>ner_dl_en is one_word</p>\n"),
        ("{{ 7*7 }} {% raw %}", "<p>{{ 7*7 }} {% raw %}</p>\n"),
        ("line<br>break", "<p>line<br>break</p>\n"),
    ],
)
def test_markdown(text: str, expected: str) -> None:
    assert prose(text) == expected


def test_tables() -> None:
    assert Reader(prose("|a|b|\n|---|---|\n|1|2|\n")).tags == [
        "table",
        "thead",
        "tr",
        "th",
        "th",
        "tbody",
        "tr",
        "td",
        "td",
    ]


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("[a](https://example.org/x)", "https://example.org/x"),
        ("<https://example.org>", "https://example.org"),
        ("see https://example.org/a_b now", "https://example.org/a_b"),
        ("[a](mailto:a@example.org)", "mailto:a@example.org"),
        ("[a](HTTPS://example.org)", "HTTPS://example.org"),
        ("![picture](https://example.org/x.png)", "https://example.org/x.png"),
    ],
)
def test_links_lead_out_without_telling_from_where(text: str, href: str) -> None:
    assert sorted(Reader(prose(text)).attributes) == [("href", href), ("rel", "nofollow noopener noreferrer")]


@pytest.mark.parametrize(
    "text",
    [
        "[a](javascript:alert(1))",
        "<a href='javascript:alert(1)'>a</a>",
        "<a href=' \tjava\nscript:alert(1)'>a</a>",
        "[a](data:text/html,x)",
        "[a](vbscript:x)",
        "[a](/models/other/)",
        "[a](#top)",
        "[a](//example.org)",
        "README.md and nlu.load are no hosts",
    ],
)
def test_other_links_are_text(text: str) -> None:
    assert "href" not in dict(Reader(prose(text)).attributes)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<style>*{display:none}</style>",
        "<svg onload=alert(1)><circle/></svg>",
        "<img src=x onerror=alert(1)>",
        "<iframe src=https://example.org></iframe>",
        "<p onclick=alert(1) style='position:fixed' id=__search class=md-header>x</p>",
        "<form action=https://example.org><input name=q><button>go</button></form>",
        "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
        "<base href=https://example.org><meta http-equiv=refresh content=0><link rel=stylesheet href=x>",
        "<h1>big</h1><h2 id=x>heading</h2>",
        "<!-- --><noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    ],
)
def test_nothing_of_harm_survives(text: str) -> None:
    found = Reader(prose(text))
    harmful = {"script", "style", "svg", "img", "iframe", "form", "input", "button", "base", "meta", "link", "h1", "h2"}
    assert not harmful & set(found.tags)
    assert not found.attributes


@given(st.text(alphabet=st.sampled_from("<>/=\"'`[]()!#*_|- \n\tabchrefonclick:javscript{}%&;")))
def test_no_input_gets_attributes_or_elements_that_it_should_not(text: str) -> None:
    found = Reader(prose(text))
    assert {name for name, _ in found.attributes} <= {"href", "rel", "class", "colspan", "rowspan", "scope"}
    assert not {"script", "style", "svg", "img", "iframe", "h1", "h2"} & set(found.tags)
    for name, value in found.attributes:
        if name == "href":
            assert re.match(r"https?://|mailto:", value or "")
        if name == "class":  # Of our own code box.
            assert re.fullmatch(r"highlight|[a-z][a-z0-9]{0,2}", value or "")


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("# a\n## b\n### c", ["h3", "h4", "h5"]),
        ("#### a\n#### b", ["h3", "h3"]),
        ("###### a\n# b\n# c", ["h3", "h3", "h3"]),
        ("### a\n###### b\n### c", ["h3", "h4", "h3"]),
    ],
)
def test_headings_stand_below_the_pages_own_without_gaps(text: str, tags: list[str]) -> None:
    assert Reader(prose(text)).tags == tags


def test_fences_are_coloured_plain_or_left_out() -> None:
    text = "before\n\n```python\nx = 1\n```\n\nafter"
    assert '<span class="n">x</span>' in prose(text)
    assert plain(prose(text, fences="plain")) == "before x = 1 after"
    assert '<span class="n">' not in prose(text, fences="plain")
    assert plain(prose(text, fences="hidden")) == "before after"


def test_markup_cannot_be_opened_before_a_fence_and_closed_after_it() -> None:
    markup = prose("<b>\n\n```\ncode\n```\n\n</b><div class='highlight'>x</div>")
    assert markup.count('class="highlight"') == 1


def test_links_that_the_page_shows_as_buttons_are_left_out() -> None:
    text = "Get it. [Download](https://example.org/a.zip) [Paper](https://example.org/b)"
    assert plain(prose(text, hide_links={"https://example.org/a.zip"})) == "Get it. Paper"


@pytest.mark.parametrize(
    "text",
    [
        "[x](https://example.org/a.zip)",
        "[x](https&#58;/\\/example.org/a.zip)",
        "[x]\n\n[x]: https://example.org/a.zip",
        "<https://example.org/a.zip>",
        "at https://example.org/a.zip now",
        "at https&colon;&sol;/example.org/a.zip now",
    ],
)
def test_they_are_left_out_however_they_are_written(text: str) -> None:
    assert "href" not in prose(text, hide_links={"https://example.org/a.zip"})


def test_prose_without_links_is_the_same_beside_any_buttons() -> None:
    text = "Words: *some* of them, `code` and 1 > 0."
    assert prose(text) == prose(text, hide_links={"https://example.org/a.zip"})


def test_plain_text_keeps_blanks_that_do_not_break() -> None:
    assert plain(prose("a&nbsp; b\n<br>c")) == "a\xa0 b c"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>a <em>b</em></p>\n<p>c</p>", "a b c"),
        ("<ul><li>a</li><li>b</li></ul>", "a b"),
        ("<p>1 &lt; 2 &amp; 3</p>", "1 < 2 & 3"),
        ("", ""),
    ],
)
def test_plain(markup: str, text: str) -> None:
    assert plain(Markup(markup)) == text  # noqa: S704  the table above is ours


def test_a_list_of_sources_is_no_list_of_definitions() -> None:
    shown = prose(
        "[1]: A. Author, A title.\n\n[2]: [A page](https://a.example/)\n\n[here][3]\n\n[3]: https://b.example/\n"
    )
    assert plain(shown) == "[1]: A. Author, A title. [2]: A page here"
    assert re.findall(r'href="([^"]*)"', shown) == ["https://a.example/", "https://b.example/"]
