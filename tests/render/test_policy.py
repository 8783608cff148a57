"""What is inline in a page becomes files, in order, and the policy stands before all that it is to hold for."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.policy import DIRECTIVES, content_policy, externalise, handlers, with_policy


def test_scripts_become_files_in_their_order_and_data_stays() -> None:
    page = (
        '<head><script>one = "</p>" > 1</script></head>\n<script type="application/json">{"a": "<style>"}</script>\n'
        '<script src="a.js">ignored</script><script id="x" type="module" async>two()</script>'
        "<script defer>three()</script>"
    )
    html, files = externalise(page, "a/b/index.html", "../..")
    sources = re.findall(r'src="(?:\.\./\.\./)?([^"]*)"', html)
    assert [files.get(source, b"") for source in sources] == [b'one = "</p>" > 1', b"", b"two()", b"three()"]
    assert '<script type="application/json">{"a": "<style>"}</script>' in html
    assert re.search(r'<script src="../../assets/inline/\w+\.js" id="x" type="module" async></script>', html)
    assert re.search(r'<script src="../../assets/inline/\w+\.js"></script>$', html)


def test_a_comment_and_an_attribute_hold_no_script() -> None:
    page = '<!-- <script>a()</script> --><p title="<script>b()</script>">c</p>'
    assert externalise(page, "index.html", ".") == (page, {})


def test_a_style_sheet_becomes_a_file_whose_addresses_still_lead_there() -> None:
    css = "@import 'more.css'; a { background: url(../p.png) } b { background: url(data:x) url('/q.png') url(#r) }"
    html, files = externalise(f'<style media="print">{css}</style>', "guide/a/index.html", "../..")
    ((path, content),) = files.items()
    assert html == f'<link rel="stylesheet" href="../../{path}" media="print">'
    assert content.decode() == css.replace("more.css", "../../guide/a/more.css").replace(
        "../p.png", "../../guide/p.png"
    )


def test_the_style_of_a_picture_is_linked_before_the_picture() -> None:
    page = "<p><svg><svg></svg><g><style>.a{fill:red}</style></g></svg>"
    html, files = externalise(page, "index.html", ".")
    (path,) = files
    assert html == f'<p><link rel="stylesheet" href="./{path}"><svg><svg></svg><g></g></svg>'


def test_modules_are_imported_from_where_they_were() -> None:
    _, files = externalise('<script type="module">import {a} from "./a.js"; import("b")</script>', "x/index.html", "..")
    assert list(files.values()) == [b'import {a} from "../../x/a.js"; import("b")']


def test_a_style_attribute_becomes_a_class_that_wins_as_it_did() -> None:
    page = (
        '<head></head><td class="a" style="text-align: right" title="style=&quot;x&quot;">1</td><br style="top: 0" />'
    )
    html, files = externalise(page, "index.html", ".")
    ((path, content),) = files.items()
    assert f'<link rel="stylesheet" href="./{path}"></head>' in html
    classes = re.findall(r"mh-style-\w+", html)
    assert f'<td title="style=&quot;x&quot;" class="a {classes[0]}">1</td><br class="{classes[1]}"/>' in html
    assert f".{classes[0]}:not(#mh-none):not(#mh-none){{text-align: right}}" in content.decode()


def test_a_style_attribute_cannot_write_other_rules() -> None:
    page = '<head></head><p style="} body { display: none">x</p>'
    assert externalise(page, "index.html", ".") == (page, {})


def test_a_page_for_any_address_links_from_the_root() -> None:
    html, _ = externalise("<script>a()</script>", "404.html", "/hub/")
    assert 'src="/hub/assets/inline/' in html


def test_handlers_are_named() -> None:
    assert handlers("<p onclick='a()'>x</p><p onclick='b()'><img onerror=c() src=x>") == (
        "<p onclick>",
        "<img onerror>",
    )


def test_the_policy_is_first_in_the_head() -> None:
    html = with_policy('<html><head lang="en"><meta charset="utf-8"></head>', "default-src 'self'")
    assert re.match(
        r'<html><head lang="en">\s*<meta http-equiv="Content-Security-Policy" content="[^"]*">\s*<meta', html
    )


def test_the_policy_trusts_the_site_alone() -> None:
    policy = content_policy()
    assert "unsafe" not in policy
    assert "*" not in policy
    assert policy.startswith("default-src 'self'; script-src 'self'; style-src 'self';")
    assert [part.split()[0] for part in policy.split("; ")] == list(DIRECTIVES)


def test_the_policy_can_be_widened() -> None:
    policy = content_policy({"img-src": ["https://a.example", "https://a.example"], "object-src": ["'self'"]})
    assert "img-src 'self' data: https://a.example;" in policy
    assert "object-src 'self';" in policy


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"imgsrc": ["x"]}, "`imgsrc`: no directive"),
        ({"img-src": "https://a.example"}, "expected a list"),
        ({"img-src": ["a; script-src *"]}, "is no source"),
        ({"img-src": [1]}, "is no source"),
    ],
)
def test_what_is_no_policy_is_refused(more: dict[str, list[str]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        content_policy(more)


class Active(HTMLParser):
    """Whether a page has anything inline."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "style" or (tag == "script" and "src" not in dict(attrs)) or "style" in dict(attrs):
            self.found.append(tag)


TEXT = st.text(alphabet="ab<>\"'&/=-\n é\0", max_size=12)
PIECES = st.one_of(
    TEXT.map(escape),
    TEXT.map(lambda text: f"<script>{text.replace('</', '')}</script>"),
    TEXT.map(lambda text: f"<style>{text.replace('</', '')}</style>"),
    TEXT.map(lambda text: f'<p style="{escape(text)}">a</p>'),
    TEXT.map(lambda text: f"<!-- {text.replace('-', '').replace('>', '')} -->"),
)


@given(st.lists(PIECES, max_size=8))
def test_nothing_inline_is_left_whatever_the_page(pieces: list[str]) -> None:
    html, files = externalise(f"<head></head><body>{''.join(pieces)}</body>", "a/index.html", "..")
    left = Active()
    left.feed(html)
    assert not [tag for tag in left.found if tag != "p" or 'style=""' not in html]
    assert set(re.findall(r'(?:src|href)="\.\./([^"]*)"', html)) == set(files)
    again, more = externalise(html, "a/index.html", "..")
    assert (again, more) == (html, {})
