from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from generator.errors import UsageError
from generator.store.output import LIST, OutputFolder, refuse_within


def files_in(folder: Path) -> dict[str, str]:
    """Every file, but for the list of ours."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != LIST
    }


def written(folder: Path, files: dict[str, str], *, dry_run: bool = False, keep: tuple[str, ...] = ()) -> OutputFolder:
    output = OutputFolder(folder, dry_run=dry_run)
    for path, text in files.items():
        output.put(path, text.encode(), keep=path in keep)
    output.finish()
    return output


def test_files_are_written_then_left_alone_then_replaced(tmp_path: Path) -> None:
    to = tmp_path / "a" / "b"
    assert written(to, {"x": "1", "d/e/y": "2"}).new == ["x", "d/e/y"]
    before = (to / "x").stat().st_ino
    second = written(to, {"x": "1", "d/e/y": "3"})
    assert (second.new, second.changed, second.same) == ([], ["d/e/y"], 1)
    assert (to / "x").stat().st_ino == before
    assert files_in(to) == {"d/e/y": "3", "x": "1"}


def test_the_list_is_one_that_sha256sum_checks(tmp_path: Path) -> None:
    written(tmp_path / "to", {"b": "1", "a": "2"})
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", LIST], cwd=tmp_path / "to", check=True)
    assert [line[66:] for line in (tmp_path / "to" / LIST).read_text().splitlines()] == ["a", "b"]


def test_what_is_no_longer_written_goes_with_its_empty_folders(tmp_path: Path) -> None:
    written(tmp_path, {"a/b/c": "1", "a/d": "2", "e": "3"})
    done = written(tmp_path, {"e": "3"})
    assert done.removed == ["a/b/c", "a/d"]
    assert files_in(tmp_path) == {"e": "3"}
    assert not (tmp_path / "a").exists()


def test_files_of_others_stay(tmp_path: Path) -> None:
    written(tmp_path, {"a/b": "1", "mkdocs.yml": "2", "gone": "3"})
    (tmp_path / "a" / "mine").write_text("x")
    (tmp_path / "mkdocs.yml").write_text("by hand")
    (tmp_path / "gone").write_text("by hand")
    done = written(tmp_path, {"mkdocs.yml": "4"}, keep=("mkdocs.yml",))
    assert (done.removed, done.kept) == (["a/b"], ["mkdocs.yml", "gone"])
    assert files_in(tmp_path) == {"a/mine": "x", "gone": "by hand", "mkdocs.yml": "by hand"}
    assert written(tmp_path, {"mkdocs.yml": "4"}, keep=("mkdocs.yml",)).kept == ["mkdocs.yml", "gone"]


def test_a_file_of_others_in_the_way_is_not_overwritten(tmp_path: Path) -> None:
    written(tmp_path, {"a": "1"})
    (tmp_path / "b").write_text("mine")
    (tmp_path / "c").write_text("same")
    done = written(tmp_path, {"a": "1", "b": "2", "c": "same"})
    assert (done.foreign, done.same) == (["b"], 2)
    assert files_in(tmp_path)["b"] == "mine"


def test_a_kept_file_that_is_as_it_was_written_is_written_anew(tmp_path: Path) -> None:
    written(tmp_path, {"mkdocs.yml": "1"})
    assert written(tmp_path, {"mkdocs.yml": "2"}, keep=("mkdocs.yml",)).changed == ["mkdocs.yml"]


def test_a_dry_run_tells_the_same_and_writes_nothing(tmp_path: Path) -> None:
    to = tmp_path / "to"
    assert written(to, {"a": "1"}, dry_run=True).new == ["a"]
    assert not to.exists()
    written(to, {"a": "1", "b": "2"})
    done = written(to, {"a": "3", "c": "4"}, dry_run=True)
    assert (done.new, done.changed, done.removed) == (["c"], ["a"], ["b"])
    assert files_in(to) == {"a": "1", "b": "2"}


def test_a_folder_of_others_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("x")
    with pytest.raises(UsageError, match="neither empty nor written by `modelhub render`"):
        OutputFolder(tmp_path)
    with pytest.raises(UsageError, match="is no folder"):
        OutputFolder(tmp_path / "mine")
    assert files_in(tmp_path) == {"mine": "x"}


def test_an_interrupted_run_is_taken_up(tmp_path: Path) -> None:
    output = OutputFolder(tmp_path)
    output.put("a", b"1")
    output.put("b", b"2")  # and no `finish`
    done = written(tmp_path, {"a": "1", "c": "3"})
    assert (done.new, done.same, done.removed) == (["c"], 1, ["b"])


def test_nothing_is_written_through_links_or_removed_outside(tmp_path: Path) -> None:
    to, elsewhere = tmp_path / "to", tmp_path / "elsewhere"
    elsewhere.mkdir()
    written(to, {"a/b": "1"})
    (to / "docs").symlink_to(elsewhere)
    with pytest.raises(UsageError, match="leads out"):
        written(to, {"docs/x": "1"})
    (elsewhere / "x").write_text("mine")
    (to / LIST).write_text(f"{'0' * 64}  ../elsewhere/x\n")
    with pytest.raises(UsageError, match="leads out"):
        written(to, {"a/b": "1"})
    assert files_in(elsewhere) == {"x": "mine"}


def test_not_among_the_cards(tmp_path: Path) -> None:
    refuse_within(tmp_path / "out", [tmp_path / "cards"])
    for folder in (tmp_path / "cards", tmp_path / "cards" / "out", tmp_path / "x" / ".." / "cards"):
        with pytest.raises(UsageError, match="where the hub's own files are"):
            refuse_within(folder, [tmp_path / "cards"])
