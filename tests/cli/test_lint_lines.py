"""The lines that findings are shown with: those that were checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli.lint_lines import Lines
from generator.store import card_files


def read(root: Path, room: int) -> Lines:
    lines = Lines(root, room)
    assert [file.path for file in lines.keep(card_files(root, root))] == ["a.md", "b.md"]
    return lines


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_bytes(b"\xef\xbb\xbfone\r\ntwo\xff")
    (tmp_path / "b.md").write_bytes(b"three\n")
    return tmp_path


@pytest.mark.parametrize("room", [0, 6, 100])
def test_lines_are_counted_as_the_reader_does(root: Path, room: int) -> None:
    lines = read(root, room)
    assert (lines.of("a.md"), lines.of("b.md")) == (["one", "two\ufffd"], ["three", ""])
    assert lines.of("") == lines.of("none.md") == lines.of("a\0.md") == []


def test_what_was_checked_is_shown_even_if_the_file_has_changed(root: Path) -> None:
    lines = read(root, 100)
    (root / "b.md").write_bytes(b"four")
    assert lines.of("b.md") == ["three", ""]
    assert list(lines.keep(card_files(root, root)))
    assert lines.of("b.md") == ["four"]


def test_what_does_not_fit_is_read_once_more(root: Path) -> None:
    lines = read(root, 13)
    (root / "a.md").write_bytes(b"other")
    (root / "b.md").write_bytes(b"four")
    assert (lines.of("a.md"), lines.of("b.md")) == (["one", "two\ufffd"], ["four"])
