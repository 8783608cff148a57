"""Looking at many cards: the same is found however it is done, and no card takes the others along."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from patience import PATIENCE, until

from generator.card import Reading
from generator.config import LintConfig
from generator.diagnostic import Diagnostic
from generator.hub import hub_of
from generator.lint import Outcome, judge, lint, look_at
from generator.lint.rule import Rule
from generator.lint.rules import RULES
from generator.lint.select import choose
from generator.run.isolation.watch import children
from generator.store import CardFile, card_files
from generator.sweep import look, open_cache, sweep
from generator.sweep.coding import decode, encode

SELECTION = choose(RULES, LintConfig())
CODES = frozenset(rule.code for rule in SELECTION.rules)
TODAY = date(2025, 1, 1)


def found(root: Path, cards: Path, *, jobs: int, cached: bool = False) -> list[Diagnostic]:
    with open_cache(root, CODES, kept=cached) as cache:
        outcomes = sweep(card_files(root, cards), CODES, cache, jobs=jobs)
    return judge(outcomes, SELECTION, known=RULES, today=TODAY)


def plainly(root: Path, cards: Path) -> list[Diagnostic]:
    """What the linter finds when it is simply given all cards."""
    return lint(hub_of(file.reading() for file in card_files(root, cards)), today=TODAY)


def as_written(diagnostics: list[Diagnostic]) -> list[object]:
    """Findings with their fixes, which a comparison leaves out."""
    return [item.to_json() for item in diagnostics]


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A hub with more cards than one process looks at by itself."""
    (tmp_path / "cards").mkdir()
    for number in range(120):
        text = f"---\nname: card_{number % 100}\ndate: 2026-01-01\n---\n\n## Description\n"
        (tmp_path / "cards" / f"{number:03}.md").write_text(text)
    return tmp_path


def test_the_same_is_found_in_one_process_and_in_several(many: Path) -> None:
    expected = as_written(plainly(many, many / "cards"))
    assert len(expected) > 500
    for jobs in (1, 2, 3):
        assert as_written(found(many, many / "cards", jobs=jobs)) == expected
    for jobs in (2, 1):
        assert as_written(found(many, many / "cards", jobs=jobs, cached=True)) == expected


@pytest.mark.skipif(
    sys.platform != "linux", reason="the spoilt linter reaches other processes only when they are forked"
)
def test_a_card_that_ends_its_process_is_named_and_stops_no_other(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fatal(reading: Reading, rules: tuple[Rule, ...]) -> Outcome:
        if reading.path in {"cards/005.md", "cards/090.md"}:
            os._exit(9)
        return look_at(reading, rules)

    expected = plainly(many, many / "cards")
    monkeypatch.setattr(look, "look_at", fatal)
    # Other tests may have left threads behind, and processes that are not forked would not know of this linter.
    monkeypatch.setattr("generator.forks.threading.active_count", lambda: 1)
    diagnostics = found(many, many / "cards", jobs=2, cached=True)
    broken = [(item.path, item.message) for item in diagnostics if item.rule == "LI001"]
    message = "the process that checked this card ended in the middle of it"
    assert broken == [("cards/005.md", message), ("cards/090.md", message)]
    healthy = [item for item in expected if item.path not in {"cards/005.md", "cards/090.md"} and item.rule[:2] != "HB"]
    assert [item for item in diagnostics if item.rule[:2] not in {"LI", "HB"}] == healthy
    monkeypatch.undo()
    assert found(many, many / "cards", jobs=1, cached=True) == expected


def test_an_outcome_survives_being_written(own_cards: Path) -> None:
    for file in card_files(own_cards, own_cards):
        outcome = look_at(file.reading(), SELECTION.rules)
        assert decode(encode(outcome)) == outcome


def test_text_that_no_file_can_hold_is_made_visible() -> None:
    code = 'a = BertForSequenceClassification.pretrained("a").setInputCols(["b"]).setOutputCol("\\ud800")\n'
    table = "## Model Information\n\n|Model Name:|a|\n|Output Labels:|[class]|\n"
    text = f"---\nname: a\n---\n\n## How to use\n\n```python\n{code}```\n\n{table}"
    outcome = decode(encode(look_at(CardFile("a.md", "a", text.encode()).reading(), SELECTION.rules)))
    (message,) = [finding.message for code, finding in outcome.found if code == "MI008"]
    assert "\\ud800" in message


@pytest.mark.corpus
def test_real_cards_give_the_same_in_every_way(corpus: Path, seeds: Path, tmp_path: Path) -> None:
    cards = tmp_path / "cards"
    cards.mkdir()
    for file in sorted(corpus.rglob("*.md"))[::40]:
        shutil.copy(file, cards / file.name)
    for seed in sorted(seeds.glob("*.txt")):
        shutil.copy(seed, cards / f"{seed.stem}.md")
    expected = as_written(plainly(tmp_path, cards))
    assert as_written(found(tmp_path, cards, jobs=2, cached=True)) == expected
    assert as_written(found(tmp_path, cards, jobs=2, cached=True)) == expected


@pytest.mark.corpus
def test_an_interruption_leaves_no_traceback(corpus: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "generator", "lint", "--jobs", "2", str(corpus)]
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    with subprocess.Popen(
        command, cwd=tmp_path, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        until(lambda: len(children(process.pid)) == 2)
        os.killpg(process.pid, signal.SIGINT)
        output, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert b"Traceback" not in output + errors
