"""What stands in a card outside of code."""

from __future__ import annotations

import re

import pytest

from generator.diagnostic import Span
from generator.lint.markup import ADDRESS, TAG, Markup

FENCED = "<a>\n```\n<b>\n```\n<c> `<d>` <e>\n"


def markup(text: str) -> Markup:
    """The markup of a text, in which lines between fences are code."""
    fences = [number for number, line in enumerate(text.split("\n"), start=1) if line.startswith("```")]
    return Markup(text, [Span(one, 1, other, 4) for one, other in zip(fences[::2], fences[1::2], strict=True)])


def test_tags_in_code_are_none() -> None:
    assert [tag.name for tag in markup(FENCED).tags] == ["a", "c", "e"]


def test_what_begins_before_code_is_found_whole() -> None:
    tags = markup('<div\n```\ntitle="x"\n```\nonclick=y> <i>\n').tags
    assert [tag.name for tag in tags] == ["div", "i"]
    assert "onclick" in dict(tags[0].attributes)


def test_a_comment_that_hides_code_hides_what_it_holds() -> None:
    found = markup("<!-- x\n```\ny\n```\n<i> -->\n<b>\n").find(re.compile(r"<!--.*?(?:-->|\Z)|<\w>", re.DOTALL))
    assert [match[0][:4] for match in found] == ["<!--", "<b>"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](b c)", "b"),
        ("[a]( <b> )", "b"),
        ("![a](b 'c')", "b"),
        ("[a]: b", "b"),
        ("[a]:<b>", "b"),
        ("<HTTP://b>", "HTTP://b"),
        ("`x` and [a](b c)", "b"),
    ],
)
def test_addresses(text: str, expected: str) -> None:
    assert [address for _, address in markup(text).addresses()] == [expected]


@pytest.mark.parametrize("text", ["[a]", "<b>", "a: b", "`[a](b)`", "``[a](`b)``"])
def test_no_addresses(text: str) -> None:
    assert list(markup(text).addresses()) == []


def test_backticks_pair_up_within_a_paragraph() -> None:
    assert [match[0] for match in markup("a ` <b>\n\n<c> ` <d> ` <e>\n").find(TAG)] == ["<b>", "<c>", "<e>"]
    assert not list(markup("a `` ` [b](c) ``").find(ADDRESS))
