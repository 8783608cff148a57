"""Markdown is written down as CommonMark has it, and what is not CommonMark's as the site wants it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from patience import SOON

from generator.render.commonmark import Fence, read_markdown, written_address


def html(text: str, *hide_links: str) -> str:
    return "".join(piece for piece in read_markdown(text, hide_links) if isinstance(piece, str))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\nb  \nc", "<p>a\nb<br />\nc</p>\n"),
        ("- a\n- b\n  - c", "<ul>\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n"),
        ("3. a\n\n4. b", "<ol>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ol>\n"),
        ("> a\n\n---", "<blockquote>\n<p>a</p>\n</blockquote>\n<hr />\n"),
        ("    <a>\n\n    b", "<pre><code>&lt;a&gt;\n\nb\n</code></pre>\n"),
        ("- ```x\n  a\n  ```", "<ul>\n<li>\n<pre><code>a\n</code></pre>\n</li>\n</ul>\n"),
        ("<b>a</b>\n\n<p>c", "<p><b>a</b></p>\n<p>c"),
        ("`<a>` &amp; \\*", "<p><code>&lt;a&gt;</code> &amp; *</p>\n"),
        ("    https://a.example", "<pre><code>https://a.example\n</code></pre>\n"),
    ],
)
def test_blocks(text: str, expected: str) -> None:
    assert html(text) == expected


def test_tables() -> None:
    head, _, body = html("|a|b|\n|-|:-:|\n|1|*2*|\n").partition("<tbody>")
    assert head == "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n"
    assert body == "\n<tr>\n<td>1</td>\n<td><em>2</em></td>\n</tr>\n</tbody>\n</table>\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see https://a.example/b_c.", '<p>see <a href="https://a.example/b_c">https://a.example/b_c</a>.</p>\n'),
        ("(http://a.example/(b))", '<p>(<a href="http://a.example/(b)">http://a.example/(b)</a>)</p>\n'),
        ("[https://a.example](https://b.example)", '<p><a href="https://b.example">https://a.example</a></p>\n'),
        ('<a href="https://b.example">https://a.example</a>', None),
        ("`https://a.example`", "<p><code>https://a.example</code></p>\n"),
        ("![a *b*](c)", '<p><a href="c">a b</a></p>\n'),
        ("![](c)", '<p><a href="c">image</a></p>\n'),
        ("![a ![b](c) [d](e)](f)", '<p><a href="f">a b d</a></p>\n'),
        ('[a](https://b.example/"ä%20" "title")', '<p><a href="https://b.example/%22%C3%A4%20%22">a</a></p>\n'),
    ],
)
def test_links(text: str, expected: str | None) -> None:
    assert html(text) == (f"<p>{text}</p>\n" if expected is None else expected)


@pytest.mark.parametrize("text", ["[*b*](https://a.example)", "https://a.example", "[![b](c)](https://a.example)"])
def test_hidden_links_leave_nothing(text: str) -> None:
    assert html(f"a {text} d", "https://a.example") == "<p>a  d</p>\n"


def test_only_outermost_fences_stand_apart() -> None:
    pieces = list(read_markdown("a\n\n```py x\nb\n```\n> ```\n> c\n> ```\n\n~~~\n~~~"))
    assert [piece for piece in pieces if isinstance(piece, Fence)] == [Fence("b\n", "py x"), Fence("", "")]
    assert "<pre><code>c\n</code></pre>" in pieces[2]


def test_what_stands_too_deep_keeps_its_words() -> None:
    text = html(">" * 5_000 + " a")
    assert text.count("<blockquote>") == text.count("</blockquote>") == 100
    assert "a" in text


@given(st.text(alphabet=st.sampled_from("<>[]()!*_~`#-|1. \n\tab:/\\&;\"'hreftps"), max_size=80))
def test_every_element_is_closed(text: str) -> None:
    shown = html(text.replace("<", ""))
    for element in ("p", "a", "em", "strong", "s", "ul", "ol", "li", "blockquote", "table", "tr", "th", "td", "code"):
        assert shown.count(f"<{element}>") + shown.count(f"<{element} ") == shown.count(f"</{element}>")


@given(st.text())
def test_an_address_is_written_in_ascii_and_stays_what_it_is(address: str) -> None:
    written = written_address(address)
    assert written.isascii()
    assert '"' not in written
    assert written_address(written) == written


@pytest.mark.parametrize(
    "text", ["http://a.b/(" * 20_000, "[" * 100_000, "![" * 50_000, ">" * 100_000, "*a_" * 50_000, "[a]: [" * 30_000]
)
def test_time_is_linear(text: str) -> None:
    start = time.process_time()
    html(text)
    assert time.process_time() - start < SOON
