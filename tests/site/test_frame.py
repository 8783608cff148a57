"""A frame that is cut from a page and filled again is the page that the theme would have made."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.site.frame import MARKS, TOC_MARKS, FrameError, FrameKey, Place, address_in, cut, folder_like

texts = st.text(alphabet="ab<>&/ \n0", max_size=12)
headings = st.lists(st.tuples(texts, texts), max_size=4)
VALUES: dict[Place, str] = {
    "title": "T &amp; T",
    "description": "D",
    "address": "x",
    "edit": "cards/x",
    "content": "<h1>C</h1>",
    "first": "one",
}


def theme(items: list[tuple[str, str]], parts: tuple[str, str, str, str, str], content: str) -> str:
    """A page as a theme might make it: a contents list between other things, twice."""
    before, opening, middle, closing, after = parts
    listed = "".join(f"{opening}{anchor}{middle}{title}{closing}" for anchor, title in items)
    return f"<head>{before}</head>[{listed}]{content}[{listed}]{after}"


@given(st.tuples(texts, texts, texts, texts, texts), headings)
def test_a_contents_list_is_repeated_as_the_theme_repeats_it(
    parts: tuple[str, str, str, str, str], some: list[tuple[str, str]]
) -> None:
    frame = cut(theme(list(TOC_MARKS), parts, MARKS["content"]), toc=True)
    assert frame.page(VALUES, some) == theme(some, parts, VALUES["content"])


def test_everything_that_a_page_has_of_its_own_goes_to_its_place() -> None:
    html = (
        f'<title>{MARKS["title"]} - Site</title><link href="https://x.example/{MARKS["address"]}e1t0/d/">'
        f'<a href="edit/{MARKS["edit"]}.md"></a><a href="#{MARKS["first"]}">Skip</a>{MARKS["content"]}'
    )
    assert cut(html, toc=False).page(VALUES, []) == (
        '<title>T &amp; T - Site</title><link href="https://x.example/x/">'
        '<a href="edit/cards/x.md"></a><a href="#one">Skip</a><h1>C</h1>'
    )


@pytest.mark.parametrize(
    "html",
    [
        "<head></head>",
        MARKS["content"] * 2,
        f"{MARKS['content']}{TOC_MARKS[1][0]}",
        f"{MARKS['content']}<a>{TOC_MARKS[0][0]}</a><a>{TOC_MARKS[1][0]}</a><b>{TOC_MARKS[2][0]}</b>",
    ],
)
def test_a_theme_that_hides_or_changes_the_marks_is_refused(html: str) -> None:
    with pytest.raises(FrameError):
        cut(html, toc=True)


@pytest.mark.parametrize("path", ["a/index.html", "models/x/index.html", "browse/task/ner/page/2/index.html"])
def test_a_shared_frame_lies_as_deep_as_its_pages_and_in_their_section(path: str) -> None:
    key = FrameKey(folder_like(path), edit=False, toc=True)
    assert key.page.count("/") == path.count("/")
    mark = key.page.removesuffix("/index.html")
    frame = cut(f"<a href='{mark}/'></a>{MARKS['content']}", toc=False)
    address: dict[Place, str] = {**VALUES, "address": address_in(path)}
    assert f"'{path.removesuffix('index.html')}'" in frame.page(address, [])


def test_a_page_of_the_menu_has_a_frame_of_its_own() -> None:
    assert FrameKey("models/index.html", edit=False, toc=False).page == "models/index.html"
