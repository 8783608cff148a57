"""``modelhub lint --watch`` as a user meets it, with files that change while it runs."""

from __future__ import annotations

import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest
from patience import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
Command = Callable[..., subprocess.CompletedProcess[str]]
Until = Callable[[str], str]

CARD = "---\nname: a\ntags: []\n---\n"


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    (tmp_path / "modelhub.toml").write_text('[lint]\nselect = ["FM006"]\n')
    (tmp_path / "cards").mkdir()
    (tmp_path / "cards" / "a.md").write_text(CARD)
    return tmp_path


@contextmanager
def watching(hub: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], Until]]:
    """The running command, and a way to wait for a piece of its output, which gives all up to there."""
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "lint", "--watch", *arguments],
        cwd=hub,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert process.stdout
    lines: queue.Queue[str] = queue.Queue()
    reader = threading.Thread(target=_read, args=(process.stdout, lines))
    reader.start()

    def until(piece: str) -> str:
        output = ""
        while piece not in output:
            output += lines.get(timeout=PATIENCE)
        return output

    try:
        yield process, until
    finally:
        process.kill()
        process.wait()
        reader.join()
        process.stdout.close()


def _read(stream: IO[str], lines: queue.Queue[str]) -> None:
    for line in stream:
        lines.put(line)


def test_each_change_is_checked_until_the_user_ends_it(hub: Path) -> None:
    with watching(hub) as (process, until):
        assert "1 card: 1 warning" in until("waiting for changes")
        (hub / "cards" / "a.md").write_text(CARD.replace("[]", "[en]"))
        assert "1 card: nothing found" in until("waiting for changes")
        (hub / "cards" / "new").mkdir()
        (hub / "cards" / "new" / "b.md").write_text(CARD)
        assert "cards/new/b.md:3:7 warning FM006" in until("2 cards: 1 warning")
        (hub / "modelhub.toml").write_text("[lint\n")
        assert "error: modelhub.toml: cannot be read as TOML" in until("error: ")
        (hub / "modelhub.toml").write_text('[lint]\nselect = ["FM001"]\n')
        assert "FM001" in until("2 cards: ")
        until("waiting for changes")
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=PATIENCE) == 0
        rest = process.stdout.read() if process.stdout else ""
        assert "Traceback" not in rest


def test_folders_that_are_made_again_or_named_anew_are_watched(hub: Path) -> None:
    with watching(hub) as (_, until):
        until("waiting for changes")
        shutil.rmtree(hub / "cards")
        until("cards: no such folder")
        (hub / "cards").mkdir()
        until("0 cards: ")
        until("waiting for changes")
        (hub / "cards" / "b.md").write_text(CARD)
        assert "cards/b.md:3:7 warning FM006" in until("1 card: 1 warning")
        (hub / "other").mkdir()
        until("waiting for changes")
        (hub / "modelhub.toml").write_text('cards = "other"\n[lint]\nselect = ["FM006"]\n')
        until("0 cards: ")
        until("waiting for changes")
        (hub / "other" / "c.md").write_text(CARD)
        assert "other/c.md:3:7 warning FM006" in until("1 card: 1 warning")


@pytest.mark.parametrize("option", ["--fix", "--diff", "--write-baseline", "--online"])
def test_what_makes_no_sense_together_is_refused(option: str, hub: Path, modelhub: Command) -> None:
    done = modelhub("lint", "--watch", option, "--baseline", "baseline.json", cwd=hub)
    assert done.returncode == 2
    assert f"--watch: cannot be used together with {option}" in done.stderr


def test_a_hub_that_cannot_be_used_is_not_watched(tmp_path: Path, modelhub: Command) -> None:
    done = modelhub("lint", "--watch", cwd=tmp_path)
    assert done.returncode == 2
    assert "cards: no such folder" in done.stderr
