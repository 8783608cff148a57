from __future__ import annotations

from datetime import date

import pytest
from editor import CARD
from lsprotocol import types

from generator.config import LintConfig
from generator.lint.findings import MOST_SHOWN
from generator.lsp.actions import actions
from generator.lsp.draft import Draft
from generator.lsp.findings import Checked
from generator.lsp.homes import Checker

CHECKER = Checker("cards/a.md", "a", LintConfig(ignore=["SO", "BT004", "HB"]), date(2026, 11, 20))
ALL = types.Range(types.Position(0, 0), types.Position(9999, 0))
SPOILT = CARD.replace("supported:", "suported:").replace('"en") \\\n', '"en") \\ \n')


def checked(text: str) -> Checked:
    draft = Draft("file:///cards/a.md", 7, text)
    return Checked(draft, CHECKER, tuple(CHECKER.check(draft.card_text)))


def titles(text: str, *only: str, place: types.Range = ALL) -> list[str]:
    return [action.title for action in actions(checked(text), place, only, versioned=True)]


FIXES = ["Fix FM003 unknown-key (unsafe: may change what the card means)", "Fix PY002 blank-after-continuation"]
LEAVE = ["Leave FM003 as it is, and say why", "Leave PY002 as it is, and say why"]
FIX_ALL = ["Fix all that can be mended safely"]


@pytest.mark.parametrize(
    ("only", "offered"),
    [
        ([], FIXES + LEAVE + FIX_ALL),
        ([""], FIXES + LEAVE + FIX_ALL),
        (["quickfix"], FIXES + LEAVE),
        (["source"], FIX_ALL),
        (["source.fixAll"], FIX_ALL),
        (["source.fixAll.modelhub", "refactor"], FIX_ALL),
        (["source.fixAll.other"], []),
        (["quick"], []),
        (["refactor"], []),
    ],
)
def test_only_what_is_asked_for_is_offered(only: list[str], offered: list[str]) -> None:
    assert titles(SPOILT, *only) == offered


def test_it_is_about_what_is_selected() -> None:
    line = SPOILT[: SPOILT.index("suported")].count("\n")
    place = types.Range(types.Position(line, 3), types.Position(line, 3))
    assert titles(SPOILT, "quickfix", place=place) == [FIXES[0], LEAVE[0]]


def test_a_mark_before_the_card_stays_there() -> None:
    (action,) = actions(checked(f"\ufeff{SPOILT}"), ALL, ["source"], versioned=False)
    assert action.edit
    assert action.edit.changes
    ((edit,),) = action.edit.changes.values()
    assert edit.range.start.line > 1
    assert edit.new_text == edit.new_text.lstrip("\ufeff")


def test_no_more_is_offered_when_patience_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.lsp.actions.PATIENCE", -1.0)
    assert titles(SPOILT) == []


def test_of_very_many_findings_the_first_are_shown() -> None:
    diagnostics = checked(CARD.replace("tags: [", f"tags: [{'en, ' * (MOST_SHOWN + 200)}")).diagnostics()
    assert len(diagnostics) == MOST_SHOWN + 1
    assert diagnostics[-1].message == "200 more findings of this rule are not shown"
    assert {item.code for item in diagnostics} == {"FM012"}
