"""``modelhub lint --baseline`` as a user meets it."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Command

CARD = "---\nname: a\ntags: []\n---\n\n## Description\n\nText.\n"
OPTIONS = ("--select", "FM006,SE001", "--baseline", "baseline.json")


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """A hub with one card that lacks sections and tags."""
    (tmp_path / "modelhub.toml").write_text("")
    (tmp_path / "cards").mkdir()
    (tmp_path / "cards" / "a.md").write_text(CARD)
    return tmp_path


def test_an_old_hub_starts_clean(hub: Path, modelhub: Command) -> None:
    assert modelhub("lint", *OPTIONS[:2], cwd=hub).returncode == 1
    written = modelhub("lint", *OPTIONS, "--write-baseline", cwd=hub)
    assert (written.returncode, written.stdout) == (0, "")
    assert written.stderr == "baseline.json forgives 3 findings in 1 card\n"
    done = modelhub("lint", *OPTIONS, cwd=hub)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "1 card: nothing found\nbaseline.json forgives 3 findings\n"


def test_what_is_new_counts_and_what_is_gone_is_told(hub: Path, modelhub: Command) -> None:
    modelhub("lint", *OPTIONS, "--write-baseline", cwd=hub)
    (hub / "cards" / "b.md").write_text(CARD)
    (hub / "cards" / "a.md").write_text(CARD.replace("[]", "[en]"))
    done = modelhub("lint", *OPTIONS, "--format", "concise", cwd=hub)
    assert done.returncode == 1
    assert {line.partition(":")[0] for line in done.stdout.splitlines() if "help" not in line} == {"cards/b.md"}
    assert done.stderr == (
        "2 cards: 2 errors, 1 warning\n"
        "baseline.json forgives 2 findings\n"
        "baseline.json would forgive 1 more: write it again with --write-baseline\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--baseline", "none.json"], "error: none.json: no such file; `--write-baseline` makes it\n"),
        (["--baseline", "cards"], "error: cards: cannot be read: Is a directory\n"),
        (["--baseline", "modelhub.toml"], "error: modelhub.toml: is no baseline: no JSON: "),
        (["--write-baseline"], "error: --write-baseline: say with --baseline which file to write\n"),
        (["--baseline", "cards", "--write-baseline"], "error: cards: cannot be written: "),
    ],
)
def test_what_cannot_be_used_exits_with_2(arguments: list[str], message: str, hub: Path, modelhub: Command) -> None:
    done = modelhub("lint", *arguments, cwd=hub)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(message)
