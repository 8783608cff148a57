"""A frame made lean shows and does what it did before, with less: sheets, scripts, white space."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

import material
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.lean import one_sheet, squeezed, unhurried

SHEETS: Mapping[str, str] = {
    "assets/a.css": '@charset "UTF-8";\na { background: url("img/a.png") }\n/*# sourceMappingURL=a.css.map */\n',
    "css/b.css": "b::before { content: '}' } c { background: url(data:image/png;base64,AA) url(/r.png) url(#x) }",
    "css/imports.css": "@import 'more.css';",
    "css/open.css": "@media print { a { color: red }",
    "css/text.css": "a::before { content: 'no end }",
    "css/comment.css": "a { color: red } /* no end",
    "css/crossed.css": "a { color: rgb(1, 2, 3} )",
}


def link(href: str, more: str = "") -> str:
    return f'<link rel="stylesheet" href="{href}"{more}>'


def test_sheets_in_a_row_become_one_whose_addresses_still_lead_there() -> None:
    page = f"<head>\n{link('../assets/a.css')}\n<title>x</title>{link('../css/b.css')}\n</head><body>{link('c.css')}"
    html, files = one_sheet(page, "guide/index.html", "..", SHEETS.get)
    ((path, sheet),) = files.items()
    assert html == f"<head>\n{link('../' + path)}\n<title>x</title>\n</head><body>{link('c.css')}"
    assert sheet.decode() == (
        'a { background: url("../img/a.png") }\n' + SHEETS["css/b.css"].replace("content: '}'", "content: '}'") + "\n"
    )


def test_a_page_for_any_address_links_from_the_root() -> None:
    page = f"<head>{link('/hub/assets/a.css')}{link('/hub/css/b.css')}</head>"
    html, files = one_sheet(page, "404.html", "/hub", SHEETS.get)
    assert html == f"<head>{link('/hub/' + next(iter(files)))}</head>"


@pytest.mark.parametrize(
    "between",
    [
        link("https://fonts.example/x.css"),
        link("unknown.css"),
        link("css/imports.css"),
        link("css/open.css"),
        link("css/text.css"),
        link("css/comment.css"),
        link("css/crossed.css"),
        link("css/b.css", ' media="print"'),
        link("css/b.css", ' integrity="sha256-x"'),
        '<link rel="alternate stylesheet" title="x" href="css/b.css">',
        "<style>a { color: red }</style>",
    ],
)
def test_what_cannot_be_put_together_keeps_its_place_in_the_order(between: str) -> None:
    first = link("assets/a.css") + link("css/b.css")
    html, files = one_sheet(f"<head>{first}{between}{first}</head>", "index.html", ".", SHEETS.get)
    sheet = link("./" + next(iter(files)))
    assert html == f"<head>{sheet}{between}{sheet}</head>"
    assert one_sheet(f"<head>{link('assets/a.css')}{between}</head>", "index.html", ".", SHEETS.get)[1] == {}


def test_what_has_every_page_styled_anew_is_left_out_of_the_themes_sheets() -> None:
    theme = Path(material.__file__).parent / "templates" / "assets" / "stylesheets"
    (main,) = theme.glob("main.*.css")
    (palette,) = theme.glob("palette.*.css")
    sheets = {"main.css": main.read_text(encoding="utf-8"), "palette.css": palette.read_text(encoding="utf-8")}
    assert "[data-md-color-switching]" in "".join(sheets.values())
    _, files = one_sheet(f"<head>{link('main.css')}{link('palette.css')}</head>", "index.html", ".", sheets.get)
    (sheet,) = files.values()
    assert b"color-switching" not in sheet
    assert len(sheet) > 0.9 * sum(map(len, sheets.values()))


def test_the_same_sheets_have_the_same_name_on_every_page() -> None:
    here = one_sheet(f"<head>{link('assets/a.css')}{link('css/b.css')}</head>", "index.html", ".", SHEETS.get)[1]
    there = one_sheet(f"<head>{link('../assets/a.css')}{link('../css/b.css')}</head>", "x/index.html", "..", SHEETS.get)
    assert here == there[1]


def test_the_last_scripts_wait_and_those_before_are_loaded_early() -> None:
    page = (
        '<head><script src="head.js"></script></head><body><script src="a.js"></script><p>x</p>'
        '<script src="b.js"></script><script src="https://x.example/c.js"></script>\n<footer></footer>\n'
        '<script type="application/json">{}</script> <!-- end -->\n<script src="d.js"></script>\n'
        '<script async src="e.js"></script><script type="module" src="f.js"></script>'
        '<script src="g.js"></script>\n</body>'
    )
    html = unhurried(page)
    early = '<link rel="preload" as="script" href="a.js"><link rel="preload" as="script" href="b.js">'
    assert html == page.replace("</head>", f"{early}</head>").replace(
        '<script src="d.js">', '<script defer src="d.js">'
    ).replace('<script src="g.js">', '<script defer src="g.js">')


def test_what_an_inline_script_may_need_does_not_wait() -> None:
    page = '<head></head><body><script src="a.js"></script><script>uses(a)</script><script src="b.js"></script></body>'
    html = unhurried(page)
    assert '<script src="a.js"></script><script>uses(a)</script><script defer src="b.js">' in html


def test_a_page_without_a_head_or_body_stays() -> None:
    assert unhurried('<p><script src="a.js"></script>') == '<p><script src="a.js"></script>'


def test_white_space_goes_but_where_it_is_kept() -> None:
    kept = "<pre>\n  a\n\n  b\n</pre><textarea>\n  c\n</textarea><script>\n  d\n</script><!--\n\n e -->"
    assert squeezed(f"<p>\n\n   x \n  y  z\n</p>\n  {kept}\n\n") == f"<p>\nx\ny  z\n</p>\n{kept}\n"
    assert squeezed('<p title="a\n\n  > b">  c</p>') == '<p title="a\n\n  > b">  c</p>'


class Reader(HTMLParser):
    """What a browser would see of white space outside of ``<pre>``: each run is one space."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[object] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.flush()
        self.seen.append((tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        self.flush()
        self.seen.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data

    def flush(self) -> None:
        self.seen.append(self.text if "pre" in self.open() else re.sub(r"[ \t\n\r\f]+", " ", self.text))
        self.text = ""

    def open(self) -> list[object]:
        names = [item[0] if isinstance(item, tuple) else f"/{item}" for item in self.seen if not self.is_text(item)]
        return ["pre"] if names.count("pre") > names.count("/pre") else []

    def is_text(self, item: object) -> bool:
        return isinstance(item, str) and item not in {"p", "b", "pre"}


def seen(html: str) -> list[object]:
    reader = Reader()
    reader.feed(html)
    reader.close()
    reader.flush()
    return reader.seen


PIECES = st.sampled_from(
    ["<p>", "</p>", "<b a='x\n  y'>", "</b>", "<pre>\n a\n\n b</pre>", " ", "\n", "\t", "x", "1 < 2"]
)


@given(st.lists(PIECES, max_size=20).map("".join))
def test_a_browser_sees_the_same(html: str) -> None:
    assert seen(squeezed(html)) == seen(html)
