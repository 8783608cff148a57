"""LK: links. References begin in line 61."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.answer import Answer
from generator.config import LintConfig
from generator.diagnostic import Diagnostic
from generator.lint.fix import apply

Expected = list[tuple[str, int, int, str]]

PAPER = "https://example.org/paper"


def test_a_reference_twice_is_found_at_its_second_place(found: Callable[..., Expected]) -> None:
    references = f"## References\n\n- {PAPER}\n- https://example.org\n- [the paper]({PAPER}/)\n"
    assert found("LK", markdown=references) == [
        ("LK001", 65, 3, "this link stands in References already, in line 63"),
    ]


@pytest.mark.parametrize(
    "markdown",
    [
        f"## References\n\n- {PAPER}\n- {PAPER}#results\n",
        f"## References\n\n- [{PAPER}]({PAPER})\n",
        f"## Data Source\n\n{PAPER}\n\n## References\n\n- {PAPER}\n",
        f"## Limits\n\nSee {PAPER}.\n\nAgain, see {PAPER}.\n",
    ],
)
def test_passes(markdown: str, found: Callable[..., Expected]) -> None:
    assert found("LK", markdown=markdown) == []


FAILS = [
    (
        "[a](https//example.org)",
        "LK002",
        1,
        "`https//example.org` does not begin as a web address, expected `https://`",
    ),
    (
        "[a](htps://example.org)",
        "LK002",
        1,
        "`htps://example.org` does not begin as a web address, expected `https://`",
    ),
    ("[a](http:/example.org)", "LK002", 1, "`http:/example.org` does not begin as a web address, expected `https://`"),
    ("[a](www.example.org)", "LK002", 1, "`www.example.org` leads to a page of the hub, expected `https://` before it"),
    ("[a](example.org/b)", "LK002", 1, "`example.org/b` leads to a page of the hub, expected `https://` before it"),
    ("https://https://example.org", "LK002", 1, "`https://https://example.org` has its beginning twice"),
    ("[a](https://example.org:x/)", "LK002", 1, "`https://example.org:x/` is no address: "),
    ("[a](https:///b)", "LK002", 1, "`https:///b` has no valid host"),
    ("[a](http://ARXIV.org/abs/1)", "LK003", 1, "`arxiv.org` serves `https:`, but the link uses `http:`"),
    ("see http://de.wikipedia.org/x.", "LK003", 5, "`de.wikipedia.org` serves `https:`, but the link uses `http:`"),
    ("[a]( )", "LK004", 1, "the link has no address"),
    ("see [](https://example.org)", "LK004", 5, "the link has no text"),
    ('<a href="">a</a>', "LK004", 1, "the link has no address"),
    (
        "[https://example.org/a](https://example.org/b)",
        "LK005",
        1,
        "the text shows `https://example.org/a`, but the link leads to `https://example.org/b`",
    ),
    (
        "[www.example.org](https://example.com)",
        "LK005",
        1,
        "the text shows `www.example.org`, but the link leads to `https://example.com`",
    ),
]


@pytest.mark.parametrize(("text", "rule", "column", "message"), FAILS)
def test_fails(text: str, rule: str, column: int, message: str, found: Callable[..., Expected]) -> None:
    [(code, line, at, said)] = found("LK", markdown=f"## Limits\n\n{text}\n")
    assert (code, line, at) == (rule, 67, column)
    assert said.startswith(message)


@pytest.mark.parametrize(
    "text",
    [
        "[a](https://example.org/b_(c)) <https://example.org> [b](#top) [c](other.md) [d](mailto:a@example.org)",
        "[a](http://example.org) http://localhost:8000/a https://[::1]/b https://xn--bcher-kva.example",
        "[a](../data.io.md) [b](example.organisation/x) [c](s3://bucket/key) [d](node.js/x)",
        "`[a]()` `http://arxiv.org` \\[a]() - [ ] (later)",
        "[![badge](https://example.org/a.svg)](https://example.org)",
        '<a name="x">a</a> <a id="y"></a>',
        "[example.org/paper](https://example.org/paper/) [https://example.org/a…](https://www.example.org/ab?x=1)",
        "[https://example.org/ä](https://example.org/%C3%A4)",
    ],
)
def test_sound_links_pass(text: str, found: Callable[..., Expected]) -> None:
    assert found("LK", markdown=f"## Limits\n\n{text}\n") == []


GONE, MOVED, BUSY = (f"https://example.org/{name}" for name in ("gone", "moved", "busy"))
ONLINE = "LK006", "LK007", "LK008"


@pytest.fixture
def online(
    card_text: Callable[..., str], lint_files: Callable[..., list[Diagnostic]]
) -> Callable[..., list[Diagnostic]]:
    """What the rules that need servers find in References; ``answers`` may be given."""

    def find(text: str, **options: object) -> list[Diagnostic]:
        config = LintConfig(select=[*ONLINE, "SU001"])
        return lint_files({"a.md": card_text(markdown=f"## References\n\n{text}\n")}, config=config, **options)

    return find


@pytest.mark.parametrize(
    ("text", "rule", "message"),
    [
        (GONE, "LK006", f"`{GONE}` answers 404 Not Found"),
        (f"[a]({GONE}#part)", "LK006", f"`{GONE}` answers 404 Not Found"),
        (MOVED, "LK007", f"`{MOVED}` has moved to `{PAPER}`"),
        (BUSY, "LK008", f"`{BUSY}` could not be checked: it answers 429 Too Many Requests"),
    ],
)
def test_what_servers_say_is_found(text: str, rule: str, message: str, online: Callable[..., list[Diagnostic]]) -> None:
    assert [(item.rule, item.span.line, item.message) for item in online(text)] == [(rule, 63, message)]


def test_a_dead_link_is_found_wherever_it_stands(online: Callable[..., list[Diagnostic]]) -> None:
    assert [item.span.line for item in online(f"{GONE}\n\n[a]({GONE}#b)")] == [63, 65]


def test_without_answers_nothing_is_found(online: Callable[..., list[Diagnostic]]) -> None:
    assert online(f"{GONE} {MOVED} {BUSY}", answers=None) == []
    assert online(f"{GONE} {MOVED} {BUSY}", answers={}) == []


def test_a_comment_is_unused_only_where_servers_were_asked(online: Callable[..., list[Diagnostic]]) -> None:
    comment = "<!-- modelhub: ignore LK006 -- to be back soon -->\n"
    assert online(comment + GONE) == []
    assert online(comment + PAPER, answers=None) == []
    assert [item.rule for item in online(comment + PAPER)] == ["SU001"]


@pytest.mark.parametrize(
    ("text", "moved_to", "expected"),
    [
        (f"[a]({MOVED}#part)", PAPER, f"[a]({PAPER}#part)"),
        (f"[a]({MOVED}#part)", f"{PAPER}#other", f"[a]({PAPER}#other)"),
        (f"[{MOVED}]({MOVED})", PAPER, f"[{PAPER}]({PAPER})"),
        (f"see {MOVED}.", PAPER, f"see {PAPER}."),
        (f'<a href="{MOVED}">a</a>', f"{PAPER}?a=(b)'c", f'<a href="{PAPER}?a=%28b%29%27c">a</a>'),
        (f"[a]({MOVED})", "http://example.org/paper", None),
        (f"[a]({MOVED})", "https://example.org/", None),
    ],
)
def test_the_fix_writes_the_new_address(
    text: str, moved_to: str, expected: str | None, online: Callable[..., list[Diagnostic]]
) -> None:
    (item,) = online(text, answers={MOVED: Answer("alive", moved_to=moved_to)})
    mended = None
    if item.fix:
        assert not item.fix.safe
        mended = apply("\n" * 62 + text, [item.fix]).strip("\n")
    assert mended == expected
