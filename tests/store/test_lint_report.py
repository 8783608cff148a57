"""What the linter found in a hub is kept by card, with the digest of the card's file."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.listing import LintCount
from generator.store.lint_report import FILE, counts_of, keep_lint_report, read_lint_report

REPORT = {"cards/b.md": ("00" * 32, LintCount(1, 2, 3)), "cards/a.md": ("11" * 32, LintCount(0, 0, 0))}


def test_a_report_is_read_as_it_was_written_and_git_does_not_see_it(tmp_path: Path) -> None:
    keep_lint_report(tmp_path, REPORT)
    assert read_lint_report(tmp_path) == REPORT
    assert (tmp_path / ".modelhub" / ".gitignore").read_text() == "*\n"
    keep_lint_report(tmp_path, {})
    assert read_lint_report(tmp_path) == {}


def test_a_count_goes_with_the_very_bytes_that_were_looked_at() -> None:
    digests = {"cards/a.md": "11" * 32, "cards/b.md": "22" * 32, "cards/c.md": "33" * 32}
    assert counts_of(REPORT, digests) == {"cards/a.md": LintCount(0, 0, 0)}


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"version":2,"cards":{}}', b'{"version":1,"cards":{"a":1}}', b"[" * 9999, b"\xff"]
)
def test_what_is_no_report_is_as_good_as_none(tmp_path: Path, content: bytes) -> None:
    assert read_lint_report(tmp_path) == {}
    file = tmp_path / FILE
    file.parent.mkdir()
    file.write_bytes(content)
    assert read_lint_report(tmp_path) == {}


def test_nothing_is_said_where_it_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / ".modelhub").write_text("a file")
    keep_lint_report(tmp_path, REPORT)
    assert read_lint_report(tmp_path) == {}


def test_a_folder_that_leads_out_of_the_hub_is_not_used(tmp_path: Path) -> None:
    hub, elsewhere = tmp_path / "hub", tmp_path / "elsewhere"
    hub.mkdir()
    elsewhere.mkdir()
    (hub / ".modelhub").symlink_to(elsewhere)
    keep_lint_report(hub, REPORT)
    assert not list(elsewhere.iterdir())
