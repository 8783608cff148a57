"""Findings as text: the line of the card, and the carets below what is meant."""

from __future__ import annotations

import json

import pytest

from generator.diagnostic import Diagnostic, Edit, Fix, Level, Span
from generator.lint import formats

LONG = "a" * 150 + "bcd" + "e" * 150


def excerpt(line: str, span: Span) -> list[str]:
    item = Diagnostic("a.md", span, "TX001", Level.ERROR, "message", "do it")
    headline, *shown, hint = list(formats.as_text([item], lambda _: [line]))
    assert (headline, hint) == (f"a.md:1:{span.column} error TX001 message", "    help: do it")
    return shown


@pytest.mark.parametrize(
    ("line", "span", "shown", "carets"),
    [
        ("tags: []", Span(1, 7, 1, 9), "tags: []", "      ^^"),
        ("tags: []", Span(1, 1), "tags: []", "^"),
        ("tags: []", Span(1, 9), "tags: []", "        ^"),
        ("", Span(1), "", "^"),
        ("tags:", Span(1, 3, 4, 2), "tags:", "  ^^^"),
        ("\ta\tb", Span(1, 4, 1, 5), " a b", "   ^"),
        ("日本 ab", Span(1, 4, 1, 6), "日本 ab", "     ^^"),
        ("日本 ab", Span(1, 1, 1, 3), "日本 ab", "^^^^"),
        ("a\x1b[2Jb", Span(1, 6, 1, 7), "a\\x1b[2Jb", "        ^"),
        (LONG, Span(1, 151, 1, 154), "…" + "a" * 50 + "bcd" + "e" * 47 + "…", " " * 51 + "^^^"),
        (LONG, Span(1, 1, 1, 304), "a" * 100 + "…", "^" * 100),
        (LONG, Span(1, 303, 1, 304), "…" + "e" * 100, " " * 100 + "^"),
    ],
)
def test_carets_stand_below_what_is_meant(line: str, span: Span, shown: str, carets: str) -> None:
    assert excerpt(line, span) == [f"  1 | {shown}", f"    | {carets}"]


def test_a_file_without_that_line_is_shown_without_it() -> None:
    item = Diagnostic("a.md", Span(3), "TX001", Level.INFO, "message")
    assert list(formats.as_text([item], lambda _: ["one"])) == ["a.md:3:1 info TX001 message"]


def test_a_safe_fix_is_marked() -> None:
    fixes = [Fix((Edit(Span(1), "a"),), safe=True), Fix((Edit(Span(1), "a"),), safe=False), None]
    items = [Diagnostic("a.md", Span(1), "TX001", Level.INFO, "message", fix=fix) for fix in fixes]
    lines = list(formats.as_concise_text(items))
    assert lines == ["a.md:1:1 info TX001 [*] message", *["a.md:1:1 info TX001 message"] * 2]
    shown = json.loads(formats.as_json(items[:1]))["diagnostics"][0]["fix"]
    assert shown == {"safe": True, "edits": [{**Span(1).to_json(), "text": "a"}]}
    (count,) = formats.statistics(items)
    assert (count.findings, count.files, count.fixable) == (3, 1, 1)
