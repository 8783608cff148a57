"""Prose of cards as Markdown: what a reader of either sees is the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import markdown
import pytest
from html_reader import read_fragment
from markdown_it import MarkdownIt
from site_maker import HOSTILE

from generator.read import read_card
from generator.render.markdown.prose import markdown_of
from generator.render.prose import prose

PYTHON_MARKDOWN = markdown.Markdown(extensions=["tables", "fenced_code", "toc", "attr_list", "admonition"])
COMMON_MARK = MarkdownIt("commonmark", {"html": True}).enable("table")


def squeezed(text: str) -> str:
    return "".join(text.split())


def assert_same(text: str) -> None:
    """The Markdown of the HTML of a Markdown text shows what this HTML shows, with the same links."""
    html = prose(text)
    expected = read_fragment(re.sub(r"<a [^>]*></a>", "", str(html)))  # Nobody sees a link without a text.
    written = f"# t\n\n{markdown_of(html)}\n"
    for render in (lambda source: PYTHON_MARKDOWN.reset().convert(source), COMMON_MARK.render):
        content = read_fragment(render(written))
        assert squeezed(content.text)[1:] == squeezed(expected.text), written
        assert content.links == expected.links, written
        assert content.dangers() == [], written


@pytest.mark.parametrize(
    "text",
    [
        "A *b* **c** `d` [e](https://f.example) <https://g.example/h> https://i.example/j_k.",
        "**a*b***c** _d_ ~~e~~ \\*f\\*",
        "a<br>b  \nc\nd",
        "- a\n- b\n\n  c\n  - d\n    1. e\n- ```\n  f\n  g\n  ```\n",
        "- - a\n- \n- > b",
        "> a\n>\n> > b\n>\n> - c\n",
        "| a | b |\n|---|---|\n| `c` | [d](https://e.example/?f=1&g=2) |\n| h | i\\|j |\n",
        "<table><tr><td>a</td><td><p>b</p><ul><li>c</li></ul></td></tr><tr><td colspan='2'>d</td></tr></table>",
        "<table><tr><td><table><tr><td>a</td></tr></table></td><td>b</td></tr></table>",
        "<b>a<p>b</p></b> <dl><dt>c</dt><dd>d</dd></dl> <kbd>e</kbd>",
        "### a\n\n##### b #\n\n---\n\nc\n===\n",
        "```python\na\n\n\nb ``` c\n```\n\n    indented\n",
        "Wow![a](https://b.example) !\\[c] :\\-) &amp;lt; <!-- gone --> &copy;",
        "![picture](https://a.example/b.png) [![c](https://d.example/e.svg)](https://f.example)",
        "[a `b` *c*](https://d.example) [](https://e.example) [ f ](https://g.example)",
        "!!! note\n    a\n\n{: .class }\n\n[^1]: b\n\n*[c]: d\n\n:   e\n\n1) f\n\n+ g",
        HOSTILE,
        "",
        "<",
    ],
)
def test_both_say_the_same(text: str) -> None:
    assert_same(text)


def test_structure_stays() -> None:
    written = markdown_of(
        prose("# A\n\n- b\n  - **c**\n\n1. d\n\n> e\n\n```scala\nval f = 1\n```\n\n| g |\n|---|\n| h |\n")
    )
    assert written == (
        "### A\n\n-   b\n    -   **c**\n\n1.  d\n\n> e\n\n```text\nval f = 1\n```\n\n| g |\n| --- |\n| h |"
    )


def test_nesting_without_end_ends() -> None:
    depth = 3_000
    written = markdown_of(prose("<ul><li>" * depth + "deep" + "</li></ul>" * depth))
    assert "deep" in written
    assert len(written) < depth


@pytest.mark.corpus
def test_real_cards(some_cards: Callable[[int], list[Path]]) -> None:
    for path in some_cards(60):
        card = read_card(path.read_bytes(), path=path.name, key=path.stem).card
        for section in card.sections if card else ():
            assert_same(section.prose)
