"""The cache of outcomes: it never changes what is found, whatever is in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from generator.config import LintConfig
from generator.diagnostic import Diagnostic
from generator.lint import judge
from generator.lint.rules import RULES
from generator.lint.select import choose
from generator.store import CardFile, card_files, fingerprint
from generator.sweep import cache as cache_module
from generator.sweep import open_cache, sweep

SOUND = """\
---
title: News topics
name: news_topic
date: 2024-05-01
tags: [en, news]
task: Text Classification
language: en
edition: Spark NLP 5.3.0
spark_version: 3.0
---

## Description

Sorts news into four topics. <!-- modelhub: ignore SO001 -- no model yet -->
"""

WARNED = SOUND.replace("tags: [en, news]", "tags: []").replace("date: 2024-05-01", "date: 2924-05-01")

#: A query that gives numbers without end.
ENDLESS = "WITH RECURSIVE counted(x) AS (VALUES(1) UNION ALL SELECT x + 1 FROM counted) SELECT x FROM counted"
ON_INSERT = f"BEFORE INSERT ON outcomes BEGIN DELETE FROM outcomes WHERE path IN ({ENDLESS}); END"  # noqa: S608 - ours

Found = list[Diagnostic]
Check = Callable[..., Found]


def check(root: Path, config: LintConfig | None = None, *, cached: bool = True, jobs: int = 1) -> Found:
    """All findings in the hub, with the cache or without it."""
    selection = choose(RULES, config or LintConfig())
    codes = frozenset(rule.code for rule in selection.rules)
    with open_cache(root, codes, kept=cached) as cache:
        outcomes = sweep(card_files(root, (root / "cards").resolve()), codes, cache, jobs=jobs)
    return judge(outcomes, selection, known=RULES, today=date(2025, 1, 1))


def with_fixes(found: Found) -> list[object]:
    """Findings as they are written: a comparison of diagnostics leaves fixes out."""
    return [item.to_json() for item in found]


def same(root: Path, config: LintConfig | None = None) -> Found:
    """What is found, the same with the cache, with it once more, and without it."""
    first, second, plain = check(root, config), check(root, config), check(root, config, cached=False)
    assert with_fixes(first) == with_fixes(second) == with_fixes(plain)
    return first


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    (tmp_path / "cards" / "en").mkdir(parents=True)
    (tmp_path / "cards" / "a.md").write_text(SOUND)
    (tmp_path / "cards" / "en" / "b.md").write_text(WARNED)
    (tmp_path / "cards" / "broken.md").write_text("no card")
    return tmp_path


def database(hub: Path) -> Path:
    (file,) = (hub / cache_module.FOLDER).glob("*.db")
    return file


def looked_at(hub: Path, monkeypatch: pytest.MonkeyPatch, config: LintConfig | None = None) -> int:
    """How many cards a check with the cache looks at, and does not know already."""
    with monkeypatch.context() as patch:
        seen = []
        put = cache_module.OutcomeCache.put
        patch.setattr(cache_module.OutcomeCache, "put", lambda *given: (seen.append(given), put(*given)))
        check(hub, config)
    return len(seen)


def test_only_cards_that_changed_are_looked_at(hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert looked_at(hub, monkeypatch) == 3
    assert looked_at(hub, monkeypatch) == 0
    (hub / "cards" / "a.md").write_text(WARNED)
    assert looked_at(hub, monkeypatch) == 1
    assert looked_at(hub, monkeypatch) == 0
    assert looked_at(hub, monkeypatch, LintConfig(select=["FM"])) == 3
    assert looked_at(hub, monkeypatch) == 0


def test_the_outcome_is_the_same_whatever_happens_to_the_cards(hub: Path) -> None:
    assert {"FM006", "FM009", "RD003"} <= {item.rule for item in same(hub)}
    (hub / "cards" / "a.md").write_text(WARNED)
    found = same(hub)
    assert [item.path for item in found if item.rule == "HB001"] == ["cards/a.md", "cards/en/b.md"]
    (hub / "cards" / "a.md").rename(hub / "cards" / "2024-05-02-news_topic_en.md")
    assert "FM005" in {item.rule for item in same(hub)}
    (hub / "cards" / "en" / "b.md").unlink()
    assert "HB001" not in {item.rule for item in same(hub)}


@pytest.mark.parametrize(
    "config",
    [
        LintConfig(select=["FM"]),
        LintConfig(ignore=["FM006"]),
        LintConfig(levels={"FM": "error"}),
        LintConfig(per_file_ignores={"cards/en/*": ["FM006"]}),
    ],
)
def test_the_outcome_is_the_same_whatever_the_configuration_says(hub: Path, config: LintConfig) -> None:
    before = same(hub)
    assert same(hub, config) != before
    assert same(hub) == before


def test_cards_are_looked_up_a_few_at_a_time(hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("generator.sweep.sweep"), "BATCH", 2)
    same(hub)
    (hub / "cards" / "broken.md").write_text(SOUND)
    assert looked_at(hub, monkeypatch) == 1
    assert "HB001" in {item.rule for item in same(hub)}


def test_the_date_is_not_a_part_of_what_is_kept(hub: Path) -> None:
    same(hub)
    selection = choose(RULES, LintConfig())
    codes = frozenset(rule.code for rule in selection.rules)
    with open_cache(hub, codes) as cache:
        outcomes = sweep(card_files(hub, hub / "cards"), codes, cache, jobs=1)
    later = judge(outcomes, selection, known=RULES, today=date(2999, 1, 1))
    assert "FM009" not in {item.rule for item in later}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file.write_bytes(b"no database"),
        lambda file: file.write_bytes(file.read_bytes()[:5_000]),
        lambda file: file.write_bytes(file.read_bytes().replace(b"FM006", b"FM007")),
        lambda file: file.write_bytes(b""),
        lambda file: _execute(file, "UPDATE outcomes SET outcome = x'00'"),
        lambda file: _execute(file, "UPDATE outcomes SET seal = 5, outcome = 'text'"),
        lambda file: _execute(file, "DROP TABLE outcomes"),
        lambda file: _execute(file, "DROP TABLE outcomes", "CREATE TABLE outcomes (other TEXT)"),
        lambda file: _execute(file, "DROP TABLE outcomes", f"CREATE VIEW outcomes AS {ENDLESS}"),
        lambda file: _execute(file, "UPDATE outcomes SET seal = x'00'", f"CREATE TRIGGER endless {ON_INSERT}"),
        lambda file: _execute(file, "UPDATE outcomes SET outcome = zeroblob(70000000) WHERE path = 'cards/a.md'"),
    ],
)
def test_a_damaged_cache_is_as_good_as_none(hub: Path, spoil: Callable[[Path], object]) -> None:
    before = same(hub)
    spoil(database(hub))
    assert same(hub) == before


def _execute(file: Path, *statements: str) -> None:
    connection = sqlite3.connect(file)
    with connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def test_links_and_journals_in_the_cache_are_not_followed(hub: Path) -> None:
    before = same(hub)
    file = database(hub)
    elsewhere = hub / "elsewhere.db"
    elsewhere.write_text("nothing of the cache's")
    file.unlink()
    file.symlink_to(elsewhere)
    journal = file.with_name(f"{file.name}-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(600))
    assert same(hub) == before
    assert elsewhere.read_text() == "nothing of the cache's"
    assert not file.is_symlink()
    assert not journal.exists()


def test_well_sealed_nonsense_is_not_believed(hub: Path) -> None:
    before = same(hub)
    files = list(card_files(hub, hub / "cards"))
    codes = frozenset(rule.code for rule in choose(RULES, LintConfig()).rules)
    for nonsense in (b"", b"\x80", b"\xc1", b"\x84\xa4path\xa1x\xa5found\x90", b"\xff" * 40):
        with open_cache(hub, codes) as cache:
            for file in files:
                cache.put(file, nonsense)
        assert with_fixes(check(hub)) == with_fixes(before)


def test_a_cache_that_cannot_be_written_is_as_good_as_none(hub: Path) -> None:
    (hub / ".modelhub").write_text("a file where the folder should be")
    same(hub)
    (hub / ".modelhub").unlink()
    elsewhere = hub / "elsewhere"
    elsewhere.mkdir()
    (hub / ".modelhub").symlink_to(hub.parent)
    same(hub)
    assert not (hub.parent / "cache").exists()


def test_a_cache_that_another_run_holds_is_not_waited_for_in_vain(hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = same(hub)
    monkeypatch.setattr(cache_module, "PATIENCE", 0.1)
    other = sqlite3.connect(database(hub), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    (hub / "cards" / "a.md").write_text(WARNED)
    after = check(hub)
    other.close()
    assert with_fixes(after) == with_fixes(check(hub)) != with_fixes(before)


def test_cards_outside_of_the_hub_are_remembered_too(
    hub: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "cards"
    (hub / "cards").rename(elsewhere)
    (hub / "cards").symlink_to(elsewhere)
    assert looked_at(hub, monkeypatch) == 3
    assert looked_at(hub, monkeypatch) == 0


def test_a_run_that_is_cut_off_has_done_nothing_in_vain(hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "AT_ONCE", 2)
    put = cache_module.OutcomeCache.put

    def stopping(cache: cache_module.OutcomeCache, file: CardFile, outcome: bytes) -> None:
        put(cache, file, outcome)
        if file.path == "cards/broken.md":
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(cache_module.OutcomeCache, "put", stopping)
        with pytest.raises(KeyboardInterrupt):
            check(hub)
    assert looked_at(hub, monkeypatch) == 1


def test_cards_that_are_gone_are_forgotten_with_the_next_change(hub: Path) -> None:
    check(hub)
    (hub / "cards" / "en" / "b.md").unlink()
    (hub / "cards" / "c.md").write_text(SOUND)
    check(hub)
    connection = sqlite3.connect(database(hub))
    kept = {path for (path,) in connection.execute("SELECT path FROM outcomes")}
    connection.close()
    assert kept == {"cards/a.md", "cards/broken.md", "cards/c.md"}


def test_a_few_choices_of_rules_are_remembered_and_git_sees_none(hub: Path) -> None:
    for code in ("FM001", "FM002", "FM003", "FM004", "FM005", "FM006"):
        check(hub, LintConfig(select=[code]))
    folder = hub / cache_module.FOLDER
    assert len(list(folder.glob("*.db"))) == cache_module.KEPT
    assert (folder / ".gitignore").read_text() == "*\n"


def test_without_a_cache_nothing_is_written(hub: Path) -> None:
    check(hub, cached=False)
    assert not (hub / ".modelhub").exists()


def test_another_edition_of_the_rules_makes_a_new_start(
    hub: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(hub)
    for edition in ("edited", "edited again"):
        (tmp_path / edition).mkdir()
        (tmp_path / edition / "rule.py").write_text(edition)
        monkeypatch.setattr(fingerprint, "PACKAGE", tmp_path / edition)
        assert looked_at(hub, monkeypatch) == 3
    assert looked_at(hub, monkeypatch) == 0
