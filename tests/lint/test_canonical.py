"""The canonical form of Benchmarking: what the fix writes, what it refuses, and that nothing else changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.card import Card, Section
from generator.config import LintConfig
from generator.hub import hub_of
from generator.lint import lint
from generator.lint.canonical import substance
from generator.lint.fix import apply, mend_card
from generator.lint.rules.benchmarks import not_canonical
from generator.read import read_card

CardText = Callable[..., str]

ONLY = LintConfig(select=["BE011"])
EVERY = LintConfig(extend_select=["BE011"])
PATH = "2024-05-01-news_topic_en.md"

SCIKIT = """\
              precision    recall  f1-score   support

       World       0.80      0.60      0.69       100
      Sports       0.60      0.80      0.69       300

    accuracy                           0.75       400
   macro avg       0.70      0.70      0.69       400
"""


def card_of(text: str) -> Card:
    card = read_card(text.encode(), path=PATH, key="a").card
    assert card is not None
    return card


def fixed(text: str) -> str:
    return mend_card(card_of(text), ONLY, unsafe=True).text


def section(printed: str) -> str:
    return f"## Benchmarking\n\n```bash\n{printed.rstrip()}\n```\n"


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (
            SCIKIT,
            (
                "| label     | precision | recall |   f1 | support |\n"
                "| --------- | --------: | -----: | ---: | ------: |\n"
                "| World     |      0.80 |   0.60 | 0.69 |     100 |\n"
                "| Sports    |      0.60 |   0.80 | 0.69 |     300 |\n"
                "| accuracy  |           |        | 0.75 |     400 |\n"
                "| macro avg |      0.70 |   0.70 | 0.69 |     400 |"
            ),
        ),
        (
            (
                "|    | entity        | tp | fp | prec |\n|---:|:--|--:|--:|--:|\n|  0 | World | 9.0 | 1.0 | 0.9 |\n"
                "|  1 | Macro-average | 9.0 | 1.0 | 0.9 |"
            ),
            (
                "| label     | precision |  tp |  fp |\n"
                "| --------- | --------: | --: | --: |\n"
                "| World     |       0.9 | 9.0 | 1.0 |\n"
                "| macro avg |       0.9 | 9.0 | 1.0 |"
            ),
        ),
        (
            "F1: 91.2%, accuracy: 93%\nloss: 0.31",
            "|    f1 | accuracy | loss |\n| ----: | -------: | ---: |\n| 91.2% |      93% | 0.31 |",
        ),
        (
            "Test set accuracy: 0.93",
            "| metric            | value |\n| ----------------- | ----: |\n| Test set accuracy |  0.93 |",
        ),
        (
            "# On *dev* data\naccuracy: 0.90\n\n# On test data\naccuracy: 0.80",
            (
                "\\# On \\*dev\\* data\n\n| accuracy |\n| -------: |\n|     0.90 |\n\n"
                "\\# On test data\n\n| accuracy |\n| -------: |\n|     0.80 |"
            ),
        ),
        (
            "label  f1  support\nnew|old  0.80  100\n",
            "| label    |   f1 | support |\n| -------- | ---: | ------: |\n| new\\|old | 0.80 |     100 |",
        ),
    ],
)
@pytest.mark.parametrize("crlf", [False, True])
def test_figures_become_one_table(*, printed: str, expected: str, crlf: bool, card_text: CardText) -> None:
    text = card_text(markdown=section(printed) + "\nSee the paper.\n")
    wanted = text.replace(section(printed), f"## Benchmarking\n\n{expected}\n")
    if crlf:
        text, wanted = (item.replace("\n", "\r\n") for item in (text, wanted))
    assert fixed(text) == wanted
    assert substance(card_of(wanted)) == substance(card_of(text))
    assert not lint(hub_of([read_card(wanted.encode(), path=PATH, key="a")]), ONLY)


@pytest.mark.parametrize(
    "printed",
    [
        "World: 7 9 8 precision: 88.34%; recall: 95.20%; FB1: 91.64",  # three counts that no column would keep
        "label  f1  support\n<unk>  0.80  100",  # a table would show no such label
        "label  prec  rec\nWorld  0.9289  0.9466\nSports  0.6888  0.5",  # the table's 0.5 would be one of four decimals
        "accuracy: 0.93\n\n|label|f1|\n|-|-|\n|World|0.9|0.8|",  # a row could not be read
    ],
)
def test_what_might_be_lost_is_left_alone(printed: str, card_text: CardText) -> None:
    text = card_text(markdown=section(printed))
    found = lint(hub_of([read_card(text.encode(), path=PATH, key="a")]), ONLY)
    assert [(item.fix, item.help[:6]) for item in found] == [(None, "no fix")]
    assert fixed(text) == text


def test_a_table_outside_of_fences_gets_its_usual_columns(card_text: CardText) -> None:
    table = "On the test data:\n\n| Entity | F-score | Prec |\n|--|--|--|\n| World | 0.8 | 0.75 |\n"
    text = card_text(markdown=f"## Benchmarking\n\n{table}")
    assert "| label | precision |  f1 |\n| ----- | --------: | --: |\n| World |      0.75 | 0.8 |\n" in fixed(text)
    assert [report.split for report in card_of(text).claims.reports] == ["test"]


LABELS = st.text("abcXYZ0 19_-/.|*$'(), é", min_size=1, max_size=12).map(str.strip).filter(bool)
FIGURES = st.integers(0, 1000).map(lambda value: f"{value / 1000:.3f}")
ROWS = st.lists(st.tuples(LABELS, FIGURES, FIGURES, FIGURES, st.integers(0, 9999)), min_size=1, max_size=6)


def _columns(rows: list[tuple[object, ...]], between: str, edge: str) -> str:
    header = ("label", "precision", "recall", "f1-score", "support")
    return "\n".join(edge + between.join(map(str, row)) + edge for row in [header, *rows])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(rows=ROWS, form=st.sampled_from([("   ", ""), ("|", "|")]), before=st.sampled_from(["", "# dev\n", "Note\n\n"]))
def test_any_report_says_the_same_afterwards(
    *, rows: list[tuple[object, ...]], form: tuple[str, str], before: str, card_text: CardText
) -> None:
    text = card_text(markdown=section(before + _columns(rows, *form)) + "## Notes\n\nNone.\n")
    once = fixed(text)
    assert substance(card_of(once)) == substance(card_of(text))
    assert fixed(once) == once
    begin, end = text.index("```bash\n" + before), text.index("## Notes")
    assert once.startswith(text[:begin])
    assert once.endswith(text[end:])


@pytest.mark.corpus
def test_real_cards_say_the_same_afterwards(some_cards: Callable[[int], list[Path]]) -> None:
    seen = changed = 0
    for file in some_cards(3):
        data = file.read_bytes()
        card = read_card(data, path=PATH, key="a").card if b"\n## Benchmark" in data else None
        if card is None or not card.claims.reports:
            continue
        seen += 1
        fixes = [finding.fix for finding in not_canonical.check(card) if finding.fix]
        if fixes:
            changed += 1
            text = apply(card.text, fixes)
            again = card_of(text)
            assert substance(again) == substance(card), file
            assert not any(finding.fix for finding in not_canonical.check(again)), file
            assert [_outside(one) for one in again.sections] == [_outside(one) for one in card.sections], file
            if changed % 5 == 0:  # Every rule for some of them: it is their time that counts.
                assert not _found(text) - _found(card.text), file
    assert changed > 0.85 * seen > 100


def _outside(section: Section) -> str:
    return section.title if section.key == "benchmarking" else section.title + section.body


def _found(text: str) -> Counter[str]:
    found = lint(hub_of([read_card(text.encode(), path=PATH, key="a")]), EVERY, today=date(2026, 1, 1))
    return Counter(item.rule for item in found)
