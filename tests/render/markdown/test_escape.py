"""Whatever a text holds: each renderer of Markdown shows it, and makes no element of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import markdown
import pytest
import yaml
from html_reader import read_fragment
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.render.markdown.escape import code, escaped, fence, front_matter_text, link, one_line

#: What Material recommends, with more that sites use, but for the two that set type (`smartsymbols`, `smarty`): a site
#: that turns (c) into © wants that.
EXTENSIONS = [
    "abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc", "wikilinks",
    "pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.blocks.admonition", "pymdownx.caret", "pymdownx.critic",
    "pymdownx.details", "pymdownx.emoji", "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.keys",
    "pymdownx.magiclink", "pymdownx.mark", "pymdownx.snippets", "pymdownx.superfences", "pymdownx.tabbed",
    "pymdownx.tasklist", "pymdownx.tilde",
]  # fmt: skip


def _renderers() -> Iterator[Callable[[str], str]]:
    settings = {"pymdownx.tabbed": {"alternate_style": True}, "pymdownx.arithmatex": {"generic": True}}
    for extensions, configs in ((EXTENSIONS, settings), (["tables", "fenced_code", "toc"], {}), (["legacy_em"], {})):
        if "tables" in extensions:
            renderer = markdown.Markdown(extensions=extensions, extension_configs=configs)
            yield lambda text, renderer=renderer: renderer.reset().convert(text)
    yield MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render


RENDERERS = tuple(_renderers())

#: Characters and stretches that mean something somewhere.
PIECES = [
    *"ab1 *_#<>`~^|$@\\[](){}&:=+!-./?\"';%\n\té中\x02\x03",
    '--8<-- "x"', "{{ x }}", "{% x %}", "{# x #}", "http://a.b", "www.a.b", "a@b.c", ":smile:", "==", "++ctrl++",
    "!!! note", "??? n", '=== "T"', "/// a", "[^1]", "[^1]: x", "*[a]: b", "&lt;", "&#42;", "<script>", "<!--", "-->",
    "{: .a }", "{.a}", "    ", "- ", "1. ", "***", "```", "~~~", "$$", "\\(", "\\)", "\\[", "\\]", "<https://a.b>",
    "[TOC]", "{++x++}", "`#!py a`", ":::py", "H~2~O", "^a^", "wzxhzdk:0", "[[a]]", "GH-1", "=/=",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.characters(codec="utf-8"), max_size=12).map("".join)
EXAMPLES = settings(max_examples=60)


def squeezed(text: str) -> str:
    """Without blanks: renderers trim them."""
    return re.sub(r"\s", "", text)


def assert_shown(source: str, text: str, elements: set[str]) -> None:
    """Every renderer shows just this text, and uses just these elements."""
    for render in RENDERERS:
        html = render(source)
        content = read_fragment(html)
        assert set(content.tags) <= elements, (source, html)
        assert {name for name, _ in content.attributes} <= {"href", "id"}, (source, html)
        assert squeezed(content.text) == squeezed(text), (source, html)


@EXAMPLES
@given(TEXTS)
def test_a_paragraph(text: str) -> None:
    assert_shown(f"{escaped(text)}\n", one_line(text), {"p"})


@EXAMPLES
@given(TEXTS)
def test_a_heading(text: str) -> None:
    assert_shown(f"## {escaped(text)}\n", one_line(text), {"h2"})


@EXAMPLES
@given(TEXTS)
def test_a_cell(text: str) -> None:
    table = {"table", "thead", "tbody", "tr", "th", "td"}
    assert_shown(f"| a | b |\n| --- | --- |\n| {escaped(text)} | c |\n", f"ab{one_line(text)}c", table)


@EXAMPLES
@given(TEXTS)
def test_an_item(text: str) -> None:
    assert_shown(f"-   {escaped(text)}\n-   b\n", f"{one_line(text)}b", {"ul", "li"})


@EXAMPLES
@given(TEXTS)
def test_a_code_span(text: str) -> None:
    assert_shown(f"a {code(text)} b\n", f"a{one_line(text)}b", {"p", "code"})


@EXAMPLES
@given(TEXTS, TEXTS)
def test_text_before_links_and_marks(before: str, address: str) -> None:
    linked = link(escaped("here", begins=False), f"https://a.example/{address}")
    source = f"a {escaped(before, begins=False)}{linked}{code('x')} **b**\n"
    assert_shown(source, f"a{one_line(before)}herexb", {"p", "a", "code", "strong"})


@EXAMPLES
@given(TEXTS.filter(lambda text: "\t" not in text), st.sampled_from(["python", "", "none such"]))
def test_a_block_of_code(text: str, language: str) -> None:
    shown = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufeff\ufffe\uffff]", "", text)
    for render in RENDERERS:
        content = read_fragment(render(f"a\n\n{fence(text, language)}\n\nb\n"))
        assert set(content.tags) <= {"p", "div", "pre", "code", "span", "a"}
        assert squeezed(content.text) == squeezed(f"a{shown}b")
        assert [squeezed(block) for block in content.codes] == [squeezed(shown)]


@EXAMPLES
@given(TEXTS)
def test_a_value_of_the_front_matter(text: str) -> None:
    """It is text of HTML, for there templates put it."""
    written = front_matter_text(text)
    value = yaml.safe_load(f"title: {written}")["title"]
    assert not set(value) & set("<>\"'\n")
    assert squeezed(read_fragment(value).text) == squeezed(one_line(text))
    assert "{" not in written


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", " javascript:x", "data:text/html,x", "../up", "//host", "", "JaVaScRiPt:x", "s3://x"],
)
def test_only_links_that_lead_out_safely(address: str) -> None:
    assert link(escaped("text"), address) == "text"


@pytest.mark.parametrize(
    ("address", "href"),
    [
        ("https://a.example/b_c-d?e=f#g", "https://a.example/b_c-d?e=f#g"),
        ("https://a.example/(b)<c>|d`e", "https://a.example/%28b%29%3Cc%3E%7Cd%60e"),
        ("https://a.example/?a=1&copy=2&lt;=3", "https://a.example/?a=1&copy=2&lt;=3"),
        ("https://a.example/c++/$x$", "https://a.example/c++/%24x%24"),
        ("https://a.example/é b", "https://a.example/%C3%A9%20b"),
        ("mailto:a@b.example", "mailto:a@b.example"),
    ],
)
def test_an_address_stays_what_it_is(address: str, href: str) -> None:
    for render in RENDERERS:
        for text in ("here", address):
            assert read_fragment(render(f"{link(escaped(text), address)}\n")).links == [href]


def test_what_is_expanded_in_code_is_hidden_from_it() -> None:
    for text in ("{{ secret }}", "{% raw %}", '--8<-- "/etc/passwd"', "{++ a ++}", "{# a #}"):
        written = str(fence(f"a\n{text}\nb", "python"))
        assert text not in written
        assert text not in code(text)
        assert re.search(r"\{[{%#+]|-8<-", written) is None
        for render in RENDERERS:
            assert read_fragment(render(f"{written}\n")).codes[0].split("\n")[:3] == ["a", text, "b"]


def test_plain_text_stays_readable() -> None:
    assert escaped("A model for news (4 topics), 93.5 % right; F1 = 0.9, -0.5.") == (
        "A model for news (4 topics), 93.5 % right; F1 = 0.9, -0.5."
    )
    assert escaped("snake_case") == r"snake\_case"
    assert code("snake_case") == "`snake_case`"
    assert escaped("AT&T & co") == "AT&amp;T & co"


def test_a_fence_is_longer_than_what_it_holds() -> None:
    assert fence("a\n````\nb", "python") == "`````python\na\n````\nb\n`````"
    assert fence("", "sql") == "```sql\n\n```"
