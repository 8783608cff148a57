"""Outcomes of verifying in the formats that CI reads."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.record import ClaimCheck
from generator.report.outcome import Outcome
from generator.report.verified import CELL, cell, verified_as_junit, verified_as_markdown

HOSTILE = "a|b <script>x</script> [c](https://evil.example) `d` *e* \x1b]0;f\x07 ]]> \n# g &lt; @h www.i.example"


def check(subject: str, *, agrees: bool = False, allowed: float | None = None) -> ClaimCheck:
    return ClaimCheck(
        where="results",
        line=7,
        subject=subject,
        claimed="World",
        observed="Sports",
        allowed=allowed,
        agrees=agrees,
        message=f"{subject}: claimed World, observed Sports",
    )


OUTCOMES = [
    Outcome("a_en", "verified", "agrees with 2 claims", "text-classification", [], 1.25),
    Outcome(
        "b_en",
        "mismatch",
        "2 claims differ",
        "text-classification",
        [check("one"), check("two", allowed=0.01), check("three", agrees=True)],
        2,
    ),
    Outcome("c_en", "failed", "the worker was ended by SIGSEGV", "fill-mask", [], 0.5),
    Outcome("d_en", "not-run", "unsupported annotator NerDLModel"),
    Outcome("e_en", "stale", "the card changed: source", "fill-mask"),
    Outcome("f_en", "missing", "not run yet"),
]


def test_junit() -> None:
    assert verified_as_junit(OUTCOMES) == (
        '<testsuites name="modelhub" tests="6" failures="3" errors="1" skipped="1">\n'
        '  <testsuite name="modelhub verify" tests="6" failures="3" errors="1" skipped="1">\n'
        '    <testcase classname="text-classification" name="a_en" time="1.250">\n'
        "      <system-out>verified: agrees with 2 claims</system-out>\n"
        "    </testcase>\n"
        '    <testcase classname="text-classification" name="b_en" time="2.000">\n'
        '      <failure message="2 claims differ" type="mismatch">2 claims differ\n'
        "line 7: one: claimed World, observed Sports\n"
        "line 7: two: claimed World, observed Sports</failure>\n"
        "    </testcase>\n"
        '    <testcase classname="fill-mask" name="c_en" time="0.500">\n'
        '      <error message="the worker was ended by SIGSEGV" type="failed">the worker was ended by SIGSEGV</error>\n'
        "    </testcase>\n"
        '    <testcase classname="no task" name="d_en">\n'
        '      <skipped message="unsupported annotator NerDLModel" />\n'
        "    </testcase>\n"
        '    <testcase classname="fill-mask" name="e_en">\n'
        '      <failure message="the card changed: source" type="stale">the card changed: source</failure>\n'
        "    </testcase>\n"
        '    <testcase classname="no task" name="f_en">\n'
        '      <failure message="not run yet" type="missing">not run yet</failure>\n'
        "    </testcase>\n"
        "  </testsuite>\n"
        "</testsuites>"
    )


def test_markdown() -> None:
    assert verified_as_markdown(OUTCOMES) == (
        "## modelhub verify\n"
        "\n"
        "6 cards: 1 mismatch, 1 failed, 1 stale, 1 missing, 1 not-run, 1 verified\n"
        "\n"
        "| status | card | task | why |\n"
        "| --- | --- | --- | --- |\n"
        "| mismatch | b&#95;en | text-classification | 2 claims differ |\n"
        "| failed | c&#95;en | fill-mask | the worker was ended by SIGSEGV |\n"
        "| stale | e&#95;en | fill-mask | the card changed&#58; source |\n"
        "| missing | f&#95;en |  | not run yet |\n"
        "| not-run | d&#95;en |  | unsupported annotator NerDLModel |\n"
        "| verified | a&#95;en | text-classification | agrees with 2 claims |\n"
        "\n"
        "### b&#95;en\n"
        "\n"
        "| line | claim | claimed | observed | allowed |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| 7 | one | World | Sports |  |\n"
        "| 7 | two | World | Sports | ±0.01 |\n"
    )


def test_nothing_to_show() -> None:
    assert verified_as_junit([]).count("<testcase") == 0
    assert verified_as_markdown([]).strip() == "## modelhub verify\n\n0 cards"


@pytest.mark.parametrize("status", ["mismatch", "failed", "not-run", "measured"])
def test_what_cards_say_stays_text(status: str) -> None:
    outcome = Outcome(HOSTILE, status, HOSTILE, None, [check(HOSTILE)])  # type: ignore[arg-type]  # parametrized
    case = ET.fromstring(verified_as_junit([outcome]))[0][0]  # noqa: S314 - written just now
    assert "<script>" in case.attrib["name"]
    html = MarkdownIt("commonmark").enable("table").render(verified_as_markdown([outcome]))
    assert {part.split(">")[0].strip("/") for part in html.split("<")[1:]} <= {
        *("h2", "h3", "p", "table", "thead", "tbody", "tr", "th", "td")
    }


def test_no_summary_is_larger_than_a_step_may_write() -> None:
    text = "<&|" * 1000
    outcomes = [Outcome(text, "mismatch", text, None, [check(text)] * 100) for _ in range(3000)]
    shown = verified_as_markdown(outcomes)
    assert len(shown.encode()) < 2**20
    assert "and 2900 more" in shown
    assert "and 90 more" in shown


@given(st.text())
def test_a_cell_is_one_line_of_text(text: str) -> None:
    shown = MarkdownIt("commonmark").enable("table").parse(f"| a |\n| --- |\n| x{cell(text)}x |\n")
    inline = [token for token in shown if token.type == "inline"]
    assert {child.type for token in inline for child in token.children or []} == {"text"}
    assert len(inline[1].children[0].content) <= CELL + 2  # type: ignore[index]  # inline tokens have children
