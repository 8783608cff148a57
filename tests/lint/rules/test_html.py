"""HT: HTML in a card that could act on the reader's behalf. A section put in begins in line 65."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.diagnostic import Diagnostic

Expected = list[tuple[str, int, int, str]]

FAILS: list[tuple[str, Expected]] = [
    ("a <script>alert(1)</script>", [("HT001", 67, 3, "a card may not hold `<script>`")]),
    ("<SCRIPT\nsrc=x>", [("HT001", 67, 1, "a card may not hold `<script>`")]),
    ("<script", [("HT001", 67, 1, "a card may not hold `<script>`")]),
    ("text\n\n> <iframe src='https://example.org'></iframe>", [("HT001", 69, 3, "a card may not hold `<iframe>`")]),
    (
        "<form action=x><input name=a></form>",
        [("HT001", 67, 1, "a card may not hold `<form>`"), ("HT001", 67, 16, "a card may not hold `<input>`")],
    ),
    ("<style>p {color: red}</style>", [("HT001", 67, 1, "a card may not hold `<style>`")]),
    ("<object data=x></object>", [("HT001", 67, 1, "a card may not hold `<object>`")]),
    ("`code` <embed src=x> `code`", [("HT001", 67, 8, "a card may not hold `<embed>`")]),
    ("`` ` `` <embed src=x>", [("HT001", 67, 9, "a card may not hold `<embed>`")]),
    ("a ` b\n\n<embed src=x> `", [("HT001", 69, 1, "a card may not hold `<embed>`")]),
    ("<img src=a onerror=b>", [("HT002", 67, 1, "a card may not hold the event handler `onerror` (in `<img>`)")]),
    (
        '<b title=">" OnClick = "x()">',
        [("HT002", 67, 1, "a card may not hold the event handler `onclick` (in `<b>`)")],
    ),
    (
        "<svg/onload=x>",
        [
            ("HT001", 67, 1, "a card may not hold `<svg>`"),
            ("HT002", 67, 1, "a card may not hold the event handler `onload` (in `<svg>`)"),
        ],
    ),
    ("[a](javascript:alert(1))", [("HT003", 67, 5, "a card may not link to a `javascript:` address")]),
    ("[a](JavaScript:alert(1))", [("HT003", 67, 5, "a card may not link to a `javascript:` address")]),
    ("![a](data:text/html;base64,AAAA)", [("HT003", 67, 6, "a card may not link to a `data:` address")]),
    ("[a]( <javascript:x>)", [("HT003", 67, 7, "a card may not link to a `javascript:` address")]),
    ("[a][b]\n\n[b]: javascript:x", [("HT003", 69, 6, "a card may not link to a `javascript:` address")]),
    ("<javascript:x>", [("HT003", 67, 2, "a card may not link to a `javascript:` address")]),
    ('<b title="<" onclick=x>', [("HT002", 67, 1, "a card may not hold the event handler `onclick` (in `<b>`)")]),
    ('<a href="java\tscript:x">a</a>', [("HT003", 67, 1, "a card may not link to a `javascript:` address")]),
    ('<a href="&#106;avascript:x">a</a>', [("HT003", 67, 1, "a card may not link to a `javascript:` address")]),
    ("<img src='vbscript:x'>", [("HT003", 67, 1, "a card may not link to a `vbscript:` address")]),
]

PASSES = [
    "`<script>` is text here",
    "```html\n<script>alert(1)</script>\n```",
    "~~~\n<a onclick=x href='javascript:y'>\n~~~",
    "`` <iframe> ` ``",
    "a < b and c > d, x<y",
    '<div class="tabs-box" markdown="1">\n\n</div>\n\n<button class="button" disabled>Live Demo</button>',
    '<a href="https://example.org/?q=javascript:x" target="_blank">a</a>',
    "[a](https://example.org/data:x) and data: as a word",
    "<b data-on='x' one=two>",
]


@pytest.mark.parametrize(("body", "expected"), FAILS)
def test_fails(body: str, expected: Expected, found: Callable[..., Expected]) -> None:
    assert found("HT", markdown=f"## Limits\n\n{body}\n") == expected


@pytest.mark.parametrize("body", PASSES)
def test_passes(body: str, found: Callable[..., Expected]) -> None:
    assert found("HT", markdown=f"## Limits\n\n{body}\n") == []


def test_the_place_of_a_tag_is_all_of_it(
    lint_files: Callable[..., list[Diagnostic]], card_text: Callable[..., str]
) -> None:
    diagnostics = lint_files({"a.md": card_text(markdown="## Limits\n\n<iframe\n  src='x'>\n")})
    (span,) = [item.span for item in diagnostics if item.rule == "HT001"]
    assert (span.line, span.column, span.end_line, span.end_column) == (67, 1, 68, 11)


@pytest.mark.parametrize(
    "hostile", ["<a " * 50_000, '<a "' * 50_000, "<a x='\"" * 50_000, "`" * 200_000, "`a``b" * 40_000]
)
@pytest.mark.timeout(120)
def test_scanning_hostile_text_takes_linear_time(
    hostile: str, lint_files: Callable[..., list[Diagnostic]], card_text: Callable[..., str]
) -> None:
    diagnostics = lint_files({"a.md": card_text(markdown=f"## Limits\n\n{hostile}\n")})
    assert not [item for item in diagnostics if item.rule == "LI001"]
