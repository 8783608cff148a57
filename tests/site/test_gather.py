"""What the linter found and how the hub was on earlier days reach the site."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from site_maker import write_card

from generator.listing import HistoryPoint, LintCount
from generator.site.gather import Gathered, Place, gather
from generator.site.state import Facts
from generator.store import keep_history, keep_lint_report, load_config

DAY = HistoryPoint("2026-01-01", 2, not_run=2)


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    (tmp_path / "modelhub.toml").touch()
    for name in ("a_en", "b_en"):
        write_card(tmp_path, name)
    return tmp_path


@pytest.fixture
def gathered(hub: Path) -> Callable[[], Gathered]:
    place = Place(hub, hub / "cards", load_config(hub), hub / "cache", jobs=1)
    return lambda: gather(place, Facts("A hub", "", directory_urls=True), lambda *_: None)


def lint(hub: Path) -> None:
    """As if the linter had found something in every card as it is."""
    cards = sorted((hub / "cards").iterdir())
    digests = {f"cards/{card.name}": hashlib.sha256(card.read_bytes()).hexdigest() for card in cards}
    keep_lint_report(hub, {path: (digest, LintCount(1, 2, 3)) for path, digest in digests.items()})


def test_what_the_linter_found_counts_for_the_very_card(hub: Path, gathered: Callable[[], Gathered]) -> None:
    assert [listing.lint for listing in gathered().shelf.listings] == [None, None]
    lint(hub)
    assert [listing.lint for listing in gathered().shelf.listings] == [LintCount(1, 2, 3)] * 2
    write_card(hub, "b_en", description="Another one.")
    assert [listing.lint for listing in gathered().shelf.listings] == [LintCount(1, 2, 3), None]


def test_the_history_comes_with_what_is_wrong_with_it(hub: Path, gathered: Callable[[], Gathered]) -> None:
    keep_history(hub / "records", DAY)
    found = gathered()
    assert (found.shelf.history, found.warnings) == ((DAY,), ())
    with (hub / "records" / "history.jsonl").open("a") as file:
        file.write("<<<<<<< ours\n")
    found = gathered()
    assert found.shelf.history == (DAY,)
    (warning,) = found.warnings
    assert warning.startswith("records/history.jsonl:2: is no day of the history")
