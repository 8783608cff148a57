"""A site is the old one or the new one, whenever the build ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from patience import PATIENCE

from generator.site.stage import Stage


def contents(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def fill(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


OLD = {f"{letter}/index.html": letter for letter in "abcdefgh"}


@pytest.mark.parametrize(
    "new", [{"a/index.html": "A"}, {f"{letter}/index.html": letter.upper() for letter in "abcdef"}]
)
def test_new_files_take_their_places_others_stay_and_some_go(tmp_path: Path, new: dict[str, str]) -> None:
    site = tmp_path / "site"
    fill(site, {**OLD, ".git/HEAD": "of git"})
    stage = Stage(site)
    fill(stage.files, new)
    kept = OLD.keys() - new.keys() - {"h/index.html"}
    stage.commit(new.keys(), kept, {"h/index.html"})
    assert contents(site) == {**{path: OLD[path] for path in kept}, **new, ".git/HEAD": "of git"}
    assert not (site / "h").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_first_site(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "deep" / "site")
    fill(stage.files, OLD)
    stage.commit(OLD.keys(), (), ())
    assert contents(tmp_path / "deep") == {f"site/{path}": text for path, text in OLD.items()}


def test_who_gives_up_leaves_the_old_site(tmp_path: Path) -> None:
    fill(tmp_path / "site", OLD)
    stage = Stage(tmp_path / "site")
    fill(stage.files, {"a/index.html": "A"})
    stage.drop()
    assert contents(tmp_path) == {f"site/{path}": text for path, text in OLD.items()}


def test_a_file_takes_the_place_of_a_folder_and_the_other_way_round(tmp_path: Path) -> None:
    site = tmp_path / "site"
    fill(site, {**OLD, "x": "file", "y/z": "in a folder"})
    stage = Stage(site)
    fill(stage.files, {"x/z": "in a folder", "y": "file"})
    stage.commit(["x/z", "y"], OLD.keys(), ["x", "y/z"])
    assert contents(site) == {**OLD, "x/z": "in a folder", "y": "file"}


def test_what_an_end_in_the_middle_left_undone_is_done_by_the_next(tmp_path: Path) -> None:
    site, folder = tmp_path / "site", tmp_path / ".site.new"
    fill(site, {**OLD, "b/index.html": "B"})  # It was b's turn before a's.
    fill(folder / "files", {"a/index.html": "A"})
    journal = {"new": ["a/index.html", "b/index.html"], "gone": ["h/index.html"]}
    (folder / "journal.json").write_text(json.dumps(journal), encoding="utf-8")
    Stage(site).drop()
    rest = {path: text for path, text in OLD.items() if path != "h/index.html"}
    assert contents(site) == {**rest, "a/index.html": "A", "b/index.html": "B"}


def test_what_was_written_before_the_end_is_removed_by_the_next(tmp_path: Path) -> None:
    fill(tmp_path / "site", OLD)
    fill(tmp_path / ".site.new" / "files", {"a/index.html": "A"})
    Stage(tmp_path / "site").drop()
    assert contents(tmp_path) == {f"site/{path}": text for path, text in OLD.items()}


def test_the_old_site_comes_back_where_it_was_just_moved_aside(tmp_path: Path) -> None:
    fill(tmp_path / ".site.new" / "old", OLD)
    Stage(tmp_path / "site").drop()
    assert contents(tmp_path / "site") == OLD


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_an_interrupt_waits_until_all_files_are_in_their_places(tmp_path: Path) -> None:
    fill(tmp_path / "site", OLD)
    program = """
        import os, pathlib, signal, sys
        from generator.site import stage as module
        stage = module.Stage(pathlib.Path("site"))
        (stage.files / "a").mkdir()
        (stage.files / "a" / "index.html").write_text("A")
        complete = module._complete
        module._complete = lambda *args: (os.kill(os.getpid(), signal.SIGINT), complete(*args))
        stage.commit(["a/index.html"], [f"{letter}/index.html" for letter in "bcdefgh"], [])
        print("not reached")
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        cwd=tmp_path,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert b"KeyboardInterrupt" in done.stderr
    assert b"not reached" not in done.stdout
    assert contents(tmp_path / "site") == {**OLD, "a/index.html": "A"}
