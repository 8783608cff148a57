"""A check of the whole hub is kept for the site; one of a part of it is not."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from site_maker import make_hub

from generator import publish, store
from generator.cli.lint_once import Choice, Wanted, lint_once
from generator.cli.lint_output import Format
from generator.store.lint_report import FILE, counts_of, read_lint_report

Lint = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    root: Path = make_hub(tmp_path / "hub")
    return root


@pytest.fixture
def lint(hub: Path, tmp_path: Path) -> Lint:
    """Check the hub in this process, and give what was found."""

    def start(**changes: Any) -> list[dict[str, Any]]:
        file = tmp_path / "found.json"
        values: dict[str, Any] = {
            "paths": (), "hub": hub, "choice": Choice(), "format_": Format.json, "output_file": file, "fix": False,
            "unsafe_fixes": False, "diff": False, "baseline": None, "write_baseline": False, "statistics": False,
            "jobs": 1, "cache": True, "online": False,
        }  # fmt: skip
        lint_once(Wanted(**(values | changes)))
        found: list[dict[str, Any]] = json.loads(file.read_text())["diagnostics"]
        return found

    return start


def test_the_report_counts_what_was_shown(hub: Path, lint: Lint) -> None:
    found = lint()
    report = read_lint_report(hub)
    assert set(report) == {f"cards/{path.name}" for path in (hub / "cards").iterdir()}
    for path, (sha256, count) in report.items():
        assert sha256 == hashlib.sha256((hub / path).read_bytes()).hexdigest()
        levels = [item["level"] for item in found if item["path"].endswith(path)]
        assert (count.errors, count.warnings, count.infos) == tuple(map(levels.count, ("error", "warning", "info")))
    assert sum(count.errors for _, count in report.values())


@pytest.mark.parametrize("part", [{"choice": Choice(select=("PY",))}, {"choice": Choice(ignore=("MI",))}])
def test_a_choice_on_the_command_line_keeps_nothing(hub: Path, lint: Lint, part: dict[str, Any]) -> None:
    lint(**part)
    assert not (hub / FILE).exists()


def test_a_single_card_keeps_nothing(hub: Path, lint: Lint) -> None:
    lint(paths=(hub / "cards" / "news_en.md",))
    assert not (hub / FILE).exists()


def test_a_card_that_was_mended_is_reported_as_it_is_then(hub: Path, lint: Lint) -> None:
    card = hub / "cards" / "news_en.md"
    card.write_text(card.read_text().replace("A small model", "An small model"))
    lint(fix=True)
    assert "An small" not in card.read_text()
    assert read_lint_report(hub)["cards/news_en.md"][0] == hashlib.sha256(card.read_bytes()).hexdigest()


def test_a_listing_has_what_was_found_in_the_very_card(hub: Path, lint: Lint) -> None:
    lint()
    changed = hub / "cards" / "ner_en.md"
    changed.write_text(changed.read_text() + "\nMore.\n")
    digests = {
        f"cards/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest() for path in (hub / "cards").iterdir()
    }
    known = counts_of(read_lint_report(hub), digests)
    shelf = publish.shelf_of(store.load_hub(hub, store.load_config(hub)), lint=known)
    by_key = {listing.key: listing.lint for listing in shelf.listings}
    assert by_key["ner_en"] is None
    assert by_key["news_en"] == known["cards/news_en.md"]
