"""``modelhub render``: what is written, what is said of it, and exit codes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from site_maker import make_hub, write_card

ROOT = Path(__file__).resolve().parents[2]
Command = Callable[..., subprocess.CompletedProcess[str]]
#: The command, and then the most memory that it took, in KiB, on standard error.
MEASURED = """\
import atexit, pathlib, re, sys
from generator.cli import main
status = pathlib.Path("/proc/self/status")
atexit.register(lambda: print(re.search(r"VmHWM:\\s*(\\d+)", status.read_text())[1], file=sys.stderr))
main()
"""


def test_it_writes_says_what_and_writes_only_what_changed(modelhub: Command, tmp_path: Path) -> None:
    root = make_hub(tmp_path / "hub")
    done = modelhub("render", "--hub", "hub", "--to", "out", "--name", "Our hub", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "models: 9\nfiles: 31 new\nsite: out/mkdocs.yml\n"
    docs = tmp_path / "out" / "docs"
    assert (docs / "index.md").read_text().count("# Our hub\n") == 1
    assert (docs / "models" / "news_en" / "index.md").is_file()
    assert b"modelhub:related" not in (docs / "models" / "news_en" / "index.md").read_bytes()
    before = {path: path.read_bytes() for path in docs.rglob("*.md")}

    (root / "cards" / "ner_en.md").unlink()
    write_card(root, "news_en", title="News of the day")
    (tmp_path / "out" / "mkdocs.yml").write_text("site_name: by hand\n")
    dry = modelhub("render", "--hub", "hub", "--to", "out", "--name", "Our hub", "--dry-run", cwd=tmp_path)
    assert {path: path.read_bytes() for path in docs.rglob("*.md")} == before
    assert "~ docs/models/news_en/index.md\n" in dry.stdout
    assert "- docs/models/ner_en/index.md\n" in dry.stdout
    done = modelhub("render", "--hub", "hub", "--to", "out", "--name", "Our hub", cwd=tmp_path)
    assert done.stderr == dry.stderr == "kept: mkdocs.yml: changed by hand since it was written\n"
    assert dry.stdout.endswith(done.stdout)
    assert "# News of the day" in (docs / "models" / "news_en" / "index.md").read_text()
    assert not (docs / "models" / "ner_en").exists()


def test_no_more_than_a_card_is_in_memory(tmp_path: Path) -> None:
    """Forty more cards of 100 kB each, and what they are made into, take less room than they hold."""
    used = []
    for count in (5, 45):
        root = tmp_path / str(count)
        for number in range(count):
            write_card(root, f"m{number}_en", description=f"{'word ' * 20_000}{number}")
        (root / "modelhub.toml").touch()
        command = [sys.executable, "-c", MEASURED, "render", "--hub", str(root), "--to", str(tmp_path / f"out{count}")]
        done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=True)
        used.append(int(done.stderr))
    assert (used[1] - used[0]) * 1024 < 4_000_000


def test_cards_that_cannot_be_read_are_named(modelhub: Command, tmp_path: Path) -> None:
    write_card(tmp_path, "a_en")
    (tmp_path / "modelhub.toml").touch()
    (tmp_path / "cards" / "broken.md").write_text("no front matter\n", encoding="utf-8")
    done = modelhub("render", "--to", "out", "--site-url", "https://hub.example/", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stderr.startswith("warning: cards/broken.md:1: ")
    assert "-   `cards/broken.md`: line 1" in (tmp_path / "out" / "docs" / "index.md").read_text()
    assert 'site_url: "https://hub.example/"' in (tmp_path / "out" / "mkdocs.yml").read_text()


def test_what_cannot_be_written_is_a_usage_error(modelhub: Command, tmp_path: Path) -> None:
    write_card(tmp_path, "a_en")
    (tmp_path / "modelhub.toml").touch()
    for options, message in (
        (("--to", "."), ".: neither empty nor written by `modelhub render`; empty it or choose another"),
        (("--to", "cards/out"), "where the hub's own files are; choose another folder"),
        (("--to", "out", "--cards", "none"), "none: no such folder"),
        (("--to", "modelhub.toml"), "modelhub.toml: is no folder"),
    ):
        done = modelhub("render", *options, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("error: ")
        assert done.stderr.endswith(f"{message}\n")
    assert modelhub("render", "--to", "out", cwd=tmp_path).returncode == 0
    write_card(tmp_path, "b_en")
    (tmp_path / "out" / "docs" / "models" / "b_en").mkdir()
    (tmp_path / "out" / "docs" / "models" / "b_en" / "index.md").write_text("mine")
    done = modelhub("render", "--to", "out", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == "error: out/docs/models/b_en/index.md: not written by modelhub, and in the way; move it\n"
    assert (tmp_path / "out" / "docs" / "models" / "b_en" / "index.md").read_text() == "mine"
